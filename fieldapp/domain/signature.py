"""What the owner agreed to and put a name under: the price before the work, the order after it."""

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, Select, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import UNSEALED, Fen, Model, RuleBroken, new_id
from fieldapp.domain.order import reason_given

COPY_LASTS = timedelta(days=30)  # how long the owner's link opens the copy
MOST_POINTS = 20_000  # more than the busiest real signature has by far
# Strokes of points [x, y, milliseconds since the first point], and from a pen that feels it the pressure: 0 to 1000.
Strokes = list[list[list[int]]]


class PriceAnswer(StrEnum):
    """What the owner said to the price (4.5.4 3))."""

    AGREED = "agreed"
    OBJECTED = "objected"
    DECLINED = "declined"


class Purpose(StrEnum):
    """What a signature stands under."""

    PRICE = "price"
    WORK = "work"


class Relation(StrEnum):
    """Who signs: the owner, or somebody on the owner's behalf."""

    OWNER = "owner"
    FAMILY = "family"
    TENANT = "tenant"
    AGENT = "agent"


class SignatureAnswer(StrEnum):
    """What the signature says. Each of the three is a proper end."""

    AGREED = "agreed"
    DISAGREED = "disagreed"
    UNABLE = "unable"


class PriceAgreement(Model):
    """The price as it was put to the owner, and the answer. A later one covers the difference; none is changed."""

    __tablename__ = "price_agreement"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    catalogue_version_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue_version.id"))
    total_fen: Mapped[Fen]
    document: Mapped[dict[str, Any]] = mapped_column(JSON)  # as the server knew it
    document_sha256: Mapped[str] = mapped_column(String(64))  # of what was shown
    answer: Mapped[PriceAnswer]
    reason: Mapped[str] = mapped_column(Text, default="")
    differs: Mapped[bool] = mapped_column(default=False)  # what was shown is not what the office knew
    at: Mapped[datetime]
    link: Mapped[int | None] = mapped_column(BigInteger, deferred=True)  # its number in the chain, once it is sealed

    __table_args__ = (
        Index("ix_price_agreement_visit_id", "visit_id"),
        Index("ix_price_agreement_unsealed", "id", sqlite_where=UNSEALED, postgresql_where=UNSEALED),
    )


class Signature(Model):
    """A drawn signature: its strokes as points, who drew it, as what, and the exact document above it."""

    __tablename__ = "signature"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"))
    purpose: Mapped[Purpose]
    document: Mapped[str] = mapped_column(Text)  # canonical JSON, byte for byte what was hashed
    document_sha256: Mapped[str] = mapped_column(String(64))
    strokes: Mapped[Strokes] = mapped_column(JSON)
    signer: Mapped[str] = mapped_column(Text)
    relation: Mapped[Relation]
    answer: Mapped[SignatureAnswer]
    reason: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[datetime]
    copy_token: Mapped[str] = mapped_column(String(64), unique=True)  # 128 random bits; the owner's link
    copy_until: Mapped[datetime]
    differs: Mapped[bool] = mapped_column(default=False)  # what was signed is not what the office knew
    link: Mapped[int | None] = mapped_column(BigInteger, deferred=True)  # its number in the chain, once it is sealed

    __table_args__ = (
        Index("ix_signature_visit_id", "visit_id"),
        Index("ix_signature_unsealed", "id", sqlite_where=UNSEALED, postgresql_where=UNSEALED),
    )

    def check(self) -> None:
        """Agreeing takes a drawn line, the other answers a reason; whoever signs for the owner says who they are.

        Raises RuleBroken ``signature.empty``, ``signature.too_long``, ``signature.signer_missing`` or
        ``order.reason_missing``.
        """
        check_drawn(self.strokes, empty=self.answer is not SignatureAnswer.AGREED)
        if self.relation is not Relation.OWNER and not self.signer:
            raise RuleBroken("signature.signer_missing")
        if self.answer is not SignatureAnswer.AGREED:
            self.reason = reason_given(self.reason)

    def copy_ended(self, at: datetime) -> bool:
        """Has the owner's link run out?"""
        return at >= self.copy_until

    @property
    def genuine(self) -> bool:
        """Is the stored document, byte for byte, the one whose hash was signed?"""
        return hashlib.sha256(self.document.encode()).hexdigest() == self.document_sha256

    @property
    def points(self) -> int:
        """How many points were drawn."""
        return points_of(self.strokes)

    @property
    def contents(self) -> dict[str, Any]:
        """The document, read back from its canonical text."""
        read: dict[str, Any] = json.loads(self.document)
        return read


def check_drawn(strokes: Strokes, *, empty: bool = False) -> None:
    """Refuse what no hand draws: far too much, or nothing at all where that is not allowed.

    Raises RuleBroken ``signature.too_long`` or ``signature.empty``.
    """
    if points_of(strokes) > MOST_POINTS:
        raise RuleBroken("signature.too_long", most=MOST_POINTS)
    if not empty and _is_a_dot(strokes):
        raise RuleBroken("signature.empty")


def points_of(strokes: Strokes) -> int:
    """How many points were drawn."""
    return sum(len(stroke) for stroke in strokes)


def agreed_fen(signature: Signature | None, agreement: PriceAgreement | None) -> Fen:
    """What the owner put a name under; unsigned, the price agreed to before the work; 0: nothing was agreed."""
    if signature and signature.purpose is Purpose.WORK and signature.answer is SignatureAnswer.AGREED:
        return Fen(signature.contents["total_fen"])
    agreed = agreement is not None and agreement.answer is PriceAnswer.AGREED
    return agreement.total_fen if agreement is not None and agreed else Fen(0)


def new_copy_token() -> str:
    """128 random bits for the link to the owner's copy."""
    return secrets.token_hex(16)


def newest_agreement(visit_id: UUID) -> Select[PriceAgreement]:
    """The price that the owner agreed to last, whatever was answered to a change of it since."""
    return (
        select(PriceAgreement)
        .where(PriceAgreement.visit_id == visit_id, PriceAgreement.answer == PriceAnswer.AGREED)
        .order_by(PriceAgreement.id.desc())  # as they came: a phone's clock may jump
        .limit(1)
    )


def _is_a_dot(strokes: Strokes) -> bool:
    return len({(point[0], point[1]) for stroke in strokes for point in stroke}) < 2
