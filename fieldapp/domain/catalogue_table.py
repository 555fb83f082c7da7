"""A catalogue as a table: what its columns mean, and how it becomes a draft version (4.1.3)."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from fieldapp.domain.base import Fen, new_id
from fieldapp.domain.catalogue import CatalogueVersion, Category, Item, Materials, PriceKind
from fieldapp.domain.component import Component
from fieldapp.domain.people import Person, Skill, Trade
from fieldapp.domain.pinyin import search_key
from fieldapp.domain.table import YES_OR_NO, Columns, Record, Row, read_rows, refuse_repeats, taken
from fieldapp.domain.writing import narrow

Word = TypeVar("Word", Category, PriceKind, Materials, Component, Trade, Skill)

# The second names are those of a plain price list, which says the price kind only by its unit and its greatest price.
COLUMNS = Columns(
    required=("code", "category", "name_zh", "name_en", "unit_zh", "unit_en", "price_yuan"),
    optional=(
        "price_kind", "price_max_yuan", "minimum_yuan", "materials", "minutes", "minutes_per_unit",
        "warranty_component", "trade", "skill", "note_zh", "note_en",
    ),
    also={
        "price_cny": "price_yuan", "price_max_cny": "price_max_yuan", "materials_included": "materials",
        "minutes_estimate": "minutes", "note": "note_en",
    },
    unread=frozenset({"source", "estimated", "price_seen_elsewhere"}),
)  # fmt: skip

HEADER = COLUMNS.all  # of an exported list: what is read is written, so that it can be read again
FIGURES = frozenset({"price_yuan", "price_max_yuan", "minimum_yuan", "minutes"})

CATEGORIES = {
    "水": Category.WATER, "电": Category.ELECTRIC, "管道疏通": Category.DRAINS, "门窗": Category.DOORS,
    "家电": Category.APPLIANCES, "暖通": Category.HEATING, "土建": Category.CIVIL, "清洁": Category.CLEANING,
    "绿化消杀": Category.GARDEN, "代办": Category.ERRANDS, "代订": Category.BOOKING, "代购": Category.PURCHASE,
}  # fmt: skip
CATEGORY_WORDS = {category: word for word, category in CATEGORIES.items()}
UNIT_KINDS = {"米": PriceKind.PER_METRE, "平方米": PriceKind.PER_M2, "小时": PriceKind.HOURLY}
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,19}")


def _words(kind: type[Word], **also: Word) -> dict[str, Word]:
    return {member.value: member for member in kind} | also


KNOWN_CATEGORIES = CATEGORIES | _words(Category)
KNOWN_KINDS = _words(PriceKind)
# A list that does not say whether materials are included is read as "extra": they are agreed before the work.
KNOWN_MATERIALS = _words(Materials) | {
    "yes": Materials.INCLUDED, "no": Materials.EXTRA, "unclear": Materials.EXTRA, "n/a": Materials.NONE,
}  # fmt: skip


def read_items(records: Iterable[Record]) -> list[Item]:
    """The items of a catalogue file, in its order. Raises TableRefused with every row that cannot be taken."""
    rows, refusals = read_rows(records, COLUMNS)
    refuse_repeats(rows, lambda row: narrow(row.cells.get("code", "")).upper(), "code")
    return taken([_item(row, position) for position, row in enumerate(rows, start=1)], refusals)


def as_row(item: Item) -> tuple[str, ...]:
    """An item as a row under :data:`HEADER`, from which :func:`read_items` makes the same item again."""
    return (
        item.code,
        CATEGORY_WORDS[item.category],
        item.name_zh,
        item.name_en,
        item.unit_zh,
        item.unit_en,
        _yuan(item.price_fen),
        item.price_kind.value,
        _yuan(item.price_max_fen),
        _yuan(item.minimum_fen),
        item.materials.value,
        str(item.minutes or ""),
        "yes" if item.minutes_per_unit else "no",
        (item.warranty_component or Component.NONE).value,
        item.trade.value if item.trade else "",
        item.skill.value if item.skill else "",
        item.note_zh or "",
        item.note_en or "",
    )


def load_catalogue(
    session: Session,
    branch_id: UUID,
    records: Iterable[Record],
    *,
    year: int,
    number: int,
    at: datetime,
    by: Person | None = None,
) -> CatalogueVersion:
    """Put a catalogue file into the database as a draft version; by nobody is by whoever keeps the server.

    Raises TableRefused.
    """
    version = a_draft(branch_id, read_items(records), year=year, number=number)
    session.add(version)
    version.record(at, by, "draft", items=len(version.items))
    return version


def a_draft(branch_id: UUID, items: list[Item], *, year: int, number: int, id: UUID | None = None) -> CatalogueVersion:
    """A version that offers nothing yet (4.1.3)."""
    return CatalogueVersion(id=id or new_id(), branch_id=branch_id, year=year, number=number, items=items, reviews=[])


def next_number(branch_id: UUID, year: int) -> Select[int]:
    """The number that the branch's next version of this year gets."""
    return select(func.coalesce(func.max(CatalogueVersion.number), 0) + 1).where(
        CatalogueVersion.branch_id == branch_id, CatalogueVersion.year == year
    )


def _item(row: Row, position: int) -> Item:
    kind, price, price_max = _price(row)
    item = Item(
        position=position,
        code=row.shaped("code", CODE, "cell.not_a_code", most=20).upper(),
        category=row.one_of("category", KNOWN_CATEGORIES),
        name_zh=row.text("name_zh", most=120),
        name_en=row.text("name_en", most=120),
        unit_zh=row.text("unit_zh", most=20),
        unit_en=row.text("unit_en", most=20),
        price_kind=kind,
        price_fen=price,
        price_max_fen=price_max,
        minimum_fen=row.money("minimum_yuan", optional=True),
        materials=row.one_of("materials", KNOWN_MATERIALS, otherwise=Materials.EXTRA),
        minutes=row.whole("minutes", least=1, most=7 * 24 * 60),
        minutes_per_unit=row.one_of("minutes_per_unit", YES_OR_NO, otherwise=False),
        warranty_component=row.one_of("warranty_component", _words(Component), otherwise=Component.NONE),
        trade=_optional(row, "trade", Trade),
        skill=_optional(row, "skill", Skill),
        note_zh=row.text("note_zh", most=200, optional=True),
        note_en=row.text("note_en", most=200, optional=True),
    )
    item.search = search_key(item.code, item.name_zh, item.name_en)
    return item


def _price(row: Row) -> tuple[PriceKind, Fen, Fen | None]:
    price_max = row.money("price_max_yuan", optional=True)
    unit = UNIT_KINDS.get(row.cells.get("unit_zh", ""), PriceKind.FIXED)
    kind = row.one_of("price_kind", KNOWN_KINDS, otherwise=PriceKind.RANGE if price_max else unit)
    price = row.money("price_yuan", optional=kind is PriceKind.AGREED) or Fen(0)
    if kind is PriceKind.RANGE and (price_max is None or price_max <= price):
        row.refuse("price_max_yuan", "cell.not_a_range")
    if kind is not PriceKind.RANGE and price_max is not None:
        row.refuse("price_max_yuan", "cell.no_range")
    return kind, price, price_max


def _optional(row: Row, column: str, kind: type[Word]) -> Word | None:
    return row.one_of(column, _words(kind)) if row.cells.get(column) else None


def _yuan(fen: int | None) -> str:
    yuan, rest = divmod(fen or 0, 100)
    return f"{yuan}.{rest:02}" if rest else str(yuan or "")
