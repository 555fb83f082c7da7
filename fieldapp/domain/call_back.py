"""One call to an owner after the work (回访): why, until when, how often tried, and how it ended (3.1, 4.1.2)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import Model, RuleBroken, SetOf, new_id
from fieldapp.domain.timer import Timer

DECIDE = "call_back"  # the topic of the timer that asks once more whether the owner is called


class CallReason(StrEnum):
    """Why an owner is called."""

    PAID = "paid"
    EMERGENCY = "emergency"
    LEAK = "leak"
    REWORK = "rework"
    UNSIGNED = "unsigned"  # disagreed, or could not sign
    OWNER = "owner"  # the owner wrote by the copy's link that they are not satisfied
    DRAWN = "drawn"  # one of the others, drawn so that the branch's share is reached


class CallOutcome(StrEnum):
    """How a call ended."""

    WELL = "well"
    SO_SO = "so_so"
    REWORK = "rework"  # not satisfied: it is done again
    UNREACHABLE = "unreachable"
    OVERTAKEN = "overtaken"  # another visit followed, and is called about instead
    NOT_DRAWN = "not_drawn"  # nobody calls: the share of this technician is reached


class CallBack(Model):
    """One round of calling about one order; a leak has a second one."""

    __tablename__ = "call_back"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"))
    technician_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))  # whose work is asked about
    round: Mapped[int] = mapped_column(default=1)
    reasons: Mapped[frozenset[CallReason]] = mapped_column(SetOf(CallReason), default=frozenset)
    left_at: Mapped[datetime]  # when the technician left: the month of it is the one whose share counts
    not_before: Mapped[datetime | None]  # a second round waits for its day; None: at once
    due_at: Mapped[datetime]
    drawn: Mapped[bool | None]  # None: by rule, or not drawn for yet
    tries: Mapped[int] = mapped_column(default=0)  # in vain
    tried_at: Mapped[datetime | None]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # who called; None: nobody did
    at: Mapped[datetime | None]
    remark: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[CallOutcome | None]
    timer_id: Mapped[UUID | None] = mapped_column(ForeignKey("timer.id", ondelete="SET NULL"))

    timer: Mapped[Timer | None] = relationship(lazy="raise", passive_deletes=True)

    __table_args__ = (
        Index("ix_call_back_order_id", "order_id", "id"),
        Index("ix_call_back_technician_id", "technician_id", "left_at"),
        Index("ix_call_back_left_at", "branch_id", "left_at"),
        Index("ix_call_back_timer_id", "timer_id"),
    )

    def decide_at(self, at: datetime) -> None:
        """From this moment on the machine asks once more, knowing more than the phone: see ``call_back_draw``."""
        key = f"{DECIDE}:{self.id}"
        self.timer = Timer.at(at, DECIDE, key, branch_id=self.branch_id, call_back=str(self.id))

    def add(self, reason: CallReason) -> None:
        """One more reason to call."""
        self.reasons = self.reasons | {reason}

    def refuse_before_its_day(self, at: datetime) -> None:
        """Raises RuleBroken ``call_back.too_early``: a leak is asked about again when it has had time to come back."""
        if self.not_before is not None and at < self.not_before:
            raise RuleBroken("call_back.too_early")

    def end(self, outcome: CallOutcome, *, by_id: UUID | None, at: datetime, remark: str = "") -> None:
        """It is over."""
        self.outcome, self.by_id, self.at, self.remark = outcome, by_id, at, remark
