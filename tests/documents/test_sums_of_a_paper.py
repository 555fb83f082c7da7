"""The sums on the printable order: a line without a price is in none, and an errand's money is told in all (4.4.1)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from fieldapp.domain.document import canonical
from fieldapp.domain.people import Language
from fieldapp.web.language import speaking
from fieldapp.web.paper_words import SealedBy, paper_words
from tests.papers import a_signed_order, an_app


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    with an_app(tmp_path) as app:
        yield app


def words_of(change: Any) -> dict[str, Any]:
    source = a_signed_order(lines=2, photos=0)
    document = source.copy.signature.contents
    change(document)
    source.copy.signature.document = canonical(document)
    with speaking(Language.CHINESE):
        return paper_words(source, SealedBy("Somebody", "ab" * 32, self_made=True), demo=False)


def unpriced(document: dict[str, Any]) -> None:
    document["lines"][1] |= {"waits_for_answer": 1, "amount_fen": 0}
    document["total_fen"] = 1500


def spent(document: dict[str, Any]) -> None:
    document |= {"advances": [], "left_fen": -6850}
    document["receipts"] = [{"words": "桶装水", "amount_fen": 6850, "photo": ""}]


@pytest.mark.usefixtures("app")
def test_a_line_without_a_price_has_no_amount_and_the_total_says_that_it_leaves_it_out():
    words = words_of(unpriced)
    assert (words["lines"][1]["work"], words["lines"][1]["amount"]) == ("面议", "—")
    assert words["total"]["name"] == "合计 （另有 1 项待定价）"
    assert words_of(lambda document: None)["total"]["name"] == "合计"


@pytest.mark.usefixtures("app")
def test_what_was_bought_and_the_service_are_told_in_all():
    name, told = words_of(spent)["errand"][-1]
    assert name == "您一共要付" and "113.50" in told
