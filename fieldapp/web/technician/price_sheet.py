"""The price as it is put before the owner (4.5.4 3)): all of it the first time, later only what changed."""

from dataclasses import dataclass
from uuid import UUID

from fieldapp.db import db
from fieldapp.domain.catalogue import CatalogueVersion
from fieldapp.domain.document import Document, price_document, sha256
from fieldapp.domain.signature import PriceAgreement, PriceAnswer, newest_agreement
from fieldapp.domain.visit import Visit
from fieldapp.web.bill import BillRow, bill, changes
from fieldapp.web.technician.my_visit import catalogue_of


@dataclass(frozen=True, slots=True)
class PriceSheet:
    """What is shown, its hash, and how the owner has answered so far."""

    rows: list[BillRow]
    total_fen: int
    was_fen: int | None  # the sum agreed before, where the order has changed since
    sha256: str
    catalogue_version: UUID
    version: CatalogueVersion
    answer: PriceAnswer | None
    reason: str
    centre_phone: str

    @property
    def changed(self) -> bool:
        """Was another sum, or other work, agreed before?"""
        return self.was_fen is not None

    @property
    def objected(self) -> bool:
        """The owner said no to exactly this: explain, let them ask the customer centre, ask again."""
        return self.answer is PriceAnswer.OBJECTED

    @property
    def declined(self) -> bool:
        """Explained, and still not accepted: the technician may stop."""
        return self.answer is PriceAnswer.DECLINED


def price_sheet(visit: Visit, last_agreed: PriceAgreement | None) -> PriceSheet:
    """The sheet for what the order says now."""
    document, agreed = price_document(visit.order, visit), None if visit.price_stands else last_agreed
    answered = answer_to(document, visit)
    return PriceSheet(
        rows=changes(agreed.document, document) if agreed else bill(document),
        total_fen=document["total_fen"],
        was_fen=agreed.total_fen if agreed else None,
        sha256=sha256(document),
        catalogue_version=visit.order.catalogue_version_id,
        version=catalogue_of(visit),
        answer=answered.answer if answered else None,
        reason=answered.reason if answered else "",
        centre_phone=visit.order.branch.centre_phone,
    )


def answer_to(document: Document, visit: Visit) -> PriceAgreement | None:
    """The owner's answer, if it was given to exactly this."""
    return visit.agreement if visit.agreement and visit.agreement.document == document else None


def last_agreed(visit: Visit) -> PriceAgreement | None:
    """What the owner agreed to last, whatever was answered to a change of it since."""
    if visit.agreement is None or visit.agreement.answer is PriceAnswer.AGREED:
        return visit.agreement
    return db.session.scalar(newest_agreement(visit.id))
