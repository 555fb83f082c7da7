"""What the owner says of the visit by the link of the copy: given once, later, and away from the technician (3.1)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, Select, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model, new_id
from fieldapp.domain.call_back import CallBack, CallReason
from fieldapp.domain.course import OrderState
from fieldapp.domain.follow_up import first_call
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.signature import Signature, SignatureAnswer
from fieldapp.domain.visit import Visit


class OwnerAnswer(Model):
    """One answer for one signed order."""

    __tablename__ = "owner_answer"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"))
    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signature.id"))
    satisfied: Mapped[bool]
    words: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("signature_id", name="uq_owner_answer_signature_id"),
        Index("ix_owner_answer_order_id", "order_id"),
    )


def owner_answer(
    session: Session, signature: Signature, visit: Visit, order: Order, act: Act, *, satisfied: bool, words: str
) -> None:
    """Keep what the owner says. Who is not satisfied is called at once, even about an order that is closed.

    The order comes with its branch. What was answered before stays: a second answer changes nothing.
    """
    if session.scalar(answer_to(signature.id)) is not None:
        return
    said = OwnerAnswer(id=new_id(), order_id=order.id, signature_id=signature.id, satisfied=satisfied, words=words)
    said.at = act.at
    session.add(said)
    if satisfied:
        order.mention(act, "owner_content")
    elif order.state is OrderState.CALL_BACK_DUE:
        hasten(order, session.scalars(_open_call(order.id)).first(), act)
    elif order.state is OrderState.CLOSED:
        _call_after_all(session, visit, order, act)
    else:
        order.mention(act, "owner_not_content")  # a visit that is not over is called about when it is


def hasten(order: Order, call: CallBack | None, act: Act) -> None:
    """The call is due now, and says why."""
    order.record(act, "owner_not_content")
    order.call_back_due_at = act.at
    if call is not None:
        call.due_at = act.at
        call.not_before = None
        call.add(CallReason.OWNER)


def answer_to(signature_id: UUID) -> Select[OwnerAnswer]:
    """What the owner said about what was signed, if anything."""
    return select(OwnerAnswer).where(OwnerAnswer.signature_id == signature_id)


def answer_about(order_id: UUID) -> Select[OwnerAnswer]:
    """What an owner said about an order last."""
    return select(OwnerAnswer).where(OwnerAnswer.order_id == order_id).order_by(OwnerAnswer.at.desc()).limit(1)


def hold_order_behind(token: str) -> Select[UUID]:
    """The order behind the owner's link, held: of two answers at the same moment the second finds the first."""
    behind = Signature.copy_token == token
    return select(Order.id).join(Signature, Signature.order_id == Order.id).where(behind).with_for_update(of=Order)


def complaint_about(order_id: UUID) -> Select[int]:
    """How often the owner wrote that they are not satisfied."""
    return select(func.count(OwnerAnswer.id)).where(OwnerAnswer.order_id == order_id, OwnerAnswer.satisfied.is_(False))


def newest_complaint(order_id: UUID) -> Select[OwnerAnswer]:
    """The last time that the owner wrote that they are not satisfied."""
    return answer_about(order_id).where(OwnerAnswer.satisfied.is_(False))


def _open_call(order_id: UUID) -> Select[CallBack]:
    waiting = CallBack.order_id == order_id, CallBack.outcome.is_(None)
    return select(CallBack).where(*waiting).order_by(CallBack.id.desc())


def _call_after_all(session: Session, visit: Visit, order: Order, act: Act) -> None:
    rounds = session.scalar(select(func.max(CallBack.round)).where(CallBack.order_id == order.id)) or 0
    call = first_call(order, visit.technician_id, act, SignatureAnswer.AGREED)
    call.timer, call.round, call.left_at = None, rounds + 1, visit.ended_at or act.at
    call.reasons, call.due_at = frozenset({CallReason.OWNER}), act.at
    order.restore(OrderState.CALL_BACK_DUE, act, what="owner_not_content")
    order.call_back_due_at = act.at
    order.call_backs.add(call)
