"""Photos whose time is over: first they are written down as gone, then the worker takes the file off the disk."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, Select, String, Text, cast, exists, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model
from fieldapp.domain.erasing import erase
from fieldapp.domain.errand import photos_in
from fieldapp.domain.evidence_truth import ERASED
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.photo import Blob, Photo
from fieldapp.domain.visit import Visit

# One literal text, shared by the partial index and by the question of the worker.
STILL_THERE = text("removed_at IS NULL")
SENT_AGAIN = "照片又发来，另一单需要 / sent again, for another order"


class GoneFile(Model):
    """The bytes of one hash: not to be had any more. That the photo was taken, when, and its hash stay.

    Whether an order still shows its photos is asked of the order (``photos_gone_at``): the same picture may be taken
    again for another one, and then its bytes come back (``come_back``).
    """

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
    theirs = {*session.scalars(_taken_for(ids)), *_receipts_of(session, ids), *also}
    wanted = theirs - set(session.scalars(_needed_elsewhere(theirs, ids)))
    wanted -= set(session.scalars(_receipts_elsewhere(wanted, ids)))
    known = set(session.scalars(select(GoneFile.sha256).where(GoneFile.sha256.in_(wanted))))
    blobs = session.scalars(select(Blob).where(Blob.sha256.in_(wanted - known)).order_by(Blob.sha256)).all()
    for blob in blobs:
        erase(session, blob, ["bytes"], act, reason=reason, left={"kept_sha256": ERASED})
        session.add(GoneFile(sha256=blob.sha256, gone_at=act.at))
    return [blob.sha256 for blob in blobs]


def come_back(session: Session, blob: Blob, kept_sha256: str, act: Act) -> bool:
    """Bytes that went are here again, for an order that wants them. False: they never went.

    That nothing is kept any more is no longer true: it goes from the evidence with a record that says what is kept now.
    The row is held, so that the worker does not take the new file off the disk.
    """
    gone = session.get(GoneFile, blob.sha256, with_for_update=True)
    if gone is None:
        return False
    erase(session, blob, ["bytes"], act, reason=SENT_AGAIN, left={"kept_sha256": kept_sha256})
    session.delete(gone)
    return True


def announced_by(person_id: UUID, sha256: str) -> Select[bool, bool]:
    """Of a picture of which this person has told us: does an order still want it, and are its bytes here?

    No row: nobody asked for it.
    """
    living = Order.photos_gone_at.is_(None)
    here = exists().where(Blob.sha256 == Photo.sha256) & ~exists().where(GoneFile.sha256 == Photo.sha256)
    told = select(living, here).select_from(Photo).join(Visit, Visit.id == Photo.visit_id)
    told = told.join(Order, Order.id == Visit.order_id).where(Photo.sha256 == sha256, Photo.by_id == person_id)
    return told.order_by(living.desc()).limit(1)


def to_be_removed(before: datetime, most: int) -> Select[GoneFile]:
    """Files that were let go in an earlier transaction and still lie on the disk; held until they are off it."""
    asked = select(GoneFile).where(STILL_THERE, GoneFile.gone_at < before).order_by(GoneFile.gone_at).limit(most)
    return asked.with_for_update(skip_locked=True)


def _taken_for(order_ids: list[UUID]) -> Select[str]:
    visits = select(Photo.sha256).distinct().join(Visit, Visit.id == Photo.visit_id)
    return visits.where(Visit.order_id.in_(order_ids))


def _receipts_of(session: Session, order_ids: list[UUID]) -> list[str]:
    """The receipts of an errand; what was entered at the desk belongs to no visit."""
    errands = session.scalars(select(Order.errand).where(Order.id.in_(order_ids)))
    return [photo for entries in errands for photo in photos_in(entries or ()).values()]


def _receipts_elsewhere(hashes: Iterable[str], order_ids: list[UUID]) -> Select[str]:
    """The same of receipts: they stand in the money of an order and nowhere else."""
    standing = cast(Order.errand, Text).contains(Blob.sha256)
    orders = select(Blob.sha256).distinct().join(Order, standing)
    return orders.where(Blob.sha256.in_(hashes), Order.id.not_in(order_ids), Order.photos_gone_at.is_(None))


def _needed_elsewhere(hashes: Iterable[str], order_ids: list[UUID]) -> Select[str]:
    """Those of which another order has a photo whose time is not over: it may stand under a legal hold."""
    visits = select(Photo.sha256).distinct().join(Visit, Visit.id == Photo.visit_id)
    orders = visits.join(Order, Order.id == Visit.order_id)
    return orders.where(Photo.sha256.in_(hashes), Order.id.not_in(order_ids), Order.photos_gone_at.is_(None))
