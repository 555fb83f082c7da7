"""The cash book of a branch: money is recorded, never handled; a closed month takes nothing more (4.1.2)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from fieldapp.domain.base import Fen, RuleBroken, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.money_entry import EntryKind, Method, MoneyCounter, MoneyEntry, entry_number
from fieldapp.domain.month_close import closed_until, month_of, refuse_closed
from fieldapp.domain.order import Order, reason_given
from fieldapp.domain.people import Role
from fieldapp.domain.premises import Branch, Collects, Site


@dataclass(frozen=True, slots=True)
class Sum:
    """So much by this way, and the number on the slip."""

    method: Method
    amount_fen: int
    receipt: str = ""


def may_write(site: Site, roles: Collection[Role]) -> bool:
    """May somebody with these roles write about the money of this site?"""
    return Role.CASHIER in roles or (Role.DESK in roles and site.collects is not Collects.NOBODY)


def take(session: Session, order: Order, act: Act, taken: Sum, *, at: datetime, id: UUID | None = None) -> MoneyEntry:
    """The owner has paid. Raises RuleBroken ``money.nothing``, ``money.more_than_owed``, ``money.no_receipt``,
    ``money.not_yet`` or ``money.month_closed``.
    """
    if not taken.receipt.strip():
        raise RuleBroken("money.no_receipt")
    after = order.dues.paid(taken.amount_fen)
    entry = _write(session, order, act, EntryKind.PAYMENT, taken, at=at, id=id)
    order.paid_fen = after.paid_fen
    order.record(act, "paid", **_facts(entry))
    return entry


def give_back(
    session: Session, order: Order, act: Act, given: Sum, *, why: str, at: datetime, id: UUID | None = None
) -> MoneyEntry:
    """The owner gets money back: a new entry below zero, with its reason, never more than was paid.

    Raises RuleBroken ``order.reason_missing``, ``money.nothing``, ``money.more_than_paid``, ``money.not_yet`` or
    ``money.month_closed``.
    """
    why, after = reason_given(why), order.dues.given_back(given.amount_fen)
    back = Sum(given.method, -given.amount_fen, given.receipt)
    entry = _write(session, order, act, EntryKind.REFUND, back, at=at, id=id, why=why)
    order.paid_fen = after.paid_fen
    order.record(act, "paid_back", why=why, **_facts(entry))
    return entry


def correct(
    session: Session, order: Order, wrong: MoneyEntry, act: Act, right: Sum, *, why: str, id: UUID | None = None
) -> None:
    """An entry says the wrong amount or the wrong way: what differs is written and names it; the entry itself stays.

    ``right``: what it should have been, below zero where money went back. Another amount by the same way is one entry
    of today. By another way it is one entry out of the wrong one and one into the right one, of the day on which the
    money changed hands as long as its month is open: what lies in the drawer is counted day by day. Raises RuleBroken
    ``order.reason_missing``, ``money.not_a_correction``, ``money.nothing_different`` or ``money.more_than_paid``.
    """
    why = reason_given(why)
    if wrong.kind is EntryKind.CORRECTION or (right.amount_fen < 0) is (wrong.kind is EntryKind.PAYMENT):
        raise RuleBroken("money.not_a_correction")
    different = _different(session, wrong, right)
    total = sum(different.values())
    paid_fen = order.dues.paid_fen if different and not total else order.dues.corrected(total).paid_fen
    at = act.at if set(different) <= {wrong.method} or _closed(session, order, wrong.at) else wrong.at
    for method, fen in sorted(different.items(), key=lambda one: one[1]):
        entry = _write(session, order, act, EntryKind.CORRECTION, Sum(method, fen), at=at, id=id, why=why)
        entry.corrects_id, id = wrong.id, None
        number = entry_number(wrong.year, wrong.serial)
        order.record(act, "money_corrected", why=why, corrects=number, **_facts(entry))
    order.paid_fen = paid_fen


def way_of(session: Session, entry: MoneyEntry) -> Method:
    """By which way the money of an entry went, as far as is known today: its corrections may have named another."""
    stands = _stands(session, entry)
    return max(stands, key=lambda method: (abs(stands[method]), method is entry.method))


def _stands(session: Session, wrong: MoneyEntry) -> dict[Method, int]:
    stands = {wrong.method: int(wrong.amount_fen)}
    for method, fen in session.execute(_corrected_by(wrong.id)):
        stands[method] = stands.get(method, 0) + int(fen)  # a sum of PostgreSQL is a decimal
    return stands


def _different(session: Session, wrong: MoneyEntry, right: Sum) -> dict[Method, int]:
    """By which way how much has to be added, so that the entry and all its corrections come to what is right."""
    stands = _stands(session, wrong)
    different = {method: (right.amount_fen if method is right.method else 0) - fen for method, fen in stands.items()}
    different.setdefault(right.method, right.amount_fen)
    return {method: fen for method, fen in different.items() if fen}


def _closed(session: Session, order: Order, at: datetime) -> bool:
    branch = session.get_one(Branch, order.branch_id)
    closed = session.scalar(closed_until(branch.id))
    return closed is not None and month_of(at, branch.timezone) <= closed


def told_at_the_door(session: Session, order: Order, act: Act, taken: Sum, *, visit_id: UUID) -> MoneyEntry:
    """A technician took money. What is heard of late, when its month is closed, counts from when it is heard of."""
    at = act.received_at if _closed(session, order, act.at) else min(act.at, act.received_at)
    entry = _write(session, order, act, EntryKind.PAYMENT, taken, at=at)
    entry.visit_id, order.paid_fen = visit_id, order.dues.told(taken.amount_fen).paid_fen
    return entry


def _write(
    session: Session,
    order: Order,
    act: Act,
    kind: EntryKind,
    told: Sum,
    *,
    at: datetime,
    id: UUID | None = None,
    why: str = "",
) -> MoneyEntry:
    if at > act.received_at:
        raise RuleBroken("money.not_yet")
    branch = session.get_one(Branch, order.branch_id)
    year = at.astimezone(ZoneInfo(branch.timezone)).year
    serial = next_entry(session, branch.id, year)  # holds the counter, so that nobody closes the month meanwhile
    refuse_closed(session, branch, at)
    entry = MoneyEntry(
        id=id or new_id(),
        branch_id=branch.id,
        site_id=order.site_id,
        order_id=order.id,
        year=year,
        serial=serial,
        kind=kind,
        method=told.method,
        amount_fen=Fen(told.amount_fen),
        receipt=told.receipt.strip()[:60],
        reason=why,
        at=at,
        written_at=act.received_at,
        by_id=act.by_id,
    )
    session.add(entry)
    return entry


def next_entry(session: Session, branch_id: UUID, year: int) -> int:
    """The next number of the branch in this year; its row is held until the transaction ends: none is left out."""
    held = select(MoneyCounter).where(MoneyCounter.branch_id == branch_id, MoneyCounter.year == year).with_for_update()
    counter = session.scalars(held).one_or_none()
    if counter is None:
        counter = MoneyCounter(branch_id=branch_id, year=year, last=0)
        session.add(counter)
    counter.last += 1
    session.flush()
    return counter.last


def _corrected_by(entry_id: UUID) -> Select[Method, int]:
    total = func.sum(MoneyEntry.amount_fen)
    return select(MoneyEntry.method, total).where(MoneyEntry.corrects_id == entry_id).group_by(MoneyEntry.method)


def _facts(entry: MoneyEntry) -> dict[str, Any]:
    return {
        "number": entry_number(entry.year, entry.serial),
        "method": entry.method.value,
        "amount_fen": entry.amount_fen,
        "receipt": entry.receipt,
    }
