"""What is agreed from a day on: who comes when, and what it costs. A change writes new terms; the old ones stay."""

from datetime import date, time
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import Fen, Model, RuleBroken, SetOf, new_id
from fieldapp.domain.holiday import OnHolidays
from fieldapp.domain.people import Person
from fieldapp.domain.price import check_money
from fieldapp.domain.recurrence import Recurrence, Rhythm, Weekday

A_DAY = 24 * 60


class Charge(StrEnum):
    """What the agreed price is for."""

    VISIT = "visit"
    MONTH = "month"  # shared out among the visits of the month, so that only those that are signed are paid


class Terms(Model):
    """What holds from ``from_day`` until newer terms begin."""

    __tablename__ = "agreement_terms"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    agreement_id: Mapped[UUID] = mapped_column(ForeignKey("agreement.id"))
    from_day: Mapped[date]
    rhythm: Mapped[Rhythm] = mapped_column(default=Rhythm.WEEKLY)
    every: Mapped[int] = mapped_column(default=1)  # weeks or months
    weekdays: Mapped[frozenset[Weekday]] = mapped_column(SetOf(Weekday))
    month_day: Mapped[int] = mapped_column(default=0)
    begins_at: Mapped[time]  # on the clock of the site
    minutes: Mapped[int]
    on_holidays: Mapped[OnHolidays] = mapped_column(default=OnHolidays.SKIP)
    charge: Mapped[Charge] = mapped_column(default=Charge.VISIT)
    price_fen: Mapped[Fen | None]  # of a visit or of a month; None until the supervisor has said so
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # the named technician

    person: Mapped[Person | None] = relationship(lazy="raise")

    __table_args__ = (UniqueConstraint("agreement_id", "from_day", name="uq_agreement_terms_agreement_id"),)

    @property
    def recurrence(self) -> Recurrence:
        """On which days."""
        return Recurrence(
            rhythm=self.rhythm,
            every=self.every,
            weekdays=self.weekdays,
            month_day=self.month_day,
            begins_on=self.from_day,
        )

    def check(self) -> None:
        """Raises what the recurrence raises, RuleBroken ``agreement.no_length`` or ``price.money_out_of_range``."""
        self.recurrence.check()
        if not 0 < self.minutes <= A_DAY:
            raise RuleBroken("agreement.no_length")
        if self.price_fen is not None:
            check_money(self.price_fen)

    def price_on(self, day: date, free: frozenset[date]) -> Fen:
        """What the visit of that day costs, given the days on which nobody works.

        A month's price is shared out among all visits that the rule gives the month, so that the shares of a whole
        month add up to it to the fen; whoever begins, pauses or stops in between pays for the visits there were.
        """
        price = self.price_fen or Fen(0)
        if self.charge is Charge.VISIT:
            return price
        days = self._visits_of_the_month(day, free)
        nth = days.index(day)
        return Fen(price * (nth + 1) // len(days) - price * nth // len(days))

    def _visits_of_the_month(self, day: date, free: frozenset[date]) -> list[date]:
        first = day.replace(day=1)
        last = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        skipped = free if self.on_holidays is OnHolidays.SKIP else frozenset()
        whole = self.recurrence.days(first, last)
        return [one for one in whole if one < last and (one == day or one not in skipped)]
