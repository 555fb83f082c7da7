"""The versions of what was signed for an order: each stays for ever, and one of them is in force."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from fieldapp.domain.order_correction import Ending, OrderCorrection
from fieldapp.domain.signature import Purpose, Signature, SignatureAnswer
from fieldapp.domain.visit import Visit


class Standing(StrEnum):
    """How a version stands."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"  # by a later one that was signed
    NOT_AGREED = "not_agreed"  # the owner did not sign it, or could not: nothing follows from it
    OPEN = "open"  # waits for the owner
    WITHDRAWN = "withdrawn"  # before anybody signed


@dataclass(frozen=True, slots=True)
class Version:
    """One of them: what was signed, or is to be, and the correction that it came by, if it came by one."""

    number: int
    standing: Standing
    signature: Signature | None  # None: nobody has signed it
    correction: OrderCorrection | None  # None: it was signed at the visit

    @property
    def document_sha256(self) -> str:
        """The fingerprint of its document."""
        if self.signature is not None:
            return self.signature.document_sha256
        return self.correction.document_sha256 if self.correction is not None else ""

    @property
    def total_fen(self) -> int:
        """What the owner pays by it."""
        if self.correction is not None:
            return self.correction.total_fen
        total: int = self.signature.contents["total_fen"] if self.signature is not None else 0
        return total


@dataclass(frozen=True, slots=True)
class Versions:
    """All of one order, the first one first."""

    all: Sequence[Version]

    @property
    def in_force(self) -> Version | None:
        """The one that counts. None: nothing was agreed to."""
        return next((each for each in self.all if each.standing is Standing.IN_FORCE), None)

    @property
    def waiting(self) -> OrderCorrection | None:
        """The correction that waits for the owner, if there is one."""
        return next((each.correction for each in self.all if each.standing is Standing.OPEN), None)

    @property
    def newest_signed(self) -> Version | None:
        """What a correction would replace: the one in force, else what was put before the owner at the visit."""
        first = [each for each in self.all if each.correction is None]
        return self.in_force or (first[-1] if first else None)

    @property
    def agreed(self) -> list[Version]:
        """Those that the owner signed, one after the other: what is due came about by them."""
        return [each for each in self.all if each.standing in (Standing.IN_FORCE, Standing.REPLACED)]

    @property
    def next_number(self) -> int:
        """What the next version is called. Numbers are never used twice."""
        return max((each.number for each in self.all), default=0) + 1

    def of(self, signature_id: UUID) -> Version | None:
        """The version that this signature made."""
        return next((each for each in self.all if each.signature and each.signature.id == signature_id), None)

    def __len__(self) -> int:
        return len(self.all)


def versions_of(session: Session, order_id: UUID) -> Versions:
    """Every version of an order: one question, however many there are."""
    return versions_among(session.execute(signed_and_corrected(order_id)).all())


def signed_and_corrected(order_id: UUID) -> Select[Signature, UUID | None, OrderCorrection]:
    """Each signature of an order, the one that its visit holds, and beside each of them every correction or none."""
    return (
        select(Signature, Visit.signature_id, OrderCorrection)
        .join(Visit, Visit.id == Signature.visit_id)
        .outerjoin(OrderCorrection, OrderCorrection.order_id == Visit.order_id)
        .where(Visit.order_id == order_id)
        .order_by(Signature.at, Signature.id, OrderCorrection.number)
    )


def versions_among(rows: Sequence[Row[Signature, UUID | None, OrderCorrection]]) -> Versions:
    """The versions, out of the rows of ``signed_and_corrected``."""
    work = [(signature, held) for signature, held, _ in rows if signature.purpose is Purpose.WORK]
    of_the_visits = [signature for signature, held in work if signature.id == held]
    last = max(of_the_visits, key=lambda signature: signature.visit_id, default=None)
    corrections = {each.id: each for _, _, each in rows if each is not None}
    return versions([signature for signature, _ in work], list(corrections.values()), last.id if last else None)


def versions(
    signatures: Iterable[Signature], corrections: Sequence[OrderCorrection], of_the_visit: UUID | None
) -> Versions:
    """Put them into order. ``of_the_visit``: the signature that holds among those drawn at a visit."""
    by_id = {signature.id: signature for signature in signatures}
    by_correction = {each.signature_id for each in corrections}
    drawn = [signature for signature in by_id.values() if signature.id not in by_correction]
    agreed = [each for each in corrections if each.ending is Ending.AGREED]
    in_force = agreed[-1].signature_id if agreed else of_the_visit
    return Versions(sorted(_numbered(drawn, corrections, by_id, in_force), key=lambda each: each.number))


def _numbered(
    drawn: Iterable[Signature],
    corrections: Iterable[OrderCorrection],
    by_id: dict[UUID, Signature],
    in_force: UUID | None,
) -> Iterator[Version]:
    # What was drawn at a visit has no number of its own: it gets the next one that no correction has.
    taken = {each.number for each in corrections}
    free = (number for number in count(1) if number not in taken)
    for each in sorted(drawn, key=lambda one: (one.at, one.id)):
        yield Version(next(free), _of_signature(each, in_force), each, None)
    for correction in corrections:
        signature = by_id.get(correction.signature_id) if correction.signature_id else None
        yield Version(correction.number, _of_correction(correction, in_force), signature, correction)


def _of_signature(signature: Signature, in_force: UUID | None) -> Standing:
    if signature.answer is not SignatureAnswer.AGREED:
        return Standing.NOT_AGREED
    return Standing.IN_FORCE if signature.id == in_force else Standing.REPLACED


def _of_correction(correction: OrderCorrection, in_force: UUID | None) -> Standing:
    if correction.ending is None:
        return Standing.OPEN
    if correction.ending is Ending.AGREED:
        return Standing.IN_FORCE if correction.signature_id == in_force else Standing.REPLACED
    return Standing.NOT_AGREED if correction.ending is Ending.DISAGREED else Standing.WITHDRAWN
