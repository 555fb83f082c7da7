"""What an agreement comes to in a month: the visits that the owner has signed, and no others (4.2.5)."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select

from fieldapp.domain.base import Fen
from fieldapp.domain.course import OrderState
from fieldapp.domain.local_day import day_at
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.signature import Purpose, Signature, SignatureAnswer

AROUND = timedelta(days=62)  # how far from its day a visit may have been moved and still be found


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One visit of the month. ``amount_fen`` is what the owner signed; None as long as nobody has."""

    order_id: UUID
    number: str
    day: date
    state: OrderState
    technician: str
    signed_at: datetime | None
    signer: str
    amount_fen: Fen | None


@dataclass(frozen=True, slots=True)
class Statement:
    """The month. ``month`` is its first day."""

    month: date
    rows: list[StatementRow]

    @property
    def planned(self) -> int:
        """How many visits there were to be; what was called off is none."""
        return len(self.rows)

    @property
    def signed(self) -> list[StatementRow]:
        """The visits that count."""
        return [row for row in self.rows if row.amount_fen is not None]

    @property
    def total_fen(self) -> Fen:
        """What they come to."""
        return Fen(sum(row.amount_fen or 0 for row in self.rows))


def month_of(day: date) -> tuple[date, date]:
    """The first day of the month, and the first of the next one."""
    return day.replace(day=1), date(day.year + day.month // 12, day.month % 12 + 1, 1)


def statement(month: date, rows: Iterable[Row[Any]], zone: str) -> Statement:
    """The visits of the month, by the day on which they were to be, the first one first."""
    first, following = month_of(month)
    told: dict[UUID, StatementRow] = {}
    for row in rows:  # an order that was signed twice comes twice, the last signature last
        day = day_at(row.wanted_from, zone) if row.wanted_from else row.agreement_day
        if first <= day < following:
            told[row.id] = _row(row, day)
    return Statement(first, sorted(told.values(), key=lambda one: (one.day, one.number)))


def visits_around(agreement_id: UUID, month: date) -> Select[*tuple[Any, ...]]:
    """The orders of which some may be the month's, each with the signature under its work that the owner agreed to."""
    first, following = month_of(month)
    return (
        select(
            Order.id,
            Order.year,
            Order.serial,
            Order.state,
            Order.wanted_from,
            Order.agreement_day,
            Person.name.label("technician"),
            Signature.at.label("signed_at"),
            Signature.signer,
            Signature.document,
        )
        .outerjoin(Person, Person.id == Order.holder_id)
        .outerjoin(
            Signature,
            and_(
                Signature.order_id == Order.id,
                Signature.purpose == Purpose.WORK,
                Signature.answer == SignatureAnswer.AGREED,
            ),
        )
        .where(
            Order.agreement_id == agreement_id,
            Order.agreement_day >= first - AROUND,
            Order.agreement_day < following + AROUND,
        )
        .order_by(Order.agreement_day, Order.id, Signature.at, Signature.id)
    )


def _row(row: Row[Any], day: date) -> StatementRow:
    return StatementRow(
        order_id=row.id,
        number=f"{row.year}-{row.serial:05d}",
        day=day,
        state=row.state,
        technician=row.technician or "",
        signed_at=row.signed_at.astimezone(UTC) if row.signed_at else None,
        signer=row.signer or "",
        amount_fen=Fen(json.loads(row.document)["total_fen"]) if row.document else None,
    )
