"""A phone as the server knows it: whose it is, when it last spoke to us, and what it said still waits on it."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Select, Text, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model
from fieldapp.domain.journal import Act

CLOCK_WORTH_TELLING = timedelta(minutes=10)  # off by more is shown to the technician and to the board


class Device(Model):
    """One phone in the hands of one person. It makes its id itself, anew for everybody who signs in on it.

    It counts its commands 1, 2, 3 … without a hole, so that a hole means loss.
    """

    __tablename__ = "device"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    first_heard_at: Mapped[datetime]
    heard_at: Mapped[datetime]  # the last contact
    first_seq: Mapped[int] = mapped_column(BigInteger)  # the first number it ever told of
    checked_seq: Mapped[int] = mapped_column(BigInteger)  # below it every hole is found and told
    offset_ms: Mapped[int] = mapped_column(BigInteger)  # the server's clock minus the device's
    min_seq: Mapped[int] = mapped_column(BigInteger)  # the lowest number that still waits on it
    waiting: Mapped[int]  # commands that nobody but the phone has
    oldest_at: Mapped[datetime | None]  # when the oldest of them was pressed, by the device's clock
    tray: Mapped[int]  # refused ones that the technician has not dealt with
    usage_bytes: Mapped[int | None] = mapped_column(BigInteger)
    quota_bytes: Mapped[int | None] = mapped_column(BigInteger)
    persisted: Mapped[bool | None]  # has the browser promised not to throw it away?
    locked_at: Mapped[datetime | None]  # lost: whoever holds it is signed out, whoever finds it brings it back
    locked_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (Index("ix_device_person_id", "person_id", "heard_at"),)

    @property
    def clock_off(self) -> timedelta | None:
        """By how much its clock is behind (or, below zero, ahead), when that is worth telling."""
        off = timedelta(milliseconds=self.offset_ms)
        return off if abs(off) > CLOCK_WORTH_TELLING else None

    def lock(self, act: Act) -> None:
        """It is lost: until it is unlocked nobody is signed in on it. Twice is once."""
        if self.locked_at is None:
            self.locked_at, self.locked_by_id = act.at, act.by_id

    def unlock(self) -> None:
        """It was found."""
        self.locked_at = self.locked_by_id = None


class Discarded(Model):
    """A command that a technician threw away on the phone, and why: it explains the hole in the count."""

    __tablename__ = "discarded_command"

    device: Mapped[UUID] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    command_id: Mapped[UUID]
    reason: Mapped[str] = mapped_column(Text, default="")
    told_at: Mapped[datetime]


# Whether another person than :person_id speaks by this :device: each has an own one, also on the same phone.
SOMEBODY_ELSES: Select[UUID] = (
    select(Device.person_id)
    .where(Device.id == bindparam("device"), Device.person_id != bindparam("person_id"))
    .limit(1)
)


# Whether the phone with this :device is locked, whoever of those who used it lost it.
LOCKED: Select[UUID] = (
    select(Device.person_id).where(Device.id == bindparam("device"), Device.locked_at.is_not(None)).limit(1)
)


def devices_of(person_id: UUID) -> Select[Device]:
    """The phones of a person, the one heard of last first."""
    return select(Device).where(Device.person_id == person_id).order_by(Device.heard_at.desc(), Device.id)
