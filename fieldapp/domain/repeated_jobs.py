"""Jobs off the list that return: three that read alike within ninety days could become an item (4.2.3, 4.3.3).

Two descriptions read alike when at least half of their pairs of neighbouring letters are the same (Dice's measure):
柜板防水条加固 and 加固柜板防水条 share five of six pairs. Figures, spaces and signs do not count.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from fieldapp.domain.base import Fen
from fieldapp.domain.catalogue import Item
from fieldapp.domain.line import AGREED, Line
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department
from fieldapp.domain.pinyin import plain
from fieldapp.domain.premises import Room

WITHIN = timedelta(days=90)
OFTEN = 3  # jobs, each of an order of its own
ALIKE = 0.5
LOOKED_AT = 400  # of the newest agreed lines of a branch, which has some hundred in ninety days
LOOKED_THROUGH = 4000  # of all branches

_line = aliased(Line)


@dataclass(frozen=True, slots=True)
class Job:
    """One thing that was done, or is to be done, at a price of its own."""

    line_id: UUID
    order_id: UUID
    year: int
    serial: int
    department: Department
    words: str
    price_fen: Fen  # of one
    agreed_at: datetime
    building: str
    door: str


@dataclass(slots=True)
class Group:
    """Jobs that read alike, newest first; and the item that reads like them, if the list has one already."""

    jobs: list[Job] = field(default_factory=list)
    item: Item | None = None

    @property
    def words(self) -> str:
        """What it is called most often."""
        return Counter(job.words for job in self.jobs).most_common(1)[0][0]

    @property
    def average_fen(self) -> Fen:
        """What one costs on average, in whole fen."""
        return Fen(round(sum(job.price_fen for job in self.jobs) / len(self.jobs)))

    @property
    def least_fen(self) -> Fen:
        """The lowest price."""
        return min(job.price_fen for job in self.jobs)

    @property
    def most_fen(self) -> Fen:
        """The highest price."""
        return max(job.price_fen for job in self.jobs)

    @property
    def orders(self) -> int:
        """How many orders they are of."""
        return len({job.order_id for job in self.jobs})


def agreed_jobs(branch_id: UUID, at: datetime) -> Select[*tuple[Any, ...]]:
    """The newest lines in the owner's words that a supervisor priced within the last ninety days."""
    return (
        select(
            Line.id.label("line_id"),
            Order.id.label("order_id"),
            Order.year,
            Order.serial,
            Order.department,
            Line.name_zh.label("words"),
            Line.unit_price_fen.label("price_fen"),
            Line.answered_at.label("agreed_at"),
            Room.building,
            Room.door,
        )
        .join(Order, Order.id == Line.order_id)
        .join(Room, Room.id == Order.room_id)
        .where(Line.id.in_(_newest(at)), Order.branch_id == branch_id)
        .order_by(Line.answered_at.desc())
        .limit(LOOKED_AT)
    )


def repeated(rows: Iterable[Any], items: Sequence[Item]) -> list[Group]:
    """The groups of three and more; ``items`` are those of the newest version. The most frequent come first."""
    groups: list[Group] = []
    for job in (Job(**row._mapping) for row in rows):
        _group_for(job, groups).jobs.append(job)
    often = [group for group in groups if group.orders >= OFTEN]
    for group in often:
        group.item = next((item for item in items if alike(item.name_zh, group.words)), None)
    return sorted(often, key=lambda group: -group.orders)


def alike(one: str, other: str) -> bool:
    """Do the two read alike?"""
    mine, theirs = _pairs(one), _pairs(other)
    whole = mine.total() + theirs.total()
    return whole > 0 and 2 * (mine & theirs).total() / whole >= ALIKE


def _newest(at: datetime) -> Select[UUID]:
    # Chosen first and by their own index: asked for together with the branch, the database would begin with all of
    # the branch's orders.
    return (
        select(_line.id)
        .where(AGREED, _line.answered_at >= at - WITHIN)
        .order_by(_line.answered_at.desc())
        .limit(LOOKED_THROUGH)
    )


def _group_for(job: Job, groups: list[Group]) -> Group:
    found = next((group for group in groups if alike(group.jobs[0].words, job.words)), None)
    if found is None:
        found = Group()
        groups.append(found)
    return found


def _pairs(words: str) -> Counter[tuple[str, str]]:
    letters = [letter for letter in plain(words) if letter.isalpha()]
    return Counter(pairwise(letters))
