"""Does the evidence of one order hold? Each row is compared with its link, now, and each link with the one before.

That nothing is missing between them only a walk along the whole chain can say (``chain_walk.py``); when the last one
was, and what it found, is told beside.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from fieldapp.domain.chain import ChainHead, Link
from fieldapp.domain.chain_check import Break, ChainCheck, Fault, last_check, last_whole_check
from fieldapp.domain.chain_erasures import accounted_for
from fieldapp.domain.chain_walk import LINKS, FileHash, Sealed, looked_at, sealed
from fieldapp.domain.evidence_set import KINDS, Found
from fieldapp.domain.evidence_truth import Gone, faults_of_the_row
from fieldapp.domain.journal import Entry
from fieldapp.domain.paper import Paper
from fieldapp.domain.photo import Blob, Photo
from fieldapp.domain.receipt import Receipt
from fieldapp.domain.sealing import NOTHING_BEFORE, link_hash
from fieldapp.domain.signature import PriceAgreement, Signature
from fieldapp.domain.visit import Visit


@dataclass(frozen=True)
class OrderEvidence:
    """What there is of an order, and what is wrong with it."""

    faults: list[Fault]
    sealed: int  # rows with a link
    waiting: int  # rows that were written a moment ago
    count: int  # of the whole chain
    checked: ChainCheck | None  # the last walk, along all of it or along what had been added
    whole: ChainCheck | None  # the last along all of it

    @cached_property
    def holds(self) -> bool:
        """Is nothing wrong, neither here nor in the chain as a whole?"""
        return not self.faults and not (self.checked and self.checked.faults)

    def of(self, *kinds: str) -> list[Fault]:
        """What is wrong with rows of these kinds."""
        return [fault for fault in self.faults if fault.kind in kinds]


def evidence_of(session: Session, branch_id: UUID, order_id: UUID, file_hash: FileHash | None) -> OrderEvidence:
    """Look at all of it."""
    found, faults, numbers = list(_rows(session, order_id)), [], []
    for row in found:
        if isinstance(row, Fault):
            faults.append(row)
        elif row.link is not None:
            numbers.append(abs(row.link))
    links = _links(session, branch_id, {*numbers, *(number - 1 for number in numbers)})
    rows = [row for row in found if isinstance(row, Found)]
    for row in rows:
        if row.link is not None:
            number, link = abs(row.link), links.get(abs(row.link))
            gone = accounted_for(session, branch_id, number, link.previous if link else None, waits=row.link < 0)
            faults += _compared(row, links, gone, file_hash)
    head = session.scalar(select(ChainHead.count).where(ChainHead.branch_id == branch_id))
    return OrderEvidence(
        sorted(faults, key=lambda fault: fault.number),
        sealed=len(numbers),
        waiting=len(rows) - len(numbers),
        count=head or 0,
        checked=session.scalars(last_check(branch_id)).one_or_none(),
        whole=session.scalars(last_whole_check(branch_id)).one_or_none(),
    )


def _compared(row: Found, links: dict[int, Sealed], gone: Gone | None, file_hash: FileHash | None) -> Iterator[Fault]:
    number = abs(row.link or 0)
    link, before = links.get(number), links.get(number - 1)
    if link is None or (before is None and number > 1):
        yield Fault(Break.LINK_MISSING, number, row.kind.name, row.name, {"until": number})
        return
    if link_hash(before.hash if before else NOTHING_BEFORE, link.digest, link.facts) != link.hash:
        yield Fault(Break.LINK_CHANGED, number, row.kind.name, row.name)
    if (link.kind, link.row) != (row.kind.name, row.name):
        yield Fault(Break.ROW_MOVED, number, row.kind.name, row.name)
        return
    wrong = looked_at(link, row)
    for what in (*([wrong] if wrong else []), *faults_of_the_row(row, gone, file_hash)):
        yield Fault(what, number, row.kind.name, row.name)


def _rows(session: Session, order_id: UUID) -> Iterator[Found | Fault]:
    visits = select(Visit.id).where(Visit.order_id == order_id)
    signed = select(Signature.id).where(Signature.order_id == order_id)
    photos = select(Photo.sha256).where(Photo.visit_id.in_(visits))
    whose: dict[str, ColumnElement[bool]] = {
        "journal": Entry.order_id == order_id,
        "command": Receipt.visit_id.in_(visits),
        "price_agreement": PriceAgreement.visit_id.in_(visits),
        "signature": Signature.order_id == order_id,
        "photo": Photo.visit_id.in_(visits),
        "blob": Blob.sha256.in_(photos),
        "paper": Paper.signature_id.in_(signed),
    }
    for name, condition in whose.items():
        try:
            rows = session.connection().execute(KINDS[name].rows.where(condition)).all()
        except DBAPIError:
            session.rollback()
            yield Fault(Break.ROW_UNREADABLE, 0, name)
            continue
        yield from map(KINDS[name].read, rows)


def _links(session: Session, branch_id: UUID, numbers: set[int]) -> dict[int, Sealed]:
    asked: Any = LINKS.where(Link.branch_id == branch_id, Link.number.in_(sorted(numbers)))
    try:
        return {link.number: link for link in map(sealed, session.connection().execute(asked))}
    except DBAPIError:
        session.rollback()
        return {}  # every link of the order then counts as missing: one of them cannot be read
