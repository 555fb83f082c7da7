"""A photograph taken at a visit: the picture's hash first, its bytes when they arrive."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, Select, String, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import UNSEALED, Model, new_id

MOST_BYTES = 15 * 1024 * 1024
MOST_PIXELS = 40_000_000


class Moment(StrEnum):
    """What a photo shows: before the work, after it, the door nobody opened, something else."""

    BEFORE = "before"
    AFTER = "after"
    DOOR = "door"
    OTHER = "other"


class Blob(Model):
    """Bytes that arrived, named by the SHA-256 of what was sent; what is kept has been decoded and written anew."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    size: Mapped[int]  # bytes kept
    width: Mapped[int]
    height: Mapped[int]
    received_at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    kept_sha256: Mapped[str] = mapped_column(String(64), default="")  # of the bytes kept, said when the row is sealed
    link: Mapped[int | None] = mapped_column(BigInteger, deferred=True)  # its number in the chain, once it is sealed

    __table_args__ = (Index("ix_blob_unsealed", "sha256", sqlite_where=UNSEALED, postgresql_where=UNSEALED),)


HASHED = Blob.kept_sha256 != ""


class Photo(Model):
    """One photo of one visit. The same picture twice is two photos and one blob."""

    __tablename__ = "photo"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visit.id"))
    sha256: Mapped[str] = mapped_column(String(64))
    moment: Mapped[Moment]
    consent: Mapped[bool]  # the owner was asked first
    at: Mapped[datetime]
    by_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    dropped_at: Mapped[datetime | None]
    link: Mapped[int | None] = mapped_column(BigInteger, deferred=True)  # its number in the chain, once it is sealed

    __table_args__ = (
        Index("ix_photo_visit_id", "visit_id"),
        Index("ix_photo_sha256", "sha256"),
        Index("ix_photo_unsealed", "id", sqlite_where=UNSEALED, postgresql_where=UNSEALED),
    )


def arrived(visit_id: UUID) -> Select[str]:
    """The hashes of those photos of a visit whose bytes have arrived; the others are still on their way."""
    return select(Blob.sha256).join(Photo, Photo.sha256 == Blob.sha256).where(Photo.visit_id == visit_id)


def keep_once(session: Session, blob: Blob) -> None:
    """Note that the bytes have arrived. The same bytes may come twice at the same moment."""
    try:
        with session.begin_nested():
            session.add(blob)
    except IntegrityError:
        pass  # the other one was first, and says the same
