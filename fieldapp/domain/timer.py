"""What must happen at a moment without anyone pressing a button: one table for all of it.

Whoever decides something writes a timer in the same transaction, by ``session.add(Timer.at(...))`` or through a thing
that has one (a message, a delivery). The worker looks for what is due. There are two ways in which a timer runs:

- A **deed** (every topic that is none of ``DELIVERIES``) is carried out and marked as done in one transaction, so it
  happens exactly once: a worker that is killed in between has changed nothing, and the next one finds it at once. A
  deed asks again whether it is still wanted, because the world may have changed since it was written.
- A **delivery** speaks to the world outside, where no transaction reaches. It is claimed by a lease (``claim``), sent
  without a transaction, and its end is written only by the claim that still holds (``attempts`` is the fence). A
  worker that is killed may have sent it; it goes out again, and the phone shows it once by its key. One that was
  begun ``most_attempts`` times and never ended is given up: it may be what kills whoever takes it.

A deed that becomes needless is called off by ``call_off(keys)`` in the very transaction that makes it so. One that
fails is tried again, later each time; after ``most_attempts`` it is dead: shown to the office, which may send it again.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Self
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Select, String, Text, Update, and_, bindparam, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model, new_id, spelt_out

DELIVER = "deliver"  # words to a person
HOOK = "hook"  # an event to another system; its receivers may be slow, so nothing else waits behind it
PAPER = "paper"  # a sealed PDF: long in the making, and a time-stamp authority may be asked
WALK = "walk"  # along a chain of evidence: minutes, and a transaction for each step
DELIVERIES = (DELIVER, HOOK, PAPER, WALK)  # the topics that speak to the world outside, or take longer than one may
LEASE = timedelta(seconds=15)  # a channel gives up well before
LONGER_LEASES = {
    # A second as a rule; but an authority may be asked twice, a bucket tried for half a minute, the machine be busy.
    PAPER: timedelta(minutes=2),
    # Longer than the photos of one step can take to be read: whoever walks claims it anew on the way.
    WALK: timedelta(minutes=10),
}
MOST_ATTEMPTS = 10  # with the pauses below about half an hour
LONGEST_PAUSE = timedelta(minutes=10)
NEVER_ENDED = "no attempt came to an end"  # each was cut off: by a kill, or by its lease

# One literal text, shared by the partial indexes and by the queries that mean to use them.
WAITING = text("done_at IS NULL AND failed_at IS NULL")
DEAD = text("failed_at IS NOT NULL")


class NeverEnded(Exception):
    """It was begun as often as it may be, and each time whoever had begun it was cut off."""

    def __init__(self) -> None:
        super().__init__(NEVER_ENDED)


class Timer(Model):
    """One thing to be done at its moment."""

    __tablename__ = "timer"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID | None] = mapped_column(ForeignKey("branch.id"))  # None: the whole house (tidying up)
    topic: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(150), unique=True)  # written twice it is still one: "rung:<dispatch>:2"
    urgent: Mapped[bool] = mapped_column(default=False)  # never waits behind what is not
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    due_at: Mapped[datetime]  # when it should happen; lateness is measured from here
    next_at: Mapped[datetime]  # when it may be taken next: later than due_at while claimed, and after a failure
    attempts: Mapped[int] = mapped_column(default=0)
    most_attempts: Mapped[int] = mapped_column(default=MOST_ATTEMPTS)
    claimed_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    called_off: Mapped[bool] = mapped_column(default=False)  # done without having happened: it became needless
    failed_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(Text, default="")  # why the last attempt did not succeed

    __table_args__ = (
        Index("ix_timer_waiting", "urgent", "next_at", sqlite_where=WAITING, postgresql_where=WAITING),
        Index("ix_timer_dead", "branch_id", "failed_at", sqlite_where=DEAD, postgresql_where=DEAD),
        Index("ix_timer_done_at", "done_at"),
    )

    @classmethod
    def at(
        cls, due_at: datetime, topic: str, key: str, *, branch_id: UUID | None, urgent: bool = False, **facts: Any
    ) -> Self:
        """A new one. ``facts`` are what the deed will be told: ids as text, numbers, words."""
        return cls(
            id=new_id(),
            branch_id=branch_id,
            topic=topic,
            key=key,
            urgent=urgent,
            facts=facts,
            due_at=due_at,
            next_at=due_at,
            attempts=0,
            most_attempts=MOST_ATTEMPTS,
            called_off=False,
            error="",
        )

    @property
    def is_waiting(self) -> bool:
        """Will it still happen?"""
        return self.done_at is None and self.failed_at is None

    def fail(self, error: str, *, at: datetime, pause: timedelta) -> None:
        """It did not succeed: it is tried again after the pause, or is dead after so many attempts."""
        self.error = error
        if self.attempts < self.most_attempts:
            self.next_at = at + pause
        else:
            self.failed_at = at

    def send_again(self, *, at: datetime) -> None:
        """Somebody wants a dead one to be tried once more. What is not dead stays as it is."""
        if self.failed_at is not None:
            self.failed_at, self.next_at = None, at
            self.most_attempts = self.attempts + MOST_ATTEMPTS


@dataclass(frozen=True, slots=True)
class Due:
    """A timer that is being carried out: what a deed is told of it."""

    id: UUID
    branch_id: UUID | None
    topic: str
    key: str
    urgent: bool
    facts: dict[str, Any]
    due_at: datetime
    attempts: int  # counting this one
    most_attempts: int

    @property
    def is_last_attempt(self) -> bool:
        """Is it dead if it fails again?"""
        return self.attempts >= self.most_attempts

    @property
    def never_ended(self) -> bool:
        """Was the last attempt begun before, and cut off? Then this one is only there to write that down."""
        return self.attempts > self.most_attempts


_KINDS = select(Timer.topic, Timer.urgent).where(WAITING, Timer.next_at <= bindparam("now")).distinct()
_FREE = (
    select(Timer.id)
    .where(
        WAITING,
        Timer.topic == bindparam("of_topic"),
        Timer.urgent == bindparam("is_urgent"),
        Timer.next_at <= bindparam("now"),
    )
    .order_by(Timer.next_at)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("free")  # evaluated once: as a plain subquery PostgreSQL may look again, and lock more than so many
)
_CLAIM = (
    update(Timer)
    .where(Timer.id.in_(select(_FREE.c.id)))
    .values(attempts=Timer.attempts + 1, claimed_at=bindparam("now"), next_at=bindparam("leased_until"))
    .returning(*(getattr(Timer, name) for name in Due.__slots__))
)
_MINE = update(Timer).where(Timer.id == bindparam("timer_id"), Timer.attempts == bindparam("fence"), WAITING)
_FINISHED = _MINE.values(done_at=bindparam("at"), error=bindparam("why"))
_POSTPONED = _MINE.values(next_at=bindparam("at"), error=bindparam("why"))
_SET_ASIDE = _POSTPONED.values(most_attempts=Timer.most_attempts + 1)
_GIVEN_UP = _MINE.values(failed_at=bindparam("at"), error=bindparam("why"))


def pause(attempts: int, chance: float) -> timedelta:
    """How long to wait after so many attempts: twice as long each time, spread by chance (0 to 1) so that many do not
    come back at the same moment."""
    whole = min(timedelta(seconds=2 ** min(attempts, 12)), LONGEST_PAUSE)
    return whole / 2 + whole / 2 * chance


def next_due(leave_out: Iterable[tuple[str, bool]] = ()) -> Select[datetime]:
    """When the next one may be taken: a plain read, so that an idle worker never asks for the right to write.

    ``leave_out`` names kinds of deliveries (topic, is it urgent?) of which nothing could be begun as things are.
    """
    not_these = (~and_(Timer.topic == topic, Timer.urgent.is_(urgent)) for topic, urgent in leave_out)
    return select(Timer.next_at).where(WAITING, *not_these).order_by(Timer.next_at).limit(1)


def due_deeds(now: datetime, most: int) -> Select[Timer]:
    """The deeds that are due, urgent ones first, held for this transaction; what another worker holds is left out."""
    return (
        select(Timer)
        .where(WAITING, Timer.topic.not_in(spelt_out(DELIVERIES)), Timer.next_at <= now)
        .order_by(Timer.urgent.desc(), Timer.next_at)
        .limit(most)
        .with_for_update(skip_locked=True)
    )


def kinds_due(session: Session, now: datetime) -> set[tuple[str, bool]]:
    """What is due now, as (topic of a delivery, or "" for a deed; is it urgent?): a plain read, so that nobody claims
    what is not there."""
    due = session.execute(_KINDS, {"now": now})
    return {(topic if topic in DELIVERIES else "", urgent) for topic, urgent in due}


def lease_of(topic: str) -> timedelta:
    """How long a claim holds: longer than what it is for can take, and no longer than a killed worker's may lie."""
    return LONGER_LEASES.get(topic, LEASE)


def claim(session: Session, now: datetime, *, urgent: bool, most: int, topic: str = DELIVER) -> list[Due]:
    """Take so many deliveries that are due, for as long as the lease: nobody else gets them until then."""
    until = now + lease_of(topic)
    wanted = {"now": now, "of_topic": topic, "is_urgent": urgent, "most": most, "leased_until": until}
    taken = session.connection().execute(_CLAIM, wanted)
    return sorted((Due(*row) for row in taken), key=lambda due: due.due_at)


def finish(session: Session, due: Due, *, at: datetime) -> bool:
    """It is done. False: the claim had run out, and somebody else has taken it since."""
    return _end(session, due, _FINISHED, at=at, why="")


def postpone(session: Session, due: Due, *, until: datetime, error: str) -> bool:
    """It did not succeed; try again at that moment. False: somebody else has taken it since."""
    return _end(session, due, _POSTPONED, at=until, why=error)


def set_aside(session: Session, due: Due, *, until: datetime, error: str) -> bool:
    """It could not be tried, which counts as no attempt; look again at that moment. False: somebody has taken it."""
    return _end(session, due, _SET_ASIDE, at=until, why=error)


def give_up(session: Session, due: Due, *, at: datetime, error: str) -> bool:
    """It is dead: the office sees it. False: somebody else has taken it since."""
    return _end(session, due, _GIVEN_UP, at=at, why=error)


def call_off(keys: Iterable[str], *, at: datetime) -> Update:
    """These will not happen: run it in the transaction that makes them needless. What is done stays done."""
    return (
        update(Timer)
        .where(Timer.key.in_(list(keys)), Timer.done_at.is_(None))
        .values(done_at=at, failed_at=None, called_off=True)
        .execution_options(synchronize_session=False)
    )


def _end(session: Session, due: Due, statement: Update, *, at: datetime, why: str) -> bool:
    mine = {"timer_id": due.id, "fence": due.attempts, "at": at, "why": why}
    return bool(session.connection().execute(statement, mine).rowcount)
