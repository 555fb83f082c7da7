"""What the tester knows: everything that was pressed, everything that the server was seen to store, in its order."""

from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import func, select

from fieldapp.db import db
from fieldapp.domain.alarm import Alarm, AlarmKind
from fieldapp.domain.device import Discarded
from fieldapp.domain.journal import Entry
from fieldapp.domain.order import Order
from fieldapp.domain.receipt import OtherPayload, Receipt, Verdict
from tests.sync.machine.air import Call
from tests.sync.machine.office import Act
from tests.sync.machine.outbox import Press, mark_of
from tests.sync.machine.world import World

# Of commands that brought an order to the same number, the one that changed it was first.
RANK = {Verdict.APPLIED: 0, Verdict.SUPERSEDED: 1, Verdict.PARKED: 2, Verdict.NOOP: 3, Verdict.REJECTED: 4}
HEARD = {verdict.value for verdict in RANK}


@dataclass
class Fact:
    """One press. ``sound``: the technician of the visit pressed it, and it says something that can be true."""

    press: Press
    device: str
    sound: bool = False
    nonsense: bool = False
    sample: str | None = None  # of the corpus: the code that its verdict has there
    gone: str = ""  # how the phone lost it, where nobody can be blamed for that


@dataclass
class Stored:
    """A command that the server has, and the call that brought it."""

    receipt: Receipt
    call: Call

    @property
    def rank(self) -> tuple[int, int, int]:
        """Where it stands among those that were carried out at the same moment."""
        return (self.receipt.version, RANK[self.receipt.verdict], self.receipt.seq)


@dataclass
class Counts:
    """What the tables say at one moment."""

    versions: dict[str, int]  # by order
    entries: dict[str, int]  # of the journal, by order
    alarms: set[tuple[str, str]]  # whose (of a hole: which phone's), kind
    discarded: dict[str, set[int]]  # by device
    others: set[str]  # payloads under an id that was taken, by their device and seq
    commands: int


@dataclass
class Book:
    """Everything that happened in one example."""

    world: World
    facts: dict[str, Fact] = field(default_factory=dict)  # by the mark of the press
    stored: dict[str, Stored] = field(default_factory=dict)  # by id
    answers: dict[str, tuple[Any, ...]] = field(default_factory=dict)  # the first receipt of each payload
    events: list[Act | Stored] = field(default_factory=list)  # as they were carried out
    decided: dict[str, str] = field(default_factory=dict)  # what the office said to parked commands, by id
    counts: Counts | None = None

    def pressed(self, press: Press, device: str, **more: Any) -> None:
        """The phone said that it is saved."""
        self.facts[press.mark] = Fact(press, device, **more)

    def fact(self, command: dict[str, Any]) -> Fact:
        """The press that this command is."""
        return self.facts[mark_of(command)]

    @property
    def waiting(self) -> list[Stored]:
        """What waits for the office."""
        parked = [one for one in self.stored.values() if one.receipt.verdict is Verdict.PARKED]
        return [one for one in parked if str(one.receipt.id) not in self.decided]

    def told(self, person: str) -> dict[str, str]:
        """What this person's phones are told of decisions, by id. (No example lasts a day.)"""
        mine = {id for id, one in self.stored.items() if str(one.receipt.by_id) == person}
        return {id: f"decided.{said}" for id, said in self.decided.items() if id in mine}

    def seqs(self, device: str) -> set[int]:
        """The numbers of this phone that the server has."""
        held = {one.receipt.seq for one in self.stored.values() if str(one.receipt.device) == device}
        return held | {int(word.split()[1]) for word in self.now.others if word.split()[0] == device}

    @property
    def now(self) -> Counts:
        """The tables as they were looked at last."""
        assert self.counts is not None
        return self.counts

    def look(self, calls: list[Call], acts: list[Act] | None = None) -> list[Stored]:
        """Look what the server has stored since; gives back what is new, in the order in which it was carried out."""
        with self.world.app.app_context():
            self.counts = _counts()
            rows = self._unknown() if self.counts.commands != len(self.stored) else []
        new = [Stored(row, _call_of(row, calls)) for row in rows]
        new.sort(key=(lambda one: one.rank) if len(calls) > 1 or acts else (lambda one: one.receipt.seq))
        self.stored |= {str(one.receipt.id): one for one in new}
        self.decided |= {act.parked: act.form["decision"] for act in acts or () if act.parked}
        self._write_down(new, acts or [])
        return new

    def _unknown(self) -> list[Receipt]:
        rows = db.session.scalars(select(Receipt)).all()
        db.session.expunge_all()
        return [row for row in rows if str(row.id) not in self.stored]

    def _write_down(self, new: list[Stored], acts: list[Act]) -> None:
        happened: list[Act | Stored] = sorted([*new, *acts], key=_number) if acts else list(new)
        self.events += happened


def _number(event: Act | Stored) -> tuple[int, int, int]:
    return event.rank if isinstance(event, Stored) else (event.version, -1, 0)


def _call_of(row: Receipt, calls: list[Call]) -> Call:
    """The call that brought it; of two that are the same, either."""
    found = [call for call in calls for command in call.commands if command.get("id") == str(row.id)]
    assert found, f"I2: {row.verb} {row.payload} was stored, and nobody had sent it under this id"
    return found[0]


def _counts() -> Counts:
    with db.engine.connect() as connection:
        orders, entries, alarms, gone, others, commands = (connection.execute(question).all() for question in QUESTIONS)
    return Counts(
        {str(order): version for order, version in orders},
        {str(order): count for order, count in entries},
        {(str(device if kind is AlarmKind.HOLE else person), kind.value) for device, person, kind in alarms},
        {str(device): {one.seq for one in some} for device, some in groupby(gone, key=lambda row: row.device)},
        {f"{device} {seq}" for device, seq in others},
        commands[0][0],
    )


# Columns, not things: they are asked after every call.
QUESTIONS = (
    select(Order.id, Order.version),
    select(Entry.order_id, func.count()).group_by(Entry.order_id),
    select(Alarm.device, Alarm.person_id, Alarm.kind),
    select(Discarded.device, Discarded.seq).order_by(Discarded.device),
    select(OtherPayload.device, OtherPayload.seq),
    select(func.count()).select_from(Receipt),
)
