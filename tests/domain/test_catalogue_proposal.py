"""4.2.3: work that proved itself is put forward for the next version."""

import pytest

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, Category
from fieldapp.domain.catalogue_proposal import item_from, next_code, next_draft, propose
from fieldapp.domain.catalogue_review import Point, Verdict
from fieldapp.domain.catalogue_reviewing import review
from fieldapp.domain.catalogue_table import as_row
from fieldapp.domain.table import TableRefused
from tests.builders import BRANCH_ID, NOW, sun
from tests.jobs import an_item

TYPED = {
    "code": "WTR-041", "category": "water", "name_zh": "柜板防水条加固", "name_en": "Cabinet strip",
    "unit_zh": "米", "unit_en": "m", "price_kind": "per_metre", "price_yuan": "35", "materials": "extra",
}  # fmt: skip


def a_draft() -> CatalogueVersion:
    return CatalogueVersion(
        branch_id=BRANCH_ID, year=2026, number=4, state=CatalogueState.DRAFT, items=[an_item()], reviews=[]
    )


def test_one_item_more_comes_last_and_is_reviewed_anew():
    version, by = a_draft(), sun()
    review(version, dict.fromkeys(Point, Verdict(True)), at=NOW, by=by)
    assert version.state is CatalogueState.REVIEWED

    propose(version, item_from(TYPED), at=NOW, by=by)

    assert [(item.code, item.position) for item in version.items] == [("WTR-008", 8), ("WTR-041", 9)]
    assert version.state is CatalogueState.DRAFT and version.reviews == []


def test_a_code_stands_for_one_item():
    with pytest.raises(RuleBroken, match=r"catalogue\.code_taken"):
        propose(a_draft(), item_from(TYPED | {"code": "WTR-008"}), at=NOW, by=sun())


def test_what_is_approved_takes_nothing_more():
    version = a_draft()
    version.state = CatalogueState.APPROVED
    with pytest.raises(RuleBroken, match=r"catalogue\.settled"):
        propose(version, item_from(TYPED), at=NOW, by=sun())


def test_what_is_typed_is_read_by_the_rules_of_an_import():
    with pytest.raises(TableRefused) as refused:
        item_from(TYPED | {"price_yuan": "much", "name_en": ""})
    assert {refusal.column for refusal in refused.value.refusals} == {"price_yuan", "name_en"}


def test_the_next_code_follows_the_last_of_the_chapter():
    items = [an_item("WTR-008"), an_item("WTR-040"), an_item("ELE-101", category=Category.ELECTRIC)]
    assert next_code(items, Category.WATER) == "WTR-041"
    assert next_code(items, Category.ELECTRIC) == "ELE-102"
    assert next_code(items, Category.CIVIL) == ""


def test_a_new_draft_has_what_the_other_version_has_and_is_another():
    before = [an_item(), an_item("WTR-001")]
    draft = next_draft(BRANCH_ID, before, year=2026, number=4)
    assert [as_row(item) for item in draft.items] == [as_row(item) for item in before]
    assert {item.id for item in draft.items}.isdisjoint({item.id for item in before})
