"""Long-term service (定点长期服务): asked for, priced, approved, signed, then visited by the week (4.2.1, 4.2.4)."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, Select, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Fen, Milli, Model, RuleBroken, SetOf, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order, reason_given
from fieldapp.domain.price import check_money
from fieldapp.domain.signature import Purpose, Signature


class Weekday(StrEnum):
    """The days on which somebody comes, Monday first."""

    MONDAY = "mon"
    TUESDAY = "tue"
    WEDNESDAY = "wed"
    THURSDAY = "thu"
    FRIDAY = "fri"
    SATURDAY = "sat"
    SUNDAY = "sun"


WEEK = tuple(Weekday)


class Agreement(Model):
    """One agreement with one owner. Where it stands is read off its moments."""

    __tablename__ = "agreement"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    room_id: Mapped[UUID] = mapped_column(ForeignKey("room.id"))
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("owner.id"))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue_item.id"))
    quantity_milli: Mapped[Milli]
    requirements: Mapped[str] = mapped_column(Text, default="")
    weekdays: Mapped[frozenset[Weekday]] = mapped_column(SetOf(Weekday))
    begins_at: Mapped[time]  # on the clock of the site
    minutes: Mapped[int]
    first_day: Mapped[date]
    last_day: Mapped[date]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # the named technician
    price_fen: Mapped[Fen | None]  # a visit
    requested_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    confirmed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    signed_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
    notice: Mapped[str] = mapped_column(Text, default="")  # the written notice of 4.2.5, as the owner got it

    __table_args__ = (Index("ix_agreement_branch_id", "branch_id"), Index("ix_agreement_room_id", "room_id"))

    def confirm(self, act: Act, *, price_fen: int, person_id: UUID) -> None:
        """The cleaning supervisor: we can do it, for this much a visit, and this is who comes (4.2.4)."""
        check_money(price_fen)
        self.price_fen, self.person_id = Fen(price_fen), person_id
        self.confirmed_at, self.confirmed_by_id = act.at, act.by_id

    def approve(self, act: Act) -> None:
        """The operations manager says yes (4.2.4).

        Raises RuleBroken ``agreement.not_confirmed``, or ``agreement.own_approval`` for whoever confirmed it.
        """
        if self.confirmed_at is None:
            raise RuleBroken("agreement.not_confirmed")
        if act.by_id == self.confirmed_by_id:
            raise RuleBroken("agreement.own_approval")
        self.approved_at, self.approved_by_id = act.at, act.by_id

    def sign(self, act: Act) -> None:
        """The owner has signed. Raises RuleBroken ``agreement.not_approved``."""
        if self.approved_at is None:
            raise RuleBroken("agreement.not_approved")
        self.signed_at = self.signed_at or act.at

    def stop(self, act: Act, *, notice: str) -> None:
        """We cannot go on: the owner gets a written notice, which is kept with its date and reason (4.2.5)."""
        self.notice, self.stopped_at = reason_given(notice), act.at

    def visits_between(self, begins: date, ends: date, zone: str) -> Iterator[tuple[datetime, datetime]]:
        """The agreed windows from ``begins`` to before ``ends``; none before the signature or after a stop."""
        if self.signed_at is None:
            return
        day = max(begins, self.first_day)
        while day < ends and day <= self.last_day:
            start = datetime.combine(day, self.begins_at, ZoneInfo(zone))
            if WEEK[day.weekday()] in self.weekdays and (self.stopped_at is None or start < self.stopped_at):
                yield start, start + timedelta(minutes=self.minutes)
            day += timedelta(days=1)


def signed_visits(agreement_id: UUID) -> Select[int]:
    """How many visits the owner has signed: only these are settled (4.2.5)."""
    return (
        select(func.count(func.distinct(Signature.order_id)))
        .join(Order, Order.id == Signature.order_id)
        .where(Order.agreement_id == agreement_id, Signature.purpose == Purpose.WORK)
    )
