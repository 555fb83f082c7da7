"""The page of a visit as the phone keeps it: its number, what stands on it, and what a document is made of."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from fieldapp.db import db
from fieldapp.domain.catalogue import Item
from fieldapp.domain.document import Document, price_document, work_document
from fieldapp.domain.line import Line, line_from_item
from fieldapp.domain.mark import Trial, TrialMark
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.receipt import Receipt
from tests.sync.machine.world import World

ROOT = re.compile(r'data-visit="(?P<visit>[0-9a-f-]{36})"\s+data-version="(?P<version>\d+)"')


class Library:
    """What never changes in an example: orders with their owners, people, the catalogue."""

    def __init__(self, world: World) -> None:
        with world.app.app_context():
            whole = select(Order).options(joinedload(Order.branch), joinedload(Order.room), joinedload(Order.owner))
            self.orders = {str(order.id): order for order in db.session.scalars(whole)}
            self.people = {str(person.id): person for person in db.session.scalars(select(Person))}
            self.items = {str(item.id): item for item in db.session.scalars(select(Item))}
            db.session.expunge_all()


@dataclass
class Page:
    """What was fetched. ``holds``: the commands whose effect it shows, read from the store at the same moment."""

    visit: str
    version: int
    holds: frozenset[str]
    order: Order
    technician: Person
    lines: list[Line]
    tests: list[TrialMark]
    items: dict[str, Item]

    def document(self, purpose: str, presses: Iterable[Any]) -> Document:
        """The document that the owner is shown: the page's lines with what was pressed since laid over them."""
        lines, tests = {str(line.id): line for line in self.lines}, list(self.tests)
        for press in presses:
            if press.id not in self.holds and press.verb in LAYERS:
                LAYERS[press.verb](press.data, lines, tests, self.items)
        standing = [line for line in lines.values() if line.stands]
        order = SimpleNamespace(
            **{
                name: getattr(self.order, name)
                for name in ("number", "catalogue_version_id", "branch", "room", "owner", "errand")
            },
            standing_lines=standing,
            total_fen=sum(line.amount_fen for line in standing),
        )
        visit = SimpleNamespace(id=UUID(self.visit), technician=self.technician, tests=tests)
        return price_document(order, visit) if purpose == "price" else work_document(order, visit)


def fetch(world: World, library: Library, visit: str, order: str, technician: str, version: int) -> Page:
    """The page with this number on it, and what stood on it when it was drawn."""
    with world.app.app_context():
        lines = db.session.scalars(select(Line).where(Line.order_id == UUID(order)).order_by(Line.position)).all()
        marks = select(TrialMark).where(TrialMark.visit_id == UUID(visit)).order_by(TrialMark.at)
        tests = db.session.scalars(marks).all()
        held = db.session.scalars(select(Receipt.id).where(Receipt.visit_id == UUID(visit))).all()
        db.session.expunge_all()
    return Page(
        visit,
        version,
        frozenset(map(str, held)),
        library.orders[order],
        library.people[technician],
        list(lines),
        list(tests),
        library.items,
    )


def numbers_on(html: str) -> list[tuple[str, int]]:
    """Which visits a page or a fragment shows, each with its number."""
    return [(found["visit"], int(found["version"])) for found in ROOT.finditer(html)]


def _line(data: Any, lines: dict[str, Line], _tests: list[TrialMark], items: dict[str, Item]) -> None:
    if data.get("item") in items:  # one in words alone is on no document before the office has priced it
        known, new = lines.get(data["line"]), UUID(data["line"])
        line = line_from_item(items[data["item"]], id=new, quantity_milli=data["quantity_milli"])
        line.dropped_at, line.warranty = (known.dropped_at, known.warranty) if known else (None, False)
        lines[data["line"]] = line


def _drop_line(data: Any, lines: dict[str, Line], _tests: list[TrialMark], _items: dict[str, Item]) -> None:
    lines.pop(data["line"], None)


def _warranty(data: Any, lines: dict[str, Line], _tests: list[TrialMark], _items: dict[str, Item]) -> None:
    if known := lines.get(data["line"]):  # the page keeps its own
        columns = {column.key: getattr(known, column.key) for column in Line.__table__.columns}
        lines[data["line"]] = Line(**columns | {"warranty": data["covered"]})


def _test(data: Any, _lines: dict[str, Line], tests: list[TrialMark], _items: dict[str, Item]) -> None:
    tests.append(TrialMark(key=Trial(data["key"]), good=data["good"], remark=data.get("remark", "")))


LAYERS = {"line": _line, "drop_line": _drop_line, "warranty": _warranty, "test": _test}
