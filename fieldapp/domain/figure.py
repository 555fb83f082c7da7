"""What the office counts: each figure has a part and a whole, so that nobody reads a share of nothing.

Figures are kept by the day on which an order was received, its site, department and technician: what happened to the
orders of a day counts for that day, whenever it happened. ``figure_count.py`` says how each is counted.
"""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Date, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Model
from fieldapp.domain.call_sheet import CallQuestion
from fieldapp.domain.ladder import Step
from fieldapp.domain.people import Department

NOBODY = UUID(int=0)  # in place of a technician, where nobody had the order


class Measure(StrEnum):
    """The figures. Of those that are minutes the part is seconds, the whole how often it was timed."""

    ON_TIME = "on_time"  # at most 5 minutes early, and before the window ends (4.5.1)
    PRICE_FIRST = "price_first"  # agreed before the work began (4.5.4 3))
    SIGNED = "signed"
    REFUSED = "refused"  # the owner disagreed
    ABSENT = "absent"  # nobody could sign
    QUEUE = "queue"  # minutes from the report to the first assignment
    IN_TEN = "in_ten"  # emergencies with somebody at the door in time (4.3.5)
    TAKEN = "taken"  # minutes from the report until somebody goes
    DOOR = "door"  # … until somebody is there
    CONTROLLED = "controlled"  # … until it is under control
    RUNG_FIRST = "rung_first"  # … until the rung went out, where it did
    RUNG_NEXT = "rung_next"
    RUNG_EVERYBODY = "rung_everybody"
    RUNG_BY_HAND = "rung_by_hand"
    RUNG_OWNER = "rung_owner"
    RUNG_BREACH = "rung_breach"
    CALLED = "called"  # owners who were called back, of those whose work is over (3.1)
    SATISFIED = "satisfied"
    AGREES_COVERS = "agrees_covers"  # the owner says what the technician recorded
    AGREES_PRICE = "agrees_price"
    AGREES_NAMED = "agrees_named"
    AGREES_CLEAN = "agrees_clean"
    AGREES_SATISFIED = "agrees_satisfied"
    REWORK = "rework"
    UNANSWERED = "unanswered"  # handed to the developer, and no reply yet (4.3.4)
    ENTERED = "entered"  # of the visits that came to the door: how many came so far
    PRICED = "priced"
    STARTED = "started"
    FINISHED = "finished"
    SIGNED_OFF = "signed_off"
    LEFT = "left"

    @property
    def is_minutes(self) -> bool:
        """Is it an average of minutes? All others are shares."""
        return self in MINUTES


RUNGS = {step: Measure(f"rung_{step.value}") for step in Step}
AGREES = {question: Measure(f"agrees_{question.value}") for question in CallQuestion}
FUNNEL = (Measure.ENTERED, Measure.PRICED, Measure.STARTED, Measure.FINISHED, Measure.SIGNED_OFF, Measure.LEFT)
MINUTES = frozenset({Measure.QUEUE, Measure.TAKEN, Measure.DOOR, Measure.CONTROLLED, *RUNGS.values()})


class Figure(Model):
    """One figure of one day, site, department and technician."""

    __tablename__ = "figure"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    measure: Mapped[Measure] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)  # on the branch's clocks
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"), primary_key=True)
    department: Mapped[Department] = mapped_column(primary_key=True)
    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    part: Mapped[int] = mapped_column(BigInteger)
    whole: Mapped[int] = mapped_column(BigInteger)

    # Kept in the order in which it is read: a year's figures are one walk, on either engine.
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 (the base declares it)


class FigureMark(Model):
    """Up to which change of an order the figures of a branch are counted."""

    __tablename__ = "figure_mark"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    counted_to: Mapped[datetime]
