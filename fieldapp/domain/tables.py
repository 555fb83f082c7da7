"""Rooms and people as tables of the whole branch: what reads one in, and what one is written from."""

from collections.abc import Callable, Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy.orm import Session

from fieldapp.domain import people_table, rooms_table
from fieldapp.domain.changes import Changes
from fieldapp.domain.table import Record


class Table(NamedTuple):
    """One kind of table."""

    take_in: Callable[[Session, UUID, Iterable[Record], bool], dict[str, Changes]]
    header: tuple[str, ...]
    rows: Callable[[Session, UUID], list[tuple[str, ...]]]
    may_found: bool = False  # sites that nobody knows yet


def _rooms(session: Session, branch_id: UUID, records: Iterable[Record], found: bool) -> dict[str, Changes]:
    return rooms_table.import_rooms(session, branch_id, records, new_sites=found)


def _people(session: Session, branch_id: UUID, records: Iterable[Record], _found: bool) -> dict[str, Changes]:
    return people_table.import_people(session, branch_id, records)


def _room_rows(session: Session, branch_id: UUID) -> list[tuple[str, ...]]:
    rooms = session.scalars(rooms_table.rooms_to_export(branch_id))
    return [row for room in rooms for row in rooms_table.as_rows(room)]


def _people_rows(session: Session, branch_id: UUID) -> list[tuple[str, ...]]:
    return [people_table.as_row(person) for person in session.scalars(people_table.people_to_export(branch_id))]


TABLES = {
    "rooms": Table(_rooms, rooms_table.HEADER, _room_rows, may_found=True),
    "people": Table(_people, people_table.HEADER, _people_rows),
}
