"""What technicians have on today: their visits as stretches of a day, done, running, planned and late."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Row, bindparam, or_, select, union_all

from fieldapp.domain.order import AT_THE_DOOR_WITHIN, Order
from fieldapp.domain.premises import Owner, Room
from fieldapp.domain.unknown_length import LENGTH_UNKNOWN
from fieldapp.domain.visit import Visit
from fieldapp.domain.workday import Booking, Place, Stretch

ON_TIME_WITHIN = timedelta(minutes=15)  # where an appointment has no end
LATEST_END = timedelta(hours=12)  # what ended so long after a day may have begun in it
ACCEPTED_BEFORE = timedelta(minutes=15)  # who has not even taken the job by then will hardly be on time

_visits = (
    select(
        Visit.id,
        Visit.order_id,
        Visit.technician_id,
        Visit.planned_from,
        Visit.planned_until,
        Visit.accepted_at,
        Visit.set_out_at,
        Visit.arrived_at,
        Visit.ended_at,
        Visit.outcome,
        Order.state,
        Order.version,
        Order.urgent,
        Order.received_at,
        Order.title_zh,
        Order.title_en,
        Order.minutes,
        LENGTH_UNKNOWN.label("length_unknown"),
        Order.site_id,
        Order.room_id,
        Room.building,
        Room.door,
        Owner.surname,
        Owner.address,
    )
    .join(Order, Order.id == Visit.order_id)
    .join(Room, Room.id == Order.room_id)
    .join(Owner, Owner.id == Order.owner_id)
    .where(
        Visit.technician_id.in_(bindparam("technicians", expanding=True)),
        or_(Visit.planned_from.is_(None), Visit.planned_from < bindparam("ends")),
        or_(Visit.outcome.is_(None), Visit.outcome.not_in(["moved", "undone"])),
    )
)

# Open visits of the days asked for and before, and what ended in them. Asked as one "or", SQLite would read all visits
# that a technician ever made; each half by itself walks the index on (technician_id, ended_at).
SCHEDULE: CompoundSelect[Any] = union_all(
    _visits.where(Visit.ended_at.is_(None)),
    _visits.where(Visit.ended_at >= bindparam("begins"), Visit.ended_at < bindparam("ended_before")),
)


def during(technicians: list[UUID], stretch: Stretch) -> dict[str, Any]:
    """What SCHEDULE is asked with: these people, this stretch of time."""
    ended_before = stretch.ends + LATEST_END
    return {
        "technicians": technicians,
        "begins": stretch.begins,
        "ends": stretch.ends,
        "ended_before": ended_before,
    }


class SlotState(StrEnum):
    """How far a visit is."""

    DONE = "done"
    RUNNING = "running"
    PLANNED = "planned"
    LATE = "late"


class Alarm(StrEnum):
    """Why somebody should look at a visit now."""

    EMERGENCY = "emergency"  # nobody at the door ten minutes after the report (4.3.5)
    LATE = "late"  # the appointment has passed and nobody is there (4.5.1)
    NOT_ACCEPTED = "not_accepted"  # the appointment comes, and the technician has not taken the job


@dataclass(frozen=True, slots=True)
class Slot:
    """One visit on the strip. ``booking`` is the stretch that it takes; ``row`` has what else is shown of it."""

    booking: Booking
    state: SlotState
    row: Row[Any]

    @property
    def is_open(self) -> bool:
        """Is it still to be done, or being done?"""
        return self.state is not SlotState.DONE

    @property
    def length_known(self) -> bool:
        """Does anybody know how long it takes? What is done took as long as it took."""
        took = self.row.ended_at is not None and (self.row.arrived_at or self.row.set_out_at) is not None
        return took or not self.row.length_unknown

    @property
    def length(self) -> timedelta:
        """How long it takes or took; half an hour where nobody knows."""
        return self.booking.ends - self.booking.begins

    def ahead(self, now: datetime) -> timedelta:
        """How much of the work still lies before the technician."""
        left = self.booking.ends - max(self.booking.begins, now) if self.is_open else timedelta()
        return max(left, timedelta())


def alarm(row: Row[Any], now: datetime) -> Alarm | None:
    """What is wrong with an open visit at this moment."""
    if row.ended_at is not None or row.arrived_at is not None:
        return None
    if row.urgent and now > row.received_at + AT_THE_DOOR_WITHIN:
        return Alarm.EMERGENCY
    if row.planned_from is None:
        return None
    if now > (row.planned_until or row.planned_from + ON_TIME_WITHIN):
        return Alarm.LATE
    return Alarm.NOT_ACCEPTED if row.accepted_at is None and now > row.planned_from - ACCEPTED_BEFORE else None


def slots(rows: Iterable[Row[Any]], now: datetime) -> list[Slot]:
    """The visits of one technician in the order of the day.

    What has no appointment, or has missed it, still has to be done: it is taken to follow, one after the other, as
    soon as there is room.
    """
    placed: list[Slot] = []
    floating: list[Row[Any]] = []
    for row in sorted(rows, key=lambda row: (row.planned_from or now, row.id)):
        if _floats(row, now):
            floating.append(row)
        else:
            placed.append(_slot(row, *_stretch(row, now), now))
    for row in floating:
        length = timedelta(minutes=row.minutes)
        begins = _next_room(placed, _place(row), now, length)
        placed.append(_slot(row, begins, begins + length, now))
    return sorted(placed, key=lambda slot: slot.booking.begins)


def _floats(row: Row[Any], now: datetime) -> bool:
    if row.ended_at is not None or row.arrived_at is not None or row.set_out_at is not None:
        return False
    return row.planned_from is None or now > (row.planned_until or row.planned_from + ON_TIME_WITHIN)


def _stretch(row: Row[Any], now: datetime) -> tuple[datetime, datetime]:
    length = timedelta(minutes=row.minutes)
    begun = row.arrived_at or row.set_out_at
    if row.ended_at is not None:
        begins = begun or row.ended_at - length
        return min(begins, row.ended_at), row.ended_at
    if begun is not None:
        return begun, max(begun + length, now)
    begins = max(row.planned_from, min(now, row.planned_until or row.planned_from))
    return begins, begins + length


def _slot(row: Row[Any], begins: datetime, ends: datetime, now: datetime) -> Slot:
    inside = row.room_id if row.arrived_at is not None and row.ended_at is None else None
    return Slot(Booking(row.order_id, _place(row), row.door, begins, ends, inside), _state(row, now), row)


def _state(row: Row[Any], now: datetime) -> SlotState:
    if row.ended_at is not None:
        return SlotState.DONE
    if alarm(row, now) in {Alarm.LATE, Alarm.EMERGENCY}:
        return SlotState.LATE
    return SlotState.RUNNING if row.arrived_at or row.set_out_at else SlotState.PLANNED


def _next_room(placed: list[Slot], place: Place, now: datetime, length: timedelta) -> datetime:
    taken = [slot.booking for slot in placed]
    starts = sorted({now, *(booking.ends + booking.place.walk_to(place) for booking in taken if booking.ends > now)})
    return next(
        (start for start in starts if not any(one.collides(place, start, start + length) for one in taken)), now
    )


def _place(row: Row[Any]) -> Place:
    return Place(row.site_id, row.building)


def by_technician(rows: Iterable[Row[Any]], now: datetime) -> dict[UUID, list[Slot]]:
    """The slots of each technician."""
    grouped: dict[UUID, list[Row[Any]]] = {}
    for row in rows:
        grouped.setdefault(row.technician_id, []).append(row)
    return {technician: slots(own, now) for technician, own in grouped.items()}
