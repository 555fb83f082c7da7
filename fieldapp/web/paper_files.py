"""What is enclosed in the printable service order, for a court or an insurer: what was signed, byte for byte."""

import json
from datetime import datetime
from typing import Any

from fieldapp.domain.document import Document, canonical
from fieldapp.domain.drawing import pressure_of, seconds_of
from fieldapp.domain.paper_source import PaperSource
from fieldapp.domain.shown import words_around
from fieldapp.domain.signature import PriceAgreement, Signature

# Name, what it is to the paper, and what it is in words (of no language of the page: a file is for everybody).
FILES = {
    "document.json": ("source", "The signed document, byte for byte what was hashed"),
    "words.json": ("source", "The words in which it was shown, byte for byte what the document names by its hash"),
    "price.json": ("source", "The price as it was put to the owner, and the answer"),
    "strokes.json": (
        "data",
        "The drawn lines: x, y and milliseconds of each point, and how hard the pen was pressed (0 to 1000)",
    ),
    "evidence.json": ("data", "Who, when by which clocks, which versions, the photos' SHA-256"),
}


def paper_files(source: PaperSource) -> dict[str, str]:
    """The files by name."""
    return {
        "document.json": source.copy.signature.document,
        "words.json": words.text if (words := words_around(source.copy.signature.contents)) else "{}",
        "price.json": _written(_price(source.copy.visit.agreement)),
        "strokes.json": _written(_strokes(source)),
        "evidence.json": _written(_evidence(source)),
    }


def _written(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)


def _price(agreed: PriceAgreement | None) -> dict[str, Any]:
    if agreed is None:
        return {}
    return {
        "agreement": str(agreed.id),
        "answer": agreed.answer.value,
        "at": _moment(agreed.at),
        "differs": agreed.differs,
        "document": canonical(agreed.document),
        "document_sha256": agreed.document_sha256,
        "reason": agreed.reason,
        "total_fen": agreed.total_fen,
    }


def _strokes(source: PaperSource) -> dict[str, Any]:
    drawn = {"work": source.copy.signature.strokes}
    return drawn | ({"price": source.price.strokes} if source.price else {})


def _evidence(source: PaperSource) -> dict[str, Any]:
    order, visit, entry = source.copy.order, source.copy.visit, source.entry
    return {
        "order": {"id": str(order.id), "number": order.number, "version": order.version},
        "visit": {
            "id": str(visit.id),
            "technician": str(visit.technician_id),
            "arrived_at": _moment(visit.arrived_at),
            "entered_at": _moment(visit.entered_at),
            "started_at": _moment(visit.started_at),
            "finished_at": _moment(visit.finished_at),
        },
        "signature": _signature(source.copy.signature),
        "price_signature": _signature(source.price) if source.price else None,
        "clocks": {
            "at": _moment(source.copy.signature.at),
            "device_at": _moment(entry.device_at) if entry else None,
            "received_at": _moment(entry.received_at) if entry else None,
        },
        "device": str(source.device) if source.device else None,
        "version": source.version.number if source.version else 1,
        "journal_entry": entry.id if entry else None,
        "catalogue": {
            "id": str(source.edition.id),
            "year": source.edition.year,
            "number": source.edition.number,
            "filed_sha256": source.edition.filed_sha256,
        },
        "shown": _shown(source.copy.signature.contents),
        "procedure": {"id": str(visit.procedure_id), "version": visit.procedure.version},
        "photos": [
            {"at": _moment(photo.at), "consent": photo.consent, "moment": photo.moment.value, "sha256": photo.sha256}
            for photo in source.photos
        ],
    }


def _shown(document: Document) -> dict[str, Any] | None:
    words = words_around(document)
    if words is None:
        return None
    return {"language": document["language"], "words": {"edition": words.edition, "sha256": words.sha256}}


def _signature(signature: Signature) -> dict[str, Any]:
    return {
        "id": str(signature.id),
        "answer": signature.answer.value,
        "at": _moment(signature.at),
        "differs": signature.differs,
        "document_sha256": signature.document_sha256,
        "points": signature.points,
        "pressure": pressure_of(signature.strokes),
        "reason": signature.reason,
        "relation": signature.relation.value,
        "seconds": seconds_of(signature.strokes),
        "signer": signature.signer,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None
