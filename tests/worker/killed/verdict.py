"""What is left after the killing: what was lost, what was sent twice, and how late the rungs were."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from fieldapp import create_app
from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.message import Message
from fieldapp.domain.order import Order
from fieldapp.domain.rung import Rung
from fieldapp.domain.timer import Timer
from tests.worker.killed.killer import Killer
from tests.worker.killed.part import ALIVE, CALLED, SENT, TOLD, lines, settings

LATE = timedelta(seconds=2)


@dataclass(frozen=True)
class Verdict:
    """The row of the table."""

    kills: int
    told: int  # changes of which a web process heard that they are stored
    not_stored: int  # of these, those that are not
    messages: int  # stored
    not_sent: int
    twice: int  # sent more than once: the phone shows them once, by their key
    rungs: int
    not_climbed: int
    latest: timedelta  # how late the latest rung was, counted from when anybody was alive to climb it
    dead: int
    stalled: timedelta  # a machine that is busy with other things is late by itself

    @property
    def lost(self) -> int:
        """Whatever did not happen."""
        return self.not_stored + self.not_sent + self.not_climbed + self.dead

    @property
    def holds(self) -> bool:
        """Is it as promised?"""
        return self.lost == 0 and self.latest <= LATE + self.stalled

    def __str__(self) -> str:
        return (
            f"{self.kills:5} kills | {self.told:5} told, {self.not_stored} of them not stored | "
            f"{self.messages:5} messages, {self.not_sent} not sent, {self.twice} sent twice and shown once | "
            f"{self.rungs:4} rungs, {self.not_climbed} missing, at most {self.latest.total_seconds():.2f} s late "
            f"(the machine: {self.stalled.total_seconds():.2f} s)"
        )


def judge(killer: Killer) -> Verdict:
    """Ask the database and the files."""
    folder, lives = killer.plan.folder, Lives.of(killer)
    sent = Counter(line.split()[0] for line in lines(folder / SENT))
    told, called = lines(folder / TOLD), lines(folder / CALLED)
    app = create_app(settings(killer.plan.url))
    with app.app_context():
        session = db.session()
        stored = set(session.scalars(select(Message.key)))
        orders = {str(id) for id in session.scalars(select(Order.id).where(Order.urgent))}
        rungs = session.execute(select(Rung.due_at, Rung.went_at)).all()
        dead = len(session.scalars(select(Timer.id).where(Timer.failed_at.is_not(None))).all())
        db.session.remove()
        db.engine.dispose()
    return Verdict(
        kills=len(killer.killed),
        told=len(told) + len(called),
        not_stored=len(set(told) - stored) + len(set(called) - orders),
        messages=len(stored),
        not_sent=len(stored - sent.keys()),
        twice=sum(1 for key in stored if sent[key] > 1),
        rungs=len(rungs),
        not_climbed=sum(1 for rung in rungs if rung.went_at is None),
        latest=max((lives.lateness(rung.due_at, rung.went_at) for rung in rungs if rung.went_at), default=timedelta()),
        dead=dead,
        stalled=timedelta(seconds=killer.stalled),
    )


@dataclass(frozen=True)
class Lives:
    """When workers were alive."""

    spans: list[tuple[datetime, datetime]]

    @classmethod
    def of(cls, killer: Killer) -> "Lives":
        """From its first word until it was killed."""
        ends = {pid: at for pid, _, at in killer.killed}
        words = (line.split() for line in lines(killer.plan.folder / ALIVE))
        workers = [(int(pid), datetime.fromisoformat(at)) for pid, at, part in words if part == "worker"]
        return cls([(at, ends.get(pid, now())) for pid, at in workers])

    def lateness(self, due_at: datetime, went_at: datetime) -> timedelta:
        """How long it took although somebody was alive: the time until then counts for nothing."""
        begins = [max(begin, due_at) for begin, end in self.spans if max(begin, due_at) <= min(end, went_at)]
        # Whoever was killed on the way did not do it: counted from the last who was there to the end.
        return max(timedelta(), went_at - max(begins, default=went_at)) if begins else timedelta()
