"""What the office moved from a technician to somebody else today, and what came to them from somebody else."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from sqlalchemy import CompoundSelect, Row, Select, bindparam, func, literal, or_, select, union_all
from sqlalchemy.orm import aliased

from fieldapp.domain.assignment import Assignment
from fieldapp.domain.base import spelt_out
from fieldapp.domain.journal import Entry
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Owner, Room, Site
from fieldapp.domain.timeline import DOOR
from fieldapp.domain.visit import Visit


class Moved(StrEnum):
    """Which way an order went."""

    GONE = "gone"  # somebody else has it, or nobody goes
    CAME = "came"  # it was somebody else's before, and waits to be taken
    BACK = "back"  # it was given to somebody else, and came back


NOTHING_SAID, NOTHING_KEPT = literal(""), literal(0)
_other, _theirs = aliased(Person), aliased(Assignment)

# What this technician noted for it: all of it stays at the office, under their name.
_kept = (
    select(func.count(Entry.id))
    .where(Entry.order_id == Visit.order_id, Entry.visit_id == Visit.id, Entry.by_id == Visit.technician_id)
    .where(Entry.what.in_(spelt_out(DOOR)))
    .scalar_subquery()
)


def _told(which: Moved, at: Any, *, why: Any = NOTHING_SAID, kept: Any = NOTHING_KEPT) -> Select[*tuple[Any, ...]]:
    return (
        select(
            literal(which.value).label("which"),
            Visit.id,
            at.label("at"),
            why.label("why"),
            _other.name.label("other"),
            kept.label("kept"),
            Order.state,
            Room.building,
            Room.door,
            Owner.surname,
            Owner.address,
            Site.timezone,
        )
        .select_from(Visit)
        .join(Order, Order.id == Visit.order_id)
        .join(Room, Room.id == Order.room_id)
        .join(Owner, Owner.id == Order.owner_id)
        .join(Site, Site.id == Order.site_id)
        .where(Visit.technician_id == bindparam("technician_id"))
    )


_gone = (
    _told(Moved.GONE, Visit.ended_at, kept=_kept)
    .outerjoin(_other, _other.id == Order.holder_id)
    .where(
        Visit.ended_at >= bindparam("begins"),
        Visit.outcome == Outcome.MOVED,
        or_(Order.holder_id.is_(None), Order.holder_id != Visit.technician_id),
    )
)
_came = (
    _told(Moved.CAME, Assignment.at, why=Assignment.reason)
    .join(Assignment, (Assignment.order_id == Visit.order_id) & (Assignment.visit_id == Visit.id))
    .join(_theirs, _theirs.id == Assignment.replaces_id)
    .join(_other, _other.id == _theirs.technician_id)
    .where(Visit.ended_at.is_(None), Visit.accepted_at.is_(None))
)
_back = (
    _told(Moved.BACK, _theirs.ended_at)
    .join(Assignment, (Assignment.order_id == Visit.order_id) & (Assignment.visit_id == Visit.id))
    .join(_theirs, (_theirs.order_id == Visit.order_id) & (_theirs.replaces_id == Assignment.id))
    .join(_other, _other.id == _theirs.technician_id)
    .where(Visit.ended_at.is_(None), _theirs.ended_at >= bindparam("begins"))
)

# Each part walks the index on (technician_id, ended_at): the open visits of one person, and what ended today.
MOVED_TODAY: CompoundSelect[Any] = union_all(_gone, _came, _back)


def newest_first(rows: Iterable[Row[Any]]) -> list[Row[Any]]:
    """What happened last stands on top."""
    return sorted(rows, key=lambda row: (row.at, row.id), reverse=True)
