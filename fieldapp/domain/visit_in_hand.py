"""The visit that a phone's commands are about: locked, and read again only when somebody else has changed its order."""

from uuid import UUID

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from fieldapp.domain.order import Order
from fieldapp.domain.visit import Visit
from fieldapp.domain.visit_sheet import visit_at_work

KEPT = "fieldapp_visit"  # in the session, whose own memory lets go of what nobody holds

# One after the other: what is decided about an order is decided on the order as it is.
_VERSION: Select[int] = (
    select(Order.version)
    .join(Visit, Visit.order_id == Order.id)
    .where(Visit.id == bindparam("visit_id"))
    .with_for_update(of=Order)
)


def visit_in_hand(session: Session, visit_id: UUID) -> Visit | None:
    """The visit as it is stored now, with all that the verbs look at; nobody else changes its order meanwhile."""
    version = version_in_hand(session, visit_id)
    if version is None:
        return None
    visit: Visit | None = session.info.get(KEPT)
    # Every change of an order or of a visit of it counts the version up.
    if visit is None or visit not in session or visit.id != visit_id or visit.order.version != version:
        forget(session)
        visit = session.info[KEPT] = session.scalars(visit_at_work(visit_id)).one()
    return visit


def version_in_hand(session: Session, visit_id: UUID) -> int | None:
    """The number of its order as it is stored now; it stays so until this transaction ends."""
    return session.scalar(_VERSION, {"visit_id": visit_id})


def forget(session: Session) -> None:
    """Read everything anew from here on."""
    session.info.pop(KEPT, None)
    session.expunge_all()
