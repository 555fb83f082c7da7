"""The papers that were made of signed orders: a sealed PDF each, kept by its hash and never made anew."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import UNSEALED, Model, new_id
from fieldapp.domain.people import Language
from fieldapp.domain.signature import Purpose, Signature

EDITION = 3  # of our form: counts up when what it shows changes


class Paper(Model):
    """One sealed PDF: of which signature, in which language, with which hash, under which certificate."""

    __tablename__ = "paper"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    signature_id: Mapped[UUID] = mapped_column(ForeignKey("signature.id"))
    language: Mapped[Language]
    sha256: Mapped[str] = mapped_column(String(64))  # of the whole file; its bytes lie under this name
    size: Mapped[int]  # bytes
    document_sha256: Mapped[str] = mapped_column(String(64))  # of the signed document that is shown in it
    edition: Mapped[int]  # of our form
    certificate: Mapped[str] = mapped_column(String(64))  # SHA-256 of the certificate under which it was sealed
    self_made: Mapped[bool]  # nobody but ourselves vouches for that certificate
    stamped: Mapped[bool]  # a time-stamp authority says when
    made_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]  # its time was over: the file is gone, and that it was made, and its hash, stay
    link: Mapped[int | None] = mapped_column(BigInteger, deferred=True)  # its number in the chain, once it is sealed

    __table_args__ = (
        UniqueConstraint("signature_id", "language", name="uq_paper_signature_id"),
        Index("ix_paper_sha256", "sha256"),
        Index("ix_paper_certificate", "certificate"),
        Index("ix_paper_unsealed", "id", sqlite_where=UNSEALED, postgresql_where=UNSEALED),
    )


def paper_of(signature_id: UUID, language: Language) -> Select[Paper]:
    """The paper of a signature in this language, if it has been made."""
    return select(Paper).where(Paper.signature_id == signature_id, Paper.language == language)


def paper_with_hash(sha256: str) -> Select[Paper]:
    """The paper that is, byte for byte, what has this hash."""
    return select(Paper).where(Paper.sha256 == sha256).limit(1)


def sealed_under(certificate: str) -> Select[UUID]:
    """Whether any paper of ours was sealed under the certificate with this hash."""
    return select(Paper.id).where(Paper.certificate == certificate).limit(1)


def signed_work(order_id: UUID, signature_id: UUID) -> Select[Signature]:
    """The signature under the work of this order, for the order's page."""
    ours = (Signature.id == signature_id, Signature.order_id == order_id, Signature.purpose == Purpose.WORK)
    return select(Signature).where(*ours)
