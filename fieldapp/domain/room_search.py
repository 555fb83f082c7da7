"""Finding a room and its owner by what somebody on the telephone says: a number, a name, the end of a phone number."""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, case, func, or_, select
from sqlalchemy.orm import contains_eager

from fieldapp.domain.pinyin import plain, search_key
from fieldapp.domain.premises import Owner, Room, Site

BUILDING = re.compile(r"(号楼|栋|幢|座|#)$")
ROOM_KEY = 60  # characters that the columns hold
OWNER_KEY = 120
AFTER_A_BUILDING = re.compile(r"(?<=[0-9a-z])\s*(?:(?:号楼|栋|幢|座|#)\s*-?|-)\s*(?=[0-9a-z]|$)")
TWO_NUMBERS = re.compile(r"(\d{1,3}) (\d{2,4})")
MOST_WORDS = 4

ResidentRow = Row[*tuple[Any, ...]]


def room_key(building: str, door: str) -> str:
    """What a room is kept under: ``3-503`` for building 3栋, door 503."""
    return f"{BUILDING.sub('', plain(building))}-{plain(door)}"[:ROOM_KEY]


def owner_key(surname: str, given_name: str, phone: str) -> str:
    """What an owner is kept under: the figures of the phone number, the name, its pinyin and initials."""
    figures = "".join(sign for sign in phone if sign.isdigit())
    name = f"{surname} {given_name}" if surname.isascii() else surname + given_name
    return f"{figures} {search_key(name)}"[:OWNER_KEY].rstrip()


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for, in the form in which rooms and owners are kept."""

    words: tuple[str, ...]

    @property
    def first(self) -> str:
        """The first word: a room of exactly this number stands on top."""
        return self.words[0] if self.words else ""


def sought(typed: str) -> Sought:
    """``3栋503``, ``3 503`` and ``3-503`` are the same room."""
    words = AFTER_A_BUILDING.sub("-", plain(typed))
    number = TWO_NUMBERS.fullmatch(words)
    return Sought((f"{number[1]}-{number[2]}",) if number else tuple(words.split()[:MOST_WORDS]))


def residents(branch_id: UUID, typed: str, *, limit: int = 8) -> Select[*tuple[Any, ...]]:
    """Owners of the branch in whose room, name, pinyin or phone number every word occurs, with their room.

    It reads the owners of a branch, some ten thousand at most, and never the orders: its cost does not grow with the
    years.
    """
    found = sought(typed)
    return (
        select(
            Owner.id,
            Owner.room_id,
            Owner.surname,
            Owner.given_name,
            Owner.address,
            Owner.phone,
            Room.building,
            Room.door,
            Room.handed_over_on,
            Room.stopcock,
            Site.name_zh,
            Site.name_en,
            Site.timezone,
        )
        .join(Room, Room.id == Owner.room_id)
        .join(Site, Site.id == Room.site_id)
        .where(Site.branch_id == branch_id, Owner.left_at.is_(None), *(_holds(word) for word in found.words))
        .order_by(_best_first(found.first), Room.search, Owner.id)
        .limit(limit if found.words else 0)
    )


def rooms_ever(branch_id: UUID, typed: str, *, limit: int) -> Select[UUID]:
    """Rooms in whose number, or in the name or number of whoever lives there or has moved out, every word occurs.

    An owner whose data were erased has no name to be found by. Like :func:`residents` it reads owners, never orders.
    """
    found = sought(typed)
    gone = case((Owner.left_at.is_(None), 0), else_=1)
    return (
        select(Owner.room_id)
        .join(Room, Room.id == Owner.room_id)
        .join(Site, Site.id == Room.site_id)
        .where(Site.branch_id == branch_id, *(_holds(word) for word in found.words))
        .group_by(Owner.room_id, Room.search)
        .order_by(func.min(_best_first(found.first)), func.min(gone), Room.search, Owner.room_id)
        .limit(limit if found.words else 0)
    )


def resident(branch_id: UUID, owner_id: UUID) -> Select[Owner]:
    """One owner of the branch, with room and site."""
    return (
        select(Owner)
        .join(Owner.room)
        .join(Room.site)
        .where(Site.branch_id == branch_id, Owner.id == owner_id, Owner.left_at.is_(None))
        .options(contains_eager(Owner.room).contains_eager(Room.site))
    )


def _best_first(word: str) -> ColumnElement[int]:
    """The very room, then the end of a phone number, then the rest."""
    return case((Room.search == word, 0), (Owner.phone.endswith(word, autoescape=True), 1), else_=2)


def _holds(word: str) -> ColumnElement[bool]:
    room = Room.search.startswith(word, autoescape=True) if "-" in word else Room.search.contains(word, autoescape=True)
    return or_(room, Owner.search.contains(word, autoescape=True))
