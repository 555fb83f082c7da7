"""A correction of what was signed: another version of the document, which counts when the owner has signed it.

Until then the version before it stays in force. Nothing of either is ever changed or thrown away.
"""

import json
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, Select, String, Text, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import Fen, Model, RuleBroken, new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.document import Document

LINK_LASTS = timedelta(days=30)  # how long the owner's link opens it, as long as a copy
CORRECTABLE = frozenset({OrderState.CALL_BACK_DUE, OrderState.CLOSED, OrderState.REWORK})

# One literal text: at most one correction of an order is open, and the index is how it is found.
OPEN_CORRECTION = text("ended_at IS NULL")


class Ending(StrEnum):
    """What became of a correction."""

    AGREED = "agreed"  # the owner signed it: it is in force
    DISAGREED = "disagreed"  # the owner did not, and said why
    WITHDRAWN = "withdrawn"  # by whoever opened it, before anybody signed


class OrderCorrection(Model):
    """One correction: which version it makes of which, why, and what became of it."""

    __tablename__ = "order_correction"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"))
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    number: Mapped[int]  # of the version that it makes
    replaces_id: Mapped[UUID] = mapped_column(ForeignKey("signature.id"))
    replaces: Mapped[int]  # the number of that version
    document: Mapped[str] = mapped_column(Text)  # canonical JSON: what is put before the owner, byte for byte
    document_sha256: Mapped[str] = mapped_column(String(64))
    items: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # lines that came from the catalogue, and of what
    was_fen: Mapped[Fen]
    total_fen: Mapped[Fen]
    why: Mapped[str] = mapped_column(Text)
    token: Mapped[str] = mapped_column(String(64), unique=True)  # the owner's link; the copy's, once it is signed
    until: Mapped[datetime]
    opened_by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    opened_at: Mapped[datetime]
    ending: Mapped[Ending | None]
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))  # None: the owner, by the link
    signature_id: Mapped[UUID | None] = mapped_column(ForeignKey("signature.id"))

    __table_args__ = (
        UniqueConstraint("order_id", "number", name="uq_order_correction_order_id"),
        Index(
            "ix_order_correction_open",
            "order_id",
            unique=True,
            sqlite_where=OPEN_CORRECTION,
            postgresql_where=OPEN_CORRECTION,
        ),
    )

    @property
    def is_open(self) -> bool:
        """Does it wait for the owner?"""
        return self.ended_at is None

    @property
    def difference_fen(self) -> Fen:
        """By how much the owner pays more; below zero: less."""
        return Fen(self.total_fen - self.was_fen)

    @property
    def contents(self) -> Document:
        """The document, read back from its canonical text."""
        read: dict[str, Any] = json.loads(self.document)
        return read

    def link_ended(self, at: datetime) -> bool:
        """Has the owner's link run out? At the desk it can still be signed."""
        return at >= self.until

    def require_open(self) -> None:
        """Raises RuleBroken ``correction.over``."""
        if not self.is_open:
            raise RuleBroken("correction.over")

    def end(self, ending: Ending, *, by_id: UUID | None, at: datetime) -> None:
        """It is decided; that stands."""
        self.require_open()
        self.ending, self.ended_by_id, self.ended_at = ending, by_id, at


def open_correction_of(order_id: UUID) -> Select[OrderCorrection]:
    """The one that waits for the owner, if there is one; held by whoever is about to decide it."""
    waiting = OrderCorrection.order_id == order_id, OPEN_CORRECTION
    return select(OrderCorrection).where(*waiting)


def correction_behind(token: str) -> Select[OrderCorrection]:
    """What is behind the owner's link to a correction."""
    return select(OrderCorrection).where(OrderCorrection.token == token)
