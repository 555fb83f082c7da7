"""What a phone says was read and signed, made into a signature; one that differs from ours is kept and flagged."""

from typing import Any

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.document import Document, canonical, like, price_document, sha256, work_document
from fieldapp.domain.journal import Act, Weight
from fieldapp.domain.shown import told_of_showing
from fieldapp.domain.signature import COPY_LASTS, Purpose, Signature, new_copy_token
from fieldapp.domain.verb_data import Sign
from fieldapp.domain.visit import Visit


def signature_from(visit: Visit, act: Act, data: Sign) -> Signature:
    """The signature as it was given.

    On a page that was fresh a changed order is shown again: raises RuleBroken ``signature.document_changed``. What was
    signed without signal is kept as it was read out, with ``differs``; only what is no such document at all, or does
    not have the hash it says, is refused: ``signature.document_broken``.
    """
    ours = _ours(visit, data)
    differs = data.document != ours or data.document_sha256 != sha256(ours)
    if differs and act.weight is Weight.ASKED:
        raise RuleBroken("signature.document_changed")
    if differs and not _is_of_its_kind(data, ours):
        raise RuleBroken("signature.document_broken")
    return Signature(
        id=data.signature,
        purpose=data.purpose,
        document=canonical(data.document),
        document_sha256=data.document_sha256,
        strokes=data.strokes,
        signer=data.signer.strip(),
        relation=data.relation,
        answer=data.answer,
        reason=data.reason.strip(),
        copy_token=data.copy_token or new_copy_token(),
        copy_until=act.received_at + COPY_LASTS,
        differs=differs,
    )


def _ours(visit: Visit, data: Sign) -> Document:
    if data.purpose is Purpose.PRICE:
        return price_document(visit.order, visit)
    return work_document(visit.order, visit) | told_of_showing(visit, data.document)


def _is_of_its_kind(data: Sign, ours: Document) -> bool:
    """Does it tell of this visit, in the shape in which we write such documents, under its own hash?"""
    told: dict[str, Any] = data.document
    if any(told.get(name) != ours[name] for name in ("document", "order", "visit")):
        return False
    return like(told, ours) and sha256(told) == data.document_sha256
