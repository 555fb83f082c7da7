"""All that a paper shows: the signed document, and what is stored of the visit beside it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from fieldapp.domain.catalogue import CatalogueVersion
from fieldapp.domain.journal import Entry
from fieldapp.domain.order import Order
from fieldapp.domain.order_versions import Version, Versions, versions_of
from fieldapp.domain.owner_copy import OwnerCopy
from fieldapp.domain.photo import Photo
from fieldapp.domain.receipt import Receipt
from fieldapp.domain.signature import Purpose, Signature
from fieldapp.domain.visit import Visit


class PaperSource(NamedTuple):
    """What is stored of one signature under the work of an order."""

    copy: OwnerCopy
    edition: CatalogueVersion
    price: Signature | None  # drawn under the price, where that was signed by itself
    entry: Entry | None  # the journal's line of the signature, with its clocks
    device: UUID | None  # the phone on which it was drawn
    versions: Versions = Versions(())  # all that was ever put before the owner for this order

    @property
    def version(self) -> Version | None:
        """Which of them this is. None: it is the only one, or it is not known here."""
        return self.versions.of(self.copy.signature.id)

    @property
    def photos(self) -> list[Photo]:
        """What had been photographed, and not taken back, when it was signed at the visit: no later photo is added."""
        drawn = [each.signature.at for each in self.versions.all if each.signature and each.correction is None]
        signed_at = drawn[0] if drawn else self.copy.signature.at
        return [photo for photo in self.copy.visit.photos if _was_there(photo, signed_at)]


def paper_source(session: Session, signature_id: UUID) -> PaperSource | None:
    """What the paper of this signature is made of; None if there is no such signature."""
    found = session.execute(_signed(signature_id)).unique().one_or_none()
    if found is None:
        return None
    signature, visit, order, edition = found
    corrects = "replaces" in signature.contents
    return PaperSource(
        copy=OwnerCopy(signature, visit, order),
        edition=edition,
        price=session.scalars(_signed_price(visit.id)).first(),
        entry=session.scalars(_entry(order.id, visit.id, "correction_answered" if corrects else "sign")).first(),
        device=None if corrects else session.scalars(_device(visit.id)).first(),
        versions=versions_of(session, order.id),
    )


def _was_there(photo: Photo, at: datetime) -> bool:
    return photo.at <= at and (photo.dropped_at is None or photo.dropped_at > at)


def _signed(signature_id: UUID) -> Select[Signature, Visit, Order, CatalogueVersion]:
    return (
        select(Signature, Visit, Order, CatalogueVersion)
        .join(Visit, Visit.id == Signature.visit_id)
        .join(Order, Order.id == Signature.order_id)
        .join(CatalogueVersion, CatalogueVersion.id == Order.catalogue_version_id)
        .where(Signature.id == signature_id, Signature.purpose == Purpose.WORK)
        .options(
            joinedload(Visit.agreement),
            joinedload(Visit.procedure),
            selectinload(Visit.photos),
            joinedload(Order.branch),
            joinedload(Order.site),
            joinedload(Order.owner),
        )
    )


def _signed_price(visit_id: UUID) -> Select[Signature]:
    mine = (Signature.visit_id == visit_id, Signature.purpose == Purpose.PRICE)
    return select(Signature).where(*mine).order_by(Signature.id.desc()).limit(1)


def _entry(order_id: UUID, visit_id: UUID, what: str) -> Select[Entry]:
    mine = (Entry.order_id == order_id, Entry.visit_id == visit_id, Entry.what == what)
    return select(Entry).where(*mine).order_by(Entry.id.desc()).limit(1)


def _device(visit_id: UUID) -> Select[UUID | None]:
    mine = (Receipt.visit_id == visit_id, Receipt.verb == "sign", Receipt.device.is_not(None))
    return select(Receipt.device).where(*mine).order_by(Receipt.received_at.desc()).limit(1)
