"""Can we do it, and what does it cost? Questions to the supervisor about work outside the catalogue (4.2.3, 4.3.3)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import Fen, Model, RuleBroken
from fieldapp.domain.course import UNASSIGNED, UNDER_WAY
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line
from fieldapp.domain.order import Order, reason_given
from fieldapp.domain.order_messages import tell_answer
from fieldapp.domain.people import Department


class Question(Model):
    """One question, from the front desk or from a doorway, until a supervisor has answered it."""

    __tablename__ = "question"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"))
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    department: Mapped[Department]
    line_id: Mapped[UUID | None] = mapped_column(ForeignKey("order_line.id"))
    words: Mapped[str] = mapped_column(Text)
    asked_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    asked_at: Mapped[datetime]
    answered_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime | None]
    can: Mapped[bool | None]
    price_fen: Mapped[Fen | None]
    reason: Mapped[str] = mapped_column(Text, default="")

    order: Mapped[Order] = relationship(lazy="raise")
    line: Mapped[Line | None] = relationship(lazy="raise")

    __table_args__ = (Index("ix_question_order_id", "order_id"), Index("ix_question_open", "branch_id", "answered_at"))

    def answer(self, act: Act, *, can: bool, price_fen: int | None, reason: str = "") -> None:
        """The supervisor's word. Yes needs a price, no needs the reason that the owner will hear.

        Raises RuleBroken ``question.answered``, ``question.price_missing`` or ``order.reason_missing``.
        """
        if self.answered_at is not None:
            raise RuleBroken("question.answered")
        if can and price_fen is None:
            raise RuleBroken("question.price_missing")
        self.reason = reason.strip() if can else reason_given(reason)
        self.can, self.price_fen = can, Fen(price_fen) if can and price_fen is not None else None
        self.answered_by_id, self.answered_at = act.by_id, act.at
        self._settle_line(act)
        self.order.record(act, "answer", why=self.reason, can=can, price_fen=price_fen, question=str(self.id))
        tell_answer(self.order, self.asked_by_id, act, question_id=self.id, can=can)

    def _settle_line(self, act: Act) -> None:
        # What was signed is locked: an answer that comes later is written down and changes no line.
        if self.line_id is None or self.order.state not in UNASSIGNED | UNDER_WAY:
            return
        line = self.order.line(self.line_id)
        if self.can and self.price_fen is not None:
            line.settle(price_fen=self.price_fen, at=act.at)
        else:
            line.drop(at=act.at)
        self.order.retell()


def ask(order: Order, act: Act, *, id: UUID, words: str, line: Line | None = None, by_id: UUID) -> Question:
    """Put it to the supervisor of the order's department. While it is open no completion time is offered.

    What was signed is locked: asked about afterwards, a line stays what it is.
    """
    if line is not None and order.state in UNASSIGNED | UNDER_WAY:
        line.asked_at = line.asked_at or act.at
    order.record(act, "ask", why=reason_given(words), line=str(line.id) if line else "")
    return Question(
        id=id,
        order=order,
        branch_id=order.branch_id,
        department=order.department,
        line_id=line.id if line else None,
        line=line,
        words=words.strip(),
        asked_by_id=by_id,
        asked_at=act.at,
    )
