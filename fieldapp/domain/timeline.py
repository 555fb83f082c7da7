"""Everything that happened to an order, second by second, by whose hand and by which clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select

from fieldapp.domain.base import Overtaken
from fieldapp.domain.journal import Entry
from fieldapp.domain.people import Person

WORTH_TELLING = timedelta(minutes=1)  # clocks that differ by more are shown side by side

DOOR = frozenset(
    {
        *("accept", "set_out", "early_agreed", "arrive", "ring", "no_answer", "enter", "not_now", "step", "line"),
        *("drop_line", "warranty", "price", "start", "finish", "photo", "drop_photo", "test", "sign", "stop"),
        *("complete", "note", "under_control", "payment", "correct", "go_on", "parked", "take", "cannot"),
    }
)
# What is read of an entry to tell it, with the name of whoever did it (to be joined by whoever asks).
TELLING = (
    *(Entry.id, Entry.what, Entry.at, Entry.device_at, Entry.received_at, Entry.why, Entry.facts),
    *(Entry.by_id, Person.name),
)
# What somebody asks for who wants to know in one look how it went; the rest is one press away.
KEY = frozenset(
    {
        *("receive", "assign", "reassign", "undo_assignment", "return", "ask", "answer", "hold", "resume", "cancel"),
        *("decline", "hand_to_developer", "rearrange", "arrive", "no_answer", "not_now", "enter", "price", "start"),
        *("finish", "sign", "stop", "complete", "close", "rework", "note"),
        *("close_so_so", "call_again", "unreachable", "not_drawn", "owner_content", "owner_not_content"),
        *("outside_named", "developer_received", "developer_replied", "developer_chased", "developer_closed"),
        *("return_visit", "warranty", "errand_advance", "errand_receipt", "errand_struck"),
        *("correction_opened", "correction_withdrawn", "correction_answered"),
        *("under_control", "payment", "paid", "paid_back", "money_corrected", "go_on", "parked", "decide"),
        *("raise", "take", "cannot", "take_over", "owner_called", "breach_reason", "breach_withdrawn"),
    }
)

# What waits until the danger is over (4.3.5): pressed after it was under control, it tells of what was before.
FILLED_IN = frozenset({"step", "ring", "enter"})

# What changes nothing of the order, and does not count its version up.
MENTIONED = frozenset(
    {"phone_shown", "raise", "rung", "cannot", "take_over", "owner_called", "breach_reason", "breach_withdrawn"}
    | {"owner_content", "outside_named", "developer_chased"}
)

EntryRow = Row[*tuple[Any, ...]]


class Flag(StrEnum):
    """What somebody who reads the story must not overlook; each is a fact of the entry."""

    DIFFERS = "differs"  # what the owner saw is not what the office knew
    BESIDE = "beside"  # told when the order was no longer theirs: kept as theirs, the order stays as it is
    DECIDED = "decided"  # it counts because the office said so
    STALE = "stale"  # another phone or page had changed the same thing since the page was drawn
    SUPERSEDED = "superseded"  # a newer word stands
    LATER = "later"  # an emergency: first things first, this was filled in afterwards


class Where(StrEnum):
    """Where something was done."""

    OFFICE = "office"
    DOOR = "door"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened."""

    what: str
    at: datetime  # the moment we believe
    device_at: datetime | None
    received_at: datetime
    by: str  # a name; nobody: the machine
    why: str
    facts: dict[str, Any]

    @property
    def where(self) -> Where:
        """In the office, at the door, or in the machine."""
        if not self.by:
            return Where.MACHINE
        return Where.DOOR if self.what in DOOR else Where.OFFICE

    @property
    def is_key(self) -> bool:
        """Does it belong to the short telling?"""
        return self.what in KEY

    @property
    def flags(self) -> list[Flag]:
        """What is to be noticed about it."""
        return [flag for flag in Flag if self.facts.get(flag.value)]

    @property
    def on_the_way(self) -> timedelta | None:
        """How long the phone kept it before we heard, when that is worth telling."""
        return _worth_telling(self.received_at - self.at)

    @property
    def clock_wrong(self) -> timedelta | None:
        """By how much the phone's own clock was ahead (or, below zero, behind), when that is worth telling."""
        return _worth_telling(self.device_at - self.at) if self.device_at else None

    @property
    def clocks_differ(self) -> bool:
        """Are the three clocks to be shown side by side?"""
        return bool(self.on_the_way or self.clock_wrong)


def journal_of(order_id: UUID) -> Select[*tuple[Any, ...]]:
    """The whole journal of an order with the names of those who did it."""
    return (
        select(*TELLING)
        .outerjoin(Person, Person.id == Entry.by_id)
        .where(Entry.order_id == order_id)
        .order_by(Entry.id)
    )


def newest_entry(order_id: UUID) -> Select[*tuple[Any, ...]]:
    """The last thing that counted the order's version up."""
    return journal_of(order_id).where(Entry.what.not_in(MENTIONED)).order_by(None).order_by(Entry.id.desc()).limit(1)


def events(rows: Sequence[EntryRow]) -> list[Event]:
    """The journal as it happened: by the moment we believe, not by the moment we heard of it."""
    ordered = sorted(rows, key=lambda row: (row.at, row.id))
    controlled_at = next((row.at for row in ordered if row.what == "under_control"), None)
    return [_event(row, later=controlled_at is not None and row.at > controlled_at) for row in ordered]


def _event(row: EntryRow, *, later: bool) -> Event:
    facts = row.facts | {Flag.LATER.value: True} if later and row.what in FILLED_IN else row.facts
    return Event(row.what, row.at, row.device_at, row.received_at, row.name or "", row.why, facts)


def overtaken(newest: EntryRow, zone: str, *, me: UUID) -> Overtaken:
    """The refusal of a decision that was made looking at an older state of the order: it names who was first."""
    if newest.by_id == me:
        return Overtaken("order.changed_by_yourself", at=newest.at, zone=zone)
    return Overtaken("order.changed_by", name=newest.name or "", at=newest.at, zone=zone)


def _worth_telling(difference: timedelta) -> timedelta | None:
    return difference if abs(difference) > WORTH_TELLING else None
