"""A corrected order on paper: which version it is, what it changed; the older one says that it was replaced."""

import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from fieldapp.clock import now
from fieldapp.documents.typesetting import typeset
from fieldapp.domain.base import Fen, new_id
from fieldapp.domain.corrected_lines import Change, corrected, total_of
from fieldapp.domain.document import canonical, sha256
from fieldapp.domain.order_correction import Ending, OrderCorrection
from fieldapp.domain.order_versions import versions
from fieldapp.domain.paper_source import PaperSource
from fieldapp.domain.people import Language
from fieldapp.web.language import speaking
from fieldapp.web.paper_files import paper_files
from fieldapp.web.paper_words import SealedBy, paper_words
from tests.jobs import a_signature
from tests.papers import a_signed_order, an_app

BY = SealedBy("阳光物业", "ab" * 32, self_made=True)


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    with an_app(tmp_path_factory.mktemp("papers")) as app:
        yield app


def both() -> tuple[PaperSource, PaperSource]:
    """The order as it was signed first, and as it was signed when a line had been taken off."""
    old = a_signed_order(lines=2, photos=1)
    first, visit = old.copy.signature, old.copy.visit
    before = first.contents
    lines = corrected(before["lines"], {before["lines"][1]["line"]: Change(0, 0, dropped=True)}, {})
    document = before | {"lines": lines, "total_fen": total_of(lines), "version": 2}
    document["replaces"] = {"version": 1, "document_sha256": first.document_sha256, "lines": before["lines"],
                            "total_fen": before["total_fen"], "because": "第二只没有换"}  # fmt: skip
    second = a_signature(visit)
    second.document, second.document_sha256 = canonical(document), sha256(document)
    second.visit_id, second.at = visit.id, first.at + timedelta(days=3)
    correction = OrderCorrection(id=new_id(), number=2, replaces=1, ending=Ending.AGREED, signature_id=second.id,
                                 ended_at=second.at, total_fen=Fen(document["total_fen"]))  # fmt: skip
    told = versions([first, second], [correction], first.id)
    return old._replace(versions=told), old._replace(copy=old.copy._replace(signature=second), versions=told)


def test_each_paper_says_which_version_it_is_and_the_older_one_that_it_was_replaced(app: Flask):
    older, newer = both()
    with speaking(Language.CHINESE):
        first, second = paper_words(older, BY, demo=False), paper_words(newer, BY, demo=False)
    assert "第 1 版" in first["subtitle"] and "第 2 版有效" in first["notices"][0] and not first["corrected"]["rows"]
    assert "第 2 版" in second["subtitle"] and second["notices"] == []
    assert "第二只没有换" in second["corrected"]["name"] and second["corrected"]["rows"][0][2] == "没有这一项"
    assert len(newer.photos) == 1  # those of the visit


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext (poppler-utils) is not installed")
def test_it_can_be_set_in_type(app: Flask):
    _, newer = both()
    with speaking(Language.ENGLISH):
        paper = typeset(paper_words(newer, BY, demo=False), paper_files(newer), at=now())
    told = subprocess.run(["pdftotext", "-", "-"], input=paper, capture_output=True, check=True).stdout.decode()
    assert "Version 2 replaces version 1 because" in " ".join(told.split())
