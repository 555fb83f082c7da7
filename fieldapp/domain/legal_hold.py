"""A legal hold: of an order, or of all that concerns an owner, nothing is purged or erased while it stands."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, ForeignKey, Index, Select, Text, exists, or_, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from fieldapp.domain.admin_journal import note
from fieldapp.domain.agreement import Agreement
from fieldapp.domain.base import Model, RuleBroken, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order, reason_given
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Owner, Room

MOST_SHOWN = 200


class LegalHold(Model):
    """One hold: for a dispute, an insurer, a court. It ends on its day, or when somebody lifts it."""

    __tablename__ = "legal_hold"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    order_id: Mapped[UUID | None] = mapped_column(ForeignKey("service_order.id"))
    owner_id: Mapped[UUID | None] = mapped_column(ForeignKey("owner.id"))
    reason: Mapped[str] = mapped_column(Text)
    until: Mapped[date | None]  # the last day; None: until it is lifted
    put_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    put_at: Mapped[datetime]
    lifted_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_legal_hold_branch_id", "branch_id", "put_at"),
        Index("ix_legal_hold_order_id", "order_id"),
        Index("ix_legal_hold_owner_id", "owner_id"),
    )

    def lift(self, session: Session, act: Act, *, about: str) -> None:
        """Nothing speaks against purging any more. Twice is once."""
        if self.lifted_at is None:
            self.lifted_by_id, self.lifted_at = act.by_id, act.at
            note(session, self.branch_id, act, "hold_lifted", about=about)


def put_hold(
    session: Session,
    branch_id: UUID,
    act: Act,
    *,
    about: str,
    reason: str,
    until: date | None,
    today: date,
    order_id: UUID | None = None,
    owner_id: UUID | None = None,
) -> LegalHold:
    """Keep what concerns an order or an owner. ``about``: what people call it; ``today``: by the branch's clocks.

    The same hold for the same reason stands once, however often it was sent: lifting it then lifts it. Raises
    RuleBroken ``order.reason_missing`` or ``hold.day_passed``.
    """
    if until is not None and until < today:
        raise RuleBroken("hold.day_passed")
    why = reason_given(reason)
    about_this = LegalHold.order_id == order_id, LegalHold.owner_id == owner_id
    same = standing(today), LegalHold.branch_id == branch_id, LegalHold.reason == why, LegalHold.until == until
    known = session.scalars(select(LegalHold).where(*same, *about_this).limit(1)).first()
    if known is not None:
        return known
    hold = LegalHold(
        id=new_id(),
        branch_id=branch_id,
        order_id=order_id,
        owner_id=owner_id,
        reason=why,
        until=until,
        put_by_id=act.by_id,
        put_at=act.at,
    )
    session.add(hold)
    note(session, branch_id, act, "hold_put", about=about, reason=hold.reason, until=until.isoformat() if until else "")
    return hold


def standing(today: date) -> ColumnElement[bool]:
    """Does a hold stand? Its last day is one of the branch's."""
    return LegalHold.lifted_at.is_(None) & or_(LegalHold.until.is_(None), LegalHold.until >= today)


def order_is_held(today: date) -> ColumnElement[bool]:
    """Of a statement about orders: is this one held, or whoever it is for?"""
    return exists().where(standing(today), or_(LegalHold.order_id == Order.id, LegalHold.owner_id == Order.owner_id))


def owner_is_held(today: date) -> ColumnElement[bool]:
    """Of a statement about owners: is this one held, or an order of theirs?"""
    theirs = aliased(Order)
    same = theirs.id == LegalHold.order_id, theirs.owner_id == Owner.id
    of_an_order = exists().where(*same).correlate(LegalHold, Owner)
    return exists().where(standing(today), or_(LegalHold.owner_id == Owner.id, of_an_order))


def agreement_is_held(today: date) -> ColumnElement[bool]:
    """Of a statement about agreements: is whoever made it held?"""
    return exists().where(standing(today), LegalHold.owner_id == Agreement.owner_id)


def holds(branch_id: UUID) -> Select[*tuple[Any, ...]]:
    """Every hold of a branch, the newest first, with what it is about and who put and lifted it."""
    putter, lifter, owner, room = aliased(Person), aliased(Person), aliased(Owner), aliased(Room)
    return (
        select(
            LegalHold,
            Order.id.label("order_id"),
            Order.year,
            Order.serial,
            owner.id.label("owner_id"),
            owner.surname,
            owner.address,
            room.building,
            room.door,
            putter.name.label("put_by"),
            lifter.name.label("lifted_by"),
        )
        .outerjoin(Order, Order.id == LegalHold.order_id)
        .outerjoin(owner, or_(owner.id == LegalHold.owner_id, owner.id == Order.owner_id))
        .outerjoin(room, room.id == owner.room_id)
        .outerjoin(putter, putter.id == LegalHold.put_by_id)
        .outerjoin(lifter, lifter.id == LegalHold.lifted_by_id)
        .where(LegalHold.branch_id == branch_id)
        .order_by(LegalHold.put_at.desc(), LegalHold.id.desc())
        .limit(MOST_SHOWN)
    )


def hold_of(branch_id: UUID, hold_id: UUID) -> Select[LegalHold]:
    """One hold of the branch."""
    return select(LegalHold).where(LegalHold.branch_id == branch_id, LegalHold.id == hold_id)
