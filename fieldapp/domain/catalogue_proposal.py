"""Work that proved itself becomes an item of the next version (4.2.3): put into the draft, or into a new one."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import inspect

from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, Category, Item
from fieldapp.domain.catalogue_table import HEADER, a_draft, read_items
from fieldapp.domain.people import Person

CODE = re.compile(r"([A-Z]+)-(\d+)")
OWN = {"id", "version_id"}


def item_from(cells: Mapping[str, str]) -> Item:
    """An item from what somebody typed, by the rules of an imported row. Raises TableRefused with each column."""
    return read_items([(1, HEADER), (2, [cells.get(column, "") for column in HEADER])])[0]


def propose(version: CatalogueVersion, item: Item, *, at: datetime, by: Person) -> None:
    """Put one item more into a draft; its department says its word anew.

    Raises RuleBroken ``catalogue.settled``, ``catalogue.withdrawn`` or ``catalogue.code_taken``.
    """
    version.refuse_when_closed()
    if any(known.code == item.code for known in version.items):
        raise RuleBroken("catalogue.code_taken", item=item.code)
    item.position = 1 + max((known.position for known in version.items), default=0)
    version.items.append(item)
    for said in [said for said in version.reviews if said.department is item.department]:
        version.reviews.remove(said)
    version.state = CatalogueState.DRAFT
    version.record(at, by, "item", why=f"{item.code} {item.name_zh}")


def next_draft(branch_id: UUID, items: Iterable[Item], *, year: int, number: int) -> CatalogueVersion:
    """A draft with the items of another version, for somebody to change."""
    return a_draft(branch_id, copies(items), year=year, number=number)


def copies(items: Iterable[Item]) -> list[Item]:
    """The same items, to be changed in a version of their own."""
    return [_copied(item) for item in items]


def next_code(items: Sequence[Item], category: Category) -> str:
    """The code that follows the last one of the chapter: WTR-041 after WTR-040. Nothing, where none is like that."""
    codes = [found for item in items if item.category is category and (found := CODE.fullmatch(item.code))]
    if not codes:
        return ""
    last = max(codes, key=lambda found: int(found[2]))
    return f"{last[1]}-{int(last[2]) + 1:0{len(last[2])}}"


def _copied(item: Item) -> Item:
    columns = [column.key for column in inspect(Item).column_attrs if column.key not in OWN]
    return Item(id=new_id(), **{column: getattr(item, column) for column in columns})
