"""What other systems may be told of an order: each change of its state is an event, written with the change itself.

An event brings its timer along (topic ``ANNOUNCE``), so that the worker looks who wants to hear of it. Its id is the
same for every receiver and every repetition.
"""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Self
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.journal import Act
from fieldapp.domain.timer import Timer

if TYPE_CHECKING:
    from fieldapp.domain.order import Order

ANNOUNCE = "announce"


class News(StrEnum):
    """The kinds of event, as a receiver chooses among them: how far an order has come."""

    WAITING = "order.waiting"  # nobody goes yet, or for now
    ASSIGNED = "order.assigned"  # somebody will go
    UNDER_WAY = "order.under_way"  # from setting out to the last hand laid on
    DONE = "order.done"  # signed, called back, closed
    ENDED = "order.ended"  # it ends otherwise: cancelled, declined, with the developer, done again


S = OrderState
NEWS: dict[OrderState, News] = {
    **dict.fromkeys((S.RECEIVED, S.RETURNED, S.ON_HOLD, S.TO_BE_REARRANGED), News.WAITING),
    **dict.fromkeys((S.ASSIGNED, S.ACCEPTED), News.ASSIGNED),
    **dict.fromkeys((S.ON_THE_WAY, S.AT_THE_DOOR, S.INSIDE, S.PRICE_AGREED), News.UNDER_WAY),
    **dict.fromkeys((S.WORKING, S.TO_BE_SIGNED), News.UNDER_WAY),
    **dict.fromkeys((S.SIGNED, S.CALL_BACK_DUE, S.CLOSED), News.DONE),
    **dict.fromkeys((S.CANCELLED, S.DECLINED, S.STOPPED_AT_PRICE, S.WITH_DEVELOPER, S.REWORK), News.ENDED),
}


class Announcement(Model):
    """One change of one order's state. It says no more of anybody than the number of the order."""

    __tablename__ = "announcement"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"))
    news: Mapped[News]
    from_state: Mapped[str] = mapped_column(String(20))
    to_state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int]  # of the order: of two events the one with the greater number is the newer
    at: Mapped[datetime]
    timer_id: Mapped[UUID | None] = mapped_column(ForeignKey("timer.id", ondelete="SET NULL"))

    order: Mapped["Order"] = relationship(lazy="raise", viewonly=True)
    timer: Mapped[Timer | None] = relationship(lazy="raise", passive_deletes=True)

    __table_args__ = (
        Index("ix_announcement_at", "at"),
        Index("ix_announcement_order_id", "order_id"),
        Index("ix_announcement_timer_id", "timer_id"),
    )

    @property
    def state(self) -> OrderState:
        """Where the order stands since."""
        return OrderState(self.to_state)

    @classmethod
    def of(cls, branch_id: UUID, act: Act, states: tuple[str, str], version: int) -> Self:
        """The event of a change from the one state to the other, with its timer, which is due at once."""
        id, (before, after) = new_id(), states
        timer = Timer.at(act.received_at, ANNOUNCE, f"{ANNOUNCE}:{id}", branch_id=None, announcement=str(id))
        return cls(
            id=id,
            branch_id=branch_id,
            news=NEWS[OrderState(after)],
            from_state=before,
            to_state=after,
            version=version,
            at=act.at,
            timer=timer,
        )
