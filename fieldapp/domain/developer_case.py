"""A defect that the developer answers for (4.3.4): what was handed over, whether it was received, what came of it."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import Model, RuleBroken
from fieldapp.domain.chase_times import USUAL, ChaseTimes
from fieldapp.domain.component import Component
from fieldapp.domain.course import OrderState
from fieldapp.domain.developer import Developer
from fieldapp.domain.journal import Act
from fieldapp.domain.local_day import day_at, end_of
from fieldapp.domain.order import Order, reason_given

LINK_LASTS = timedelta(days=30)  # after it is over

# One literal text, shared by the partial index and by the list.
OPEN_CASE = text("closed_at IS NULL")


class Reply(StrEnum):
    """What the developer says."""

    REPAIRED = "repaired"
    PROMISED = "promised"  # by a day
    REFUSED = "refused"  # with the reason


class Awaited(StrEnum):
    """What is next with it."""

    RECEIPT = "receipt"
    ANSWER = "answer"
    DAY = "day"  # that was promised
    OUR_VISIT = "our_visit"  # it is repaired: we look at it with the owner
    OUR_DECISION = "our_decision"  # it was refused
    NOTHING = "nothing"


class DeveloperCase(Model):
    """One defect in the developer's hands. The token opens their page: the order, the defect, the photos."""

    __tablename__ = "developer_case"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"))
    developer_id: Mapped[UUID | None] = mapped_column(ForeignKey("developer.id"))
    component: Mapped[Component]
    words: Mapped[str] = mapped_column(Text)
    token: Mapped[str] = mapped_column(String(32), unique=True)
    handed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    handed_at: Mapped[datetime]  # with the owner's consent, or it would not be here
    received_at: Mapped[datetime | None]
    received_by: Mapped[str] = mapped_column(String(60), default="")
    reply: Mapped[Reply | None]
    reply_words: Mapped[str] = mapped_column(Text, default="")
    reply_by: Mapped[str] = mapped_column(String(60), default="")
    replied_at: Mapped[datetime | None]
    promised_on: Mapped[date | None]
    next_at: Mapped[datetime | None]  # when somebody of ours is to look after it; None: it is over
    chases: Mapped[int] = mapped_column(default=0)  # since the developer last said anything
    closed_at: Mapped[datetime | None]

    order: Mapped[Order] = relationship(lazy="raise")
    developer: Mapped[Developer | None] = relationship(lazy="raise")

    __table_args__ = (
        Index("ix_developer_case_order_id", "order_id"),
        Index("ix_developer_case_open", "branch_id", "next_at", sqlite_where=OPEN_CASE, postgresql_where=OPEN_CASE),
    )

    @property
    def awaits(self) -> Awaited:
        """What is next."""
        if self.closed_at is not None:
            return Awaited.NOTHING
        if self.reply is not None:
            return AFTER[self.reply]
        return Awaited.RECEIPT if self.received_at is None else Awaited.ANSWER

    def link_ended(self, now: datetime) -> bool:
        """Has their page been over for so long that it tells nothing any more?"""
        return self.closed_at is not None and now > self.closed_at + LINK_LASTS

    def receive(self, act: Act, *, by: str, times: ChaseTimes = USUAL) -> None:
        """They have it. Said again it changes nothing. Raises RuleBroken ``developer.over``."""
        if self.received_at is not None:
            return
        self._require_open()
        self.received_at, self.received_by = act.at, by
        self._heard(act.at + times.answer)
        self.order.record(act, "developer_received", by=by)

    def answer(
        self,
        act: Act,
        reply: Reply,
        *,
        by: str,
        zone: str,
        words: str = "",
        promised_on: date | None = None,
        times: ChaseTimes = USUAL,
    ) -> None:
        """What they say: repaired, promised by a day, or refused with the reason; a later word replaces an earlier one.

        Whoever answers has received it. The day is one of the site's, in its ``zone``. Raises RuleBroken
        ``developer.over``, ``developer.day_missing``, ``developer.day_passed`` or ``order.reason_missing``.
        """
        self._require_open()
        if reply is Reply.REFUSED:
            reason_given(words)
        if reply is Reply.PROMISED:
            _check_day(promised_on, day_at(act.at, zone))
        if self.received_at is None:
            self.received_at, self.received_by = act.at, by
        self.reply, self.reply_words, self.reply_by, self.replied_at = reply, words.strip(), by, act.at
        self.promised_on = promised_on if reply is Reply.PROMISED else None
        self._heard(end_of(self.promised_on, zone) if self.promised_on else act.at + times.decided)
        day = self.promised_on.isoformat() if self.promised_on else ""
        self.order.record(act, "developer_replied", why=self.reply_words, reply=reply.value, by=by, day=day)

    def come_back(self, act: Act, *, wanted_from: datetime | None, wanted_until: datetime | None) -> None:
        """One of ours goes again (4.5.4 4)): after a repair to look at it with the owner, who signs and pays nothing;
        after a refusal to do it ourselves at a price told first. Raises RuleBroken ``developer.over``.
        """
        self._require_open()
        if self.reply is Reply.REPAIRED:
            for line in self.order.standing_lines:
                line.warranty = True
            self.order.retell()
        self.order.move(OrderState.RECEIVED, act, what="return_visit", reply=self.reply.value if self.reply else "")
        self.order.wanted_from, self.order.wanted_until = wanted_from, wanted_until
        self.order.holder_id, self.order.hold_reason = None, None
        self._close(act)

    def close(self, act: Act, *, why: str) -> None:
        """Nobody of ours goes again: the owner is content, or takes it up with the developer. Says why."""
        self._require_open()
        self.order.close(act, what="developer_closed", why=reason_given(why))
        if self.order.due_fen is None:  # nothing of ours was done: whatever was laid down before goes back
            self.order.owe(act, 0)
        self._close(act)

    def chase(self, act: Act, *, times: ChaseTimes = USUAL) -> None:
        """Nothing came in time: somebody of ours is to ask, and again some time later."""
        self.chases += 1
        self.next_at = act.at + times.again
        self.order.mention(act, "developer_chased", awaits=self.awaits.value, nth=self.chases)

    def _heard(self, next_at: datetime) -> None:
        self.next_at, self.chases = next_at, 0

    def _close(self, act: Act) -> None:
        self.closed_at, self.next_at = act.at, None

    def _require_open(self) -> None:
        if self.closed_at is not None:
            raise RuleBroken("developer.over")


AFTER = {
    Reply.REPAIRED: Awaited.OUR_VISIT,
    Reply.PROMISED: Awaited.DAY,
    Reply.REFUSED: Awaited.OUR_DECISION,
}


def _check_day(day: date | None, today: date) -> None:
    if day is None:
        raise RuleBroken("developer.day_missing")
    if day < today:
        raise RuleBroken("developer.day_passed")
