"""The visit as plain data: what the phone reckons with when it goes on without the server.

``static/js/visit/model.js`` puts the presses that are still on the phone on top of it, by the rules of the domain.
"""

from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from flask import url_for

from fieldapp.domain.document import OF_AN_ERRAND, work_document
from fieldapp.domain.errand import Entry
from fieldapp.domain.line import Line
from fieldapp.domain.people import Language
from fieldapp.domain.photo import Photo
from fieldapp.domain.shown import shown_in
from fieldapp.domain.signature import PriceAgreement, Signature
from fieldapp.web.technician.catalogue import items_address
from fieldapp.web.technician.leaving import Leaving
from fieldapp.web.technician.line_view import OPEN_PRICE

if TYPE_CHECKING:
    from fieldapp.web.technician.visit_page import VisitPage

Plain = dict[str, Any]

RECKONED = {"lines", "tests", "total_fen"} | OF_AN_ERRAND  # of a document: what the phone puts in by itself
MOMENTS = ("accepted", "set_out", "early_agreed", "arrived", "rang", "entered", "started", "finished", "ended")


def phone_model(page: "VisitPage") -> Plain:
    """All that decides which step stands on the phone, and what it shows. Money in fen, times RFC 3339."""
    visit, order = page.visit, page.order
    return {
        "visit": str(visit.id),
        "version": order.version,
        "view": page.view,
        "drawn": _drawn(page),
        "zone": page.zone,
        "owner_language": page.owner.language.value[:2],
        "procedure": [[step.key.value, step.condition.value] for step in page.procedure],
        "at": {name: _written(getattr(visit, f"{name}_at")) for name in MOMENTS},
        "early_until": _written(visit.early_until),
        "rings": visit.rings,
        "outcome": visit.outcome.value if visit.outcome else "",
        "next": asdict(page.next_job) if visit.outcome and page.next_job else None,
        "marks": {mark.key.value: [mark.result.value, _written(mark.at)] for mark in visit.marks},
        "lines": [_line(line) for line in order.standing_lines],
        "had_lines": bool(order.lines),
        "urgent": order.urgent,
        "otherwise": _titles_without_lines(page),
        "answer": _answer(visit.agreement),
        "agreed": page.agreed.document if page.agreed else None,
        "errand": [_entry(entry) for entry in order.errand or ()],
        "tests": [[test.key.value, test.good, test.remark, _written(test.at)] for test in visit.tests],
        "photos": [_photo(photo, page) for photo in visit.photos if photo.dropped_at is None],
        "signature": _signature(visit.signature, page),
        "document": {name: value for name, value in work_document(order, visit).items() if name not in RECKONED},
        "shown": {language.value[:2]: shown_in(visit, language) for language in Language},
        "catalogue": items_address(order.catalogue_version_id),
        "ahead": url_for("technician.visit.ahead", visit_id=visit.id),
    }


def _drawn(page: "VisitPage") -> str:
    """Changes with all that the views drawn ahead say and that no press changes: then they are drawn anew."""
    visit, order = page.visit, page.order
    told = [
        *(visit.planned_from, visit.planned_until, visit.technician.name, visit.technician.badge, visit.procedure_id),
        *(order.requirements, order.urgent, order.kind, order.entry_allowed),
        *(page.owner.surname, page.owner.given_name, page.owner.address, page.owner.language),
        *(
            page.room.building,
            page.room.door,
            page.room.stopcock,
            page.room.breaker,
            page.room.handed_over_on,
            page.branch.centre_phone,
            page.site.collects,
        ),
    ]
    return sha256(repr([str(each) for each in told]).encode()).hexdigest()[:12]


def _line(line: Line) -> Plain:
    return {
        "line": str(line.id),
        "item": str(line.item_id or ""),
        "name_zh": line.name_zh,
        "name_en": line.name_en,
        "unit_zh": line.unit_zh,
        "unit_en": line.unit_en,
        "price_kind": line.price_kind.value,
        "unit_price_fen": line.unit_price_fen,
        "minimum_fen": line.minimum_fen or 0,
        "materials": line.materials.value,
        "materials_fen": line.materials_fen,
        "quantity_milli": line.quantity_milli,
        "warranty": line.warranty,
        "waits": line.waits_for_answer,
        "open_price": line.item_id is not None and line.price_kind in OPEN_PRICE,
    }


def _entry(entry: Entry) -> Plain:
    return {name: entry[name] for name in ("id", "kind", "whose", "words", "amount_fen", "photo")}


def _titles_without_lines(page: "VisitPage") -> list[str]:
    """What an order is called when all its lines were dropped: by the owner's own words."""
    words = " ".join(page.order.requirements.split())[:60]
    return [words or "紧急", words or "Emergency"]


def _answer(agreement: PriceAgreement | None) -> Plain | None:
    if agreement is None:
        return None
    return {
        "answer": agreement.answer.value,
        "reason": agreement.reason,
        "document": agreement.document,
        "at": _written(agreement.at),
    }


def _photo(photo: Photo, page: "VisitPage") -> Plain:
    return {
        "photo": str(photo.id),
        "sha256": photo.sha256,
        "moment": photo.moment.value,
        "consent": photo.consent,
        "here": photo.sha256 in page.photos_here,
        "at": _written(photo.at),
    }


def _signature(signature: Signature | None, page: "VisitPage") -> Plain | None:
    if signature is None:
        return None
    told = {
        "purpose": signature.purpose.value,
        "answer": signature.answer.value,
        "reason": signature.reason,
        "total_fen": signature.contents["total_fen"],
        "left_fen": signature.contents.get("left_fen", 0),
        "token": signature.copy_token,
        "at": _written(signature.at),
    }
    if isinstance(page.turned, Leaving):
        told["copy"] = page.turned.copy
    return told


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
