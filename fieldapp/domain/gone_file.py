"""Photos whose time is over: first they are written down as gone, then the worker takes the file off the disk."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Select, String, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model
from fieldapp.domain.erasing import erase
from fieldapp.domain.evidence_truth import ERASED
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.photo import Blob, Photo
from fieldapp.domain.visit import Visit

# One literal text, shared by the partial index and by the question of the worker.
STILL_THERE = text("removed_at IS NULL")


class GoneFile(Model):
    """The bytes of one hash: not to be had any more. That the photo was taken, when, and its hash stay."""

    __tablename__ = "gone_file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    gone_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]  # off the disk

    __table_args__ = (
        Index("ix_gone_file_still_there", "gone_at", sqlite_where=STILL_THERE, postgresql_where=STILL_THERE),
    )


def let_go(
    session: Session, order_ids: Iterable[UUID], act: Act, *, reason: str, also: Iterable[str] = ()
) -> list[str]:
    """The photos of these orders go, but for a picture that another order still needs. Gives back the hashes.

    ``also``: hashes of pictures that hang on an order otherwise (receipts of an errand). What is kept of the bytes is
    sealed evidence (``erasing.py``): that it went is said there, too.
    """
    ids = list(order_ids)
    theirs = {*session.scalars(_taken_for(ids)), *also}
    wanted = theirs - set(session.scalars(_needed_elsewhere(theirs, ids)))
    known = set(session.scalars(select(GoneFile.sha256).where(GoneFile.sha256.in_(wanted))))
    blobs = session.scalars(select(Blob).where(Blob.sha256.in_(wanted - known)).order_by(Blob.sha256)).all()
    for blob in blobs:
        erase(session, blob, ["bytes"], act, reason=reason, left={"kept_sha256": ERASED})
        session.add(GoneFile(sha256=blob.sha256, gone_at=act.at))
    return [blob.sha256 for blob in blobs]


def to_be_removed(before: datetime, most: int) -> Select[GoneFile]:
    """Files that were let go in an earlier transaction and still lie on the disk."""
    return select(GoneFile).where(STILL_THERE, GoneFile.gone_at < before).order_by(GoneFile.gone_at).limit(most)


def _taken_for(order_ids: list[UUID]) -> Select[str]:
    visits = select(Photo.sha256).distinct().join(Visit, Visit.id == Photo.visit_id)
    return visits.where(Visit.order_id.in_(order_ids))


def _needed_elsewhere(hashes: Iterable[str], order_ids: list[UUID]) -> Select[str]:
    """Those of which another order has a photo whose time is not over: it may stand under a legal hold."""
    visits = select(Photo.sha256).distinct().join(Visit, Visit.id == Photo.visit_id)
    orders = visits.join(Order, Order.id == Visit.order_id)
    return orders.where(Photo.sha256.in_(hashes), Order.id.not_in(order_ids), Order.photos_gone_at.is_(None))
