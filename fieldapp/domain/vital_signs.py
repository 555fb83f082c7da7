"""How the house is doing, in numbers for those who watch over the server: nobody's name is in them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from fieldapp.domain.device import Device
from fieldapp.domain.dispatch import UNSETTLED, Dispatch
from fieldapp.domain.heartbeat import Heartbeat
from fieldapp.domain.timer import DEAD, WAITING, Timer


@dataclass(frozen=True, slots=True)
class Queue:
    """What the worker has before it, of one kind."""

    waiting: int  # all of it
    due: int  # whose moment has come
    oldest: float  # seconds since the moment of the first of these


@dataclass(frozen=True, slots=True)
class VitalSigns:
    """The house at one moment."""

    queues: dict[bool, Queue]  # urgent or not
    dead: int  # messages and deeds that were given up; the office sees them
    workers: int
    beat: float | None  # seconds since any worker gave a sign; None if none ever did
    ladders: int  # emergencies that are not settled
    phones: int  # on which something waits
    presses: int  # that wait on them
    longest_wait: float  # seconds since the first of these was pressed, as far as phones have told


def vital_signs(session: Session, now: datetime) -> VitalSigns:
    """Each asked of an index, or of a table as long as the list of phones."""
    workers, beat_at = session.execute(select(func.count(Heartbeat.id), func.max(Heartbeat.beat_at))).one()
    waits = Device.waiting > 0
    phones, presses, oldest = session.execute(
        select(func.count(), func.sum(Device.waiting), func.min(Device.oldest_at)).where(waits)
    ).one()
    return VitalSigns(
        queues=_queues(session, now),
        dead=session.scalar(select(func.count()).select_from(Timer).where(DEAD)) or 0,
        workers=workers,
        beat=None if beat_at is None else _seconds(beat_at, now),
        ladders=session.scalar(select(func.count()).select_from(Dispatch).where(UNSETTLED)) or 0,
        phones=phones,
        presses=presses or 0,
        longest_wait=_seconds(oldest, now),
    )


def _queues(session: Session, now: datetime) -> dict[bool, Queue]:
    due_at = case((Timer.next_at <= now, Timer.due_at))
    asked = select(Timer.urgent, func.count(), func.count(due_at), func.min(due_at, type_=Timer.due_at.type))
    none = {urgent: Queue(0, 0, 0.0) for urgent in (False, True)}
    return none | {
        urgent: Queue(waiting, due, _seconds(oldest, now))
        for urgent, waiting, due, oldest in session.execute(asked.where(WAITING).group_by(Timer.urgent))
    }


def _seconds(since: datetime | None, now: datetime) -> float:
    return max(0.0, (now - since).total_seconds()) if since else 0.0
