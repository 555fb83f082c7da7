"""Coming on duty and going off it, as the person presses it: the roster is a plan, this is what happens."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select

from fieldapp.domain.base import new_id
from fieldapp.domain.people import Duty

USUAL_LENGTH = timedelta(hours=8)
EARLY = timedelta(minutes=45)  # who comes so long before the roster says begins their shift, and no other


def duties_around(person_id: UUID, now: datetime) -> Select[Duty]:
    """The duty that lasts now and those that begin within a usual length, the first one first."""
    return (
        select(Duty)
        .where(Duty.person_id == person_id, Duty.ends_at > now, Duty.begins_at < now + USUAL_LENGTH)
        .order_by(Duty.begins_at)
    )


def present(duties: list[Duty], now: datetime) -> Duty | None:
    """The one that lasts now."""
    return next((duty for duty in duties if duty.begins_at <= now < duty.ends_at), None)


def come_on(duties: list[Duty], person_id: UUID, *, at: datetime) -> Duty:
    """On duty from now: by the roster's next duty if that begins soon, else for a usual length."""
    now = present(duties, at)
    if now is not None:
        return now
    coming = next((duty for duty in duties if duty.begins_at > at), None)
    if coming is not None and coming.begins_at - at <= EARLY:
        coming.begins_at = at
        return coming
    ends_at = min(at + USUAL_LENGTH, coming.begins_at) if coming else at + USUAL_LENGTH
    return Duty(id=new_id(), person_id=person_id, begins_at=at, ends_at=ends_at)


def go_off(duties: list[Duty], *, at: datetime) -> None:
    """Off duty from now."""
    now = present(duties, at)
    if now is not None:
        now.ends_at = at
