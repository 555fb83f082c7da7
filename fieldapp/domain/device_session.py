"""Somebody signed in on one browser, until they sign out, somebody ends it, or it is not used for thirty days.

The cookie names the session, and every request looks at it: one that was ended is refused at its next request.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, String, Update, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.subscription import subscriptions_of
from fieldapp.domain.where_from import Machine, Program, WhereFrom

KEPT = timedelta(days=30)  # without being used
SEEN_EVERY = timedelta(minutes=5)  # so exactly it is known when one was last used


class Way(StrEnum):
    """How they signed in."""

    PASSWORD = "password"
    CODE = "code"  # read out by a colleague, and a new password chosen
    PASSKEY = "passkey"


class Over(StrEnum):
    """Why a session ended."""

    SIGNED_OUT = "signed_out"  # on the device itself
    ENDED = "ended"  # from another device, or by the administrator
    LOCKED = "locked"  # its phone was lost
    PASSWORD = "password"  # there is a new one
    LEFT = "left"  # the employment ended
    REPLACED = "replaced"  # signed in anew in the same browser


class DeviceSession(Model):
    """One of them."""

    __tablename__ = "device_session"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    device: Mapped[UUID | None]  # the phone as the outbox calls it, once it has said so
    way: Mapped[Way]
    machine: Mapped[Machine]
    program: Mapped[Program]
    network: Mapped[str] = mapped_column(String(45))  # the first part of the address
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]  # the last request, to some minutes
    ended_at: Mapped[datetime | None]
    over: Mapped[Over | None]

    __table_args__ = (
        Index("ix_device_session_person_id", "person_id", "seen_at"),
        Index("ix_device_session_device", "device"),
    )

    @property
    def where_from(self) -> WhereFrom:
        """On which machine, with which browser, from which network."""
        return WhereFrom(self.machine, self.program, self.network)

    def end(self, over: Over, at: datetime) -> None:
        """From its next request on nobody is signed in there. The first reason stays."""
        if self.ended_at is None:
            self.ended_at, self.over = at, over


def begun(person_id: UUID, way: Way, place: WhereFrom, at: datetime) -> DeviceSession:
    """A new one."""
    told = {"machine": place.machine, "program": place.program, "network": place.network}
    return DeviceSession(id=new_id(), person_id=person_id, way=way, begun_at=at, seen_at=at, **told)


def sessions_of(person_id: UUID, at: datetime) -> Select[DeviceSession]:
    """Where somebody is signed in, the one used last first."""
    return (
        select(DeviceSession)
        .where(DeviceSession.person_id == person_id, DeviceSession.ended_at.is_(None))
        .where(DeviceSession.seen_at > at - KEPT - SEEN_EVERY)
        .order_by(DeviceSession.seen_at.desc(), DeviceSession.id)
    )


def session_of(person_id: UUID, session_id: UUID) -> Select[DeviceSession]:
    """One of somebody's that is not over; nothing if it is another person's."""
    named = (DeviceSession.id == session_id, DeviceSession.person_id == person_id)
    return select(DeviceSession).where(*named, DeviceSession.ended_at.is_(None)).with_for_update()


def seen(session_id: UUID, at: datetime) -> Update:
    """It was used."""
    later = (DeviceSession.id == session_id, DeviceSession.seen_at < at)
    return update(DeviceSession).where(*later).values(seen_at=at).execution_options(synchronize_session=False)


def is_on(session_id: UUID, device: UUID) -> Update:
    """It is on this phone."""
    return (
        update(DeviceSession)
        .where(DeviceSession.id == session_id)
        .values(device=device)
        .execution_options(synchronize_session=False)
    )


def end_sessions(
    session: Session, person_id: UUID, over: Over, at: datetime, *, but: UUID | None = None
) -> list[DeviceSession]:
    """All of somebody's, perhaps but for one; what they were."""
    open_ones = select(DeviceSession).where(DeviceSession.person_id == person_id, DeviceSession.ended_at.is_(None))
    found = [one for one in session.scalars(open_ones.order_by(DeviceSession.id)) if one.id != but]
    for one in found:
        end_session(session, one, over, at)
    return found


def end_session(session: Session, one: DeviceSession, over: Over, at: datetime) -> None:
    """One of them; and its phone is not woken any more for whoever was signed in there."""
    one.end(over, at)
    if one.device is None:
        return
    for subscription in session.scalars(subscriptions_of(one.person_id)):
        if subscription.device == one.device:
            subscription.forget(over.value, at=at)


def sessions_on(device: UUID) -> Select[DeviceSession]:
    """Those on one phone that are not over."""
    return select(DeviceSession).where(DeviceSession.device == device, DeviceSession.ended_at.is_(None))
