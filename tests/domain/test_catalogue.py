"""The catalogue: which version is in force, how items are found, and whose work they are."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from fieldapp.db import db
from fieldapp.domain.base import Fen
from fieldapp.domain.catalogue import (
    CatalogueState,
    CatalogueVersion,
    Category,
    Item,
    Materials,
    PriceKind,
    find_items,
    in_force,
)
from fieldapp.domain.order import Kind
from fieldapp.domain.people import Department, Language
from fieldapp.domain.pinyin import search_key
from fieldapp.domain.service_kind import service_kind
from tests.builders import BRANCH_ID, the_branch

NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
NAMES = {
    "WTR-008": ("更换角阀", "Replace angle valve"),
    "WTR-009": ("更换水阀门", "Replace valve"),
    "CLN-004": ("单次日常清洁 100%", "One-off daily cleaning"),
}


@pytest.fixture
def found(app: Flask, save: Callable[..., object]) -> Iterator[Callable[[str], list[str]]]:
    """What the catalogue of three items finds, by code."""
    version = a_version(CatalogueState.APPROVED, NOW)
    version.items = [an_item(code, position) for position, code in enumerate(NAMES, start=1)]
    save(the_branch(), version)
    with app.app_context():
        yield lambda words: [item.code for item in db.session.scalars(find_items(version.id, words))]


@pytest.mark.both_engines
@pytest.mark.parametrize("words", ["jf", "JF", "jiaofa", "WTR-008", "wtr008", "角阀", "angle", "angle valve", "换 jf"])
def test_an_item_is_found_however_it_is_typed(found, words):
    assert found(words) == ["WTR-008"]


def test_every_word_must_occur(found):
    assert found("replace valve") == ["WTR-008", "WTR-009"]
    assert found("replace nonsense") == []


def test_the_signs_of_a_pattern_are_letters_like_others(found):
    assert found("%") == ["CLN-004"]
    assert found("_") == []
    assert found("/") == []


def test_nothing_typed_finds_all_in_their_order(found):
    assert found(" ") == list(NAMES)


@pytest.mark.parametrize("state", [CatalogueState.DRAFT, CatalogueState.REVIEWED])
def test_4_1_3_what_is_not_approved_is_not_offered(app, save, state):
    save(the_branch(), a_version(state, NOW))
    assert number_in_force(app) is None


def test_4_1_4_an_approved_version_counts_from_its_day(app, save):
    save(
        the_branch(),
        a_version(CatalogueState.FILED, NOW - timedelta(days=30), number=1),
        a_version(CatalogueState.APPROVED, NOW, number=2),
        a_version(CatalogueState.APPROVED, NOW + timedelta(days=1), number=3),
        a_version(CatalogueState.APPROVED, None, number=4),
    )
    assert number_in_force(app) == 2


@pytest.mark.parametrize(
    ("category", "department", "kind"),
    [
        (Category.WATER, Department.REPAIR, Kind.REPAIR),
        (Category.CLEANING, Department.CLEANING, Kind.CLEANING),
        (Category.GARDEN, Department.CLEANING, Kind.CLEANING),
        (Category.ERRANDS, Department.BUTLER, Kind.ERRAND),
        (Category.BOOKING, Department.BUTLER, Kind.BOOKING),
        (Category.PURCHASE, Department.BUTLER, Kind.PURCHASE),
    ],
)
def test_4_1_1_a_category_is_of_one_department_and_one_kind(category, department, kind):
    item = Item(category=category)
    assert item.department is department
    assert service_kind(item) is kind
    assert kind.department is department


def test_an_item_speaks_both_languages():
    item = an_item("WTR-008", 1)
    assert item.name(Language.CHINESE) == "更换角阀"
    assert item.name(Language.ENGLISH) == "Replace angle valve"
    assert item.unit(Language.CHINESE) == "只"


def test_minutes_are_of_each_or_of_the_whole_job():
    assert Item(minutes=20, minutes_per_unit=True).minutes_for(3000) == 60
    assert Item(minutes=90, minutes_per_unit=False).minutes_for(3000) == 90
    assert Item(minutes=None, minutes_per_unit=False).minutes_for(3000, otherwise=45) == 45


def number_in_force(app: Flask) -> int | None:
    with app.app_context():
        version = db.session.scalars(in_force(BRANCH_ID, NOW)).one_or_none()
        return version.number if version else None


def a_version(state: CatalogueState, begins: datetime | None, number: int = 1) -> CatalogueVersion:
    return CatalogueVersion(branch_id=BRANCH_ID, year=2026, number=number, state=state, effective_from=begins)


def an_item(code: str, position: int) -> Item:
    zh, en = NAMES[code]
    return Item(
        position=position, code=code, category=Category.WATER, name_zh=zh, name_en=en, unit_zh="只", unit_en="piece",
        price_kind=PriceKind.FIXED, price_fen=Fen(1500), materials=Materials.EXTRA, search=search_key(code, zh, en),
    )  # fmt: skip
