"""Public holidays, as the branch keeps them: announced anew each year, so they are entered and not computed."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model


class OnHolidays(StrEnum):
    """What an agreement says of a visit that falls on one."""

    SKIP = "skip"  # nobody comes, and it costs nothing
    MOVE = "move"  # somebody comes on the next day that is neither a holiday nor a day of another visit
    COME = "come"


class Holiday(Model):
    """One day off."""

    __tablename__ = "holiday"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40))


def holidays_of(branch_id: UUID) -> Select[date]:
    """All days off of a branch: some thirty a year."""
    return select(Holiday.day).where(Holiday.branch_id == branch_id)


def holidays_from(branch_id: UUID, first: date) -> Select[Holiday]:
    """The days off from this day on, the next one first."""
    return select(Holiday).where(Holiday.branch_id == branch_id, Holiday.day >= first).order_by(Holiday.day).limit(400)
