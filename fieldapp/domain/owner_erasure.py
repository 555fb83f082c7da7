"""Erasing an owner who asks for it (PIPL 47): what goes now, what is reduced because it must stay as evidence, and what
stays as it is, each with its reason.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, Select, exists, func, literal_column, select
from sqlalchemy.orm import Session

from fieldapp.domain.admin_journal import note
from fieldapp.domain.agreement import Agreement, over_on
from fieldapp.domain.agreement_reduction import reduce_agreements
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.course import FOR_GOOD
from fieldapp.domain.journal import Act
from fieldapp.domain.legal_hold import agreement_is_held, order_is_held, owner_is_held
from fieldapp.domain.local_day import day_at
from fieldapp.domain.order import Order, reason_given
from fieldapp.domain.order_reduction import reduce_orders
from fieldapp.domain.owner_reduction import forget_owners
from fieldapp.domain.premises import Owner
from fieldapp.domain.purge_record import PurgeRecord
from fieldapp.domain.signature import Signature


class Fate(StrEnum):
    """What becomes of an order or an agreement when its owner asks for erasure."""

    GOES = "goes"  # nothing was signed: its words, photos and notes go
    REDUCED = "reduced"  # what was signed stays until its period is over; all else goes
    KEPT = "kept"  # the same, at an earlier request
    OPEN = "open"  # it is not over yet: it stays, and so does the name
    OWING = "owing"  # money is open
    HELD = "held"  # a legal hold stands
    GONE = "gone"  # was purged before


STAYS = frozenset({Fate.OPEN, Fate.OWING, Fate.HELD})


@dataclass(frozen=True, slots=True)
class Matter:
    """One order or agreement, and what becomes of it."""

    id: UUID
    name: str
    fate: Fate


@dataclass(frozen=True, slots=True)
class Plan:
    """All that there is of an owner."""

    orders: list[Matter]
    agreements: list[Matter]
    is_held: bool
    has_name: bool

    @property
    def name_goes(self) -> bool:
        """Nothing needs the name and the number any more."""
        return not self.is_held and not any(matter.fate in STAYS for matter in self.orders + self.agreements)

    @property
    def is_empty(self) -> bool:
        """Is there nothing left that could go?"""
        going = any(matter.fate in {Fate.GOES, Fate.REDUCED} for matter in self.orders + self.agreements)
        return not going and not (self.name_goes and self.has_name)

    def so_many(self, fate: Fate) -> int:
        """How many orders and agreements have this fate."""
        return sum(matter.fate is fate for matter in self.orders + self.agreements)


def plan_of(session: Session, owner: Owner, now: datetime, *, zone: str) -> Plan:
    """What an erasure would do, before anybody presses; its days are those of the branch's zone."""
    today = day_at(now, zone)
    held = session.scalar(select(Owner.id).where(Owner.id == owner.id, owner_is_held(today))) is not None
    rows = session.execute(_orders(owner.id, today)).all()
    orders = [Matter(row.id, f"{row.year}-{row.serial:05}", _of_order(row)) for row in rows]
    agreements = [
        Matter(row.id, day_at(row.requested_at, zone).isoformat(), _of_agreement(row))
        for row in session.execute(_agreements(owner.id, today))
    ]
    return Plan(orders, agreements, held, owner.erased_at is None)


def erase_owner(
    session: Session, branch_id: UUID, owner: Owner, act: Act, *, zone: str, about: str, reason: str
) -> Plan:
    """Do it, and write down that it was done. ``reason``: who asked, how it was known that it was they.

    Raises RuleBroken ``order.reason_missing``, or ``erasure.nothing_to_erase``.
    """
    why, plan = reason_given(reason), plan_of(session, owner, act.at, zone=zone)
    if plan.is_empty:
        raise RuleBroken("erasure.nothing_to_erase")
    reduce_orders(session, _with(plan.orders, Fate.GOES), act, reason=why)
    reduce_orders(session, _with(plan.orders, Fate.REDUCED), act, reason=why, keep_signed=True)
    reduce_agreements(session, _with(plan.agreements, Fate.GOES), at=act.at)
    if plan.name_goes:
        forget_owners(session, [owner.id], at=act.at)
    counts: dict[str, Any] = {fate.value: plan.so_many(fate) for fate in Fate}
    note(session, branch_id, act, "owner_erased", about=about, reason=why, **counts)
    session.add(
        PurgeRecord(
            id=new_id(),
            branch_id=branch_id,
            key=f"owner {owner.id} {act.at:%Y%m%d%H%M%S}",
            kept=None,
            at=act.at,
            count=plan.so_many(Fate.GOES) + plan.so_many(Fate.REDUCED),
            about=about,
            reason=why[:300],
            by_id=act.by_id,
        )
    )
    return plan


def _with(matters: Sequence[Matter], fate: Fate) -> list[UUID]:
    return [matter.id for matter in matters if matter.fate is fate]


def _orders(owner_id: UUID, today: date) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Order.id,
            Order.year,
            Order.serial,
            Order.words_gone_at,
            Order.due_fen,
            Order.paid_fen,
            literal_column(FOR_GOOD).label("is_over"),
            order_is_held(today).label("is_held"),
            exists().where(Signature.order_id == Order.id).label("is_signed"),
            (Order.changed_at <= _last_erasure(owner_id)).label("was_reduced"),
        )
        .where(Order.owner_id == owner_id)
        .order_by(Order.received_at)
    )


def _last_erasure(owner_id: UUID) -> ScalarSelect[Any]:
    """Unknown without one: then nothing is older."""
    asked = select(func.max(PurgeRecord.at)).where(PurgeRecord.key.startswith(f"owner {owner_id} "))
    return asked.scalar_subquery()


def _of_order(row: Any) -> Fate:
    reasons = (
        (row.words_gone_at is not None, Fate.GONE),
        (row.is_held, Fate.HELD),
        (not row.is_over, Fate.OPEN),
        (row.due_fen is not None and row.due_fen != row.paid_fen, Fate.OWING),
        (row.is_signed and row.was_reduced, Fate.KEPT),
        (row.is_signed, Fate.REDUCED),
    )
    return next((fate for true, fate in reasons if true), Fate.GOES)


def _agreements(owner_id: UUID, today: date) -> Select[*tuple[Any, ...]]:
    columns = Agreement.id, Agreement.requested_at, Agreement.agreed_at, Agreement.words_gone_at
    asked = select(*columns, over_on(today).label("is_over"), agreement_is_held(today).label("is_held"))
    return asked.where(Agreement.owner_id == owner_id).order_by(Agreement.requested_at)


def _of_agreement(row: Any) -> Fate:
    reasons = (
        (row.words_gone_at is not None, Fate.GONE),
        (row.is_held, Fate.HELD),
        (not row.is_over, Fate.OPEN),
        (row.agreed_at is not None, Fate.REDUCED),
    )
    return next((fate for true, fate in reasons if true), Fate.GOES)
