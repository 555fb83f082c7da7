"""One entry of the cash book: money that came in, went back, or was written down wrongly before. Only ever added."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Fen, Model, new_id


class EntryKind(StrEnum):
    """What an entry tells."""

    PAYMENT = "payment"
    REFUND = "refund"
    CORRECTION = "correction"  # of another entry, which stays as it was written


class Method(StrEnum):
    """By which way the money went. It is recorded; no card is read and no account is touched."""

    CASH = "cash"
    WECHAT = "wechat"
    ALIPAY = "alipay"
    CARD = "card"
    TRANSFER = "transfer"


class MoneyCounter(Model):
    """The last entry that a branch has numbered in a year. Whoever writes or closes holds its row: one at a time."""

    __tablename__ = "money_counter"

    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class MoneyEntry(Model):
    """Who wrote it, when, and why; how much by which way, below zero when it went back to the owner."""

    __tablename__ = "money_entry"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    site_id: Mapped[UUID] = mapped_column(ForeignKey("site.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"))
    visit_id: Mapped[UUID | None] = mapped_column(ForeignKey("visit.id"))  # taken at the door
    year: Mapped[int]
    serial: Mapped[int]
    kind: Mapped[EntryKind]
    method: Mapped[Method]
    amount_fen: Mapped[Fen]
    receipt: Mapped[str] = mapped_column(String(60), default="")  # the number on the slip
    reason: Mapped[str] = mapped_column(Text, default="")
    corrects_id: Mapped[UUID | None] = mapped_column(ForeignKey("money_entry.id"))
    at: Mapped[datetime]  # when the money changed hands: this decides the month
    written_at: Mapped[datetime]
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        UniqueConstraint("branch_id", "year", "serial", name="uq_money_entry_branch_id"),
        Index("ix_money_entry_order_id", "order_id", "id"),
        Index("ix_money_entry_at", "branch_id", "at", "id", "method", "amount_fen"),  # adds a month up by itself
        Index("ix_money_entry_corrects_id", "corrects_id"),
    )


def entry_number(year: int, serial: int) -> str:
    """What the bookkeeper calls an entry: M2026-00012."""
    return f"M{year}-{serial:05d}"
