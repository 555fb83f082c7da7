"""What stands on the printable service order, in words: from what was signed, and what is stored beside it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from fieldapp.domain.capital_amount import in_capitals
from fieldapp.domain.document import Document
from fieldapp.domain.errand import owed_in_all
from fieldapp.domain.paper import EDITION
from fieldapp.domain.paper_source import PaperSource
from fieldapp.domain.people import Language
from fieldapp.domain.premises import FormOfAddress
from fieldapp.domain.surname import romanised_name
from fieldapp.web.as_shown import as_shown, how_shown
from fieldapp.web.bill import is_open, name, reckoned, without_price, work_fen
from fieldapp.web.doorplate import called, door
from fieldapp.web.drawn_words import how_drawn
from fieldapp.web.formats import clock, date_and_clock, money, seconds_clock, to_the_second, window
from fieldapp.web.labels import label
from fieldapp.web.language import language
from fieldapp.web.paper_files import FILES
from fieldapp.web.paper_parts import price_part, work_part
from fieldapp.web.paper_versions import version_name, version_notices, what_it_corrects
from fieldapp.web.places import public_address
from fieldapp.web.qr import qr_code

Fact = tuple[str, str]

ROOMY = 7  # lines and photos together; with more the form is set closer


@dataclass(frozen=True, slots=True)
class SealedBy:
    """Under which certificate the paper will be sealed, and who says when."""

    name: str
    fingerprint: str
    self_made: bool
    authority: str = ""  # the time-stamp authority's address


def paper_words(source: PaperSource, seal: SealedBy, *, demo: bool) -> dict[str, Any]:
    """The content of the form, in the language that is spoken."""
    with as_shown(source.copy.signature.contents):
        return _words(source, seal, demo=demo)


def _words(source: PaperSource, seal: SealedBy, *, demo: bool) -> dict[str, Any]:
    copy, document = source.copy, source.copy.signature.contents
    english = language() is Language.ENGLISH
    return {
        "lang": "en" if english else "zh",
        "title": str(_("Service order")),
        "number": document["order"],
        "subtitle": " · ".join(filter(None, (_("No. %(number)s", number=document["order"]), version_name(source)))),
        "company": document["company_en"] if english else document["company_zh"],
        "centre": str(_("Customer centre %(number)s", number=copy.order.branch.centre_phone)),
        "foot": str(_("Service order %(number)s", number=document["order"])),
        "code": _code(copy.signature.copy_token),
        "notices": [
            *([str(_("Demonstration: made up, no real order, no real seal."))] if demo else []),
            *version_notices(source),
        ],
        "corrected": what_it_corrects(source),
        "facts": _facts(source, document),
        "request": _request(copy.order.requirements),
        "columns": [str(word) for word in _columns()],
        "lines": [_line(line) for line in document["lines"]],
        "roomy": len(document["lines"]) + len(source.photos) <= ROOMY,
        "total": _total(document),
        "errand": _errand(document),
        "price": price_part(source),
        "work": work_part(source, document),
        "record": _record(source),
        "photos": _photos(source),
        "seal": _sealed(seal),
        "files": [{"name": each, "kind": kind, "says": says} for each, (kind, says) in FILES.items()],
    }


def _code(token: str) -> dict[str, Any]:
    address = public_address(f"/verify/{token}")
    code = qr_code(address)
    return {"says": str(_("Scan to check")), "address": address, "size": code.size, "path": code.path}


def _facts(source: PaperSource, document: Document) -> list[Fact]:
    order, visit, zone = source.copy.order, source.copy.visit, source.copy.order.site.timezone
    english = language() is Language.ENGLISH
    technician = romanised_name(document["technician"]) if english else document["technician"]
    badge = _("Badge %(number)s", number=document["badge"])
    planned = window(visit.planned_from, visit.planned_until, zone, urgent=order.urgent)
    day = f"{date_and_clock(visit.planned_from, zone).rsplit(' ', 1)[0]} " if visit.planned_from else ""
    reported = f"{date_and_clock(order.received_at, zone)} · {label(order.channel)}"
    worked = f"{clock(visit.started_at, zone)}–{clock(visit.finished_at, zone)}" if visit.started_at else "—"
    return [
        (str(_("Estate")), order.site.name_en if english else order.site.name_zh),
        (str(_("Room")), door(document["building"], document["door"])),
        (str(_("Customer")), called(document["owner"], FormOfAddress(document["address"]))),
        (str(_("Kind of service")), label(order.kind)),
        (str(_("Reported at")), reported),
        (str(_("Appointment")), day + planned),
        (str(_("Arrived")), date_and_clock(visit.arrived_at, zone) or "—"),
        (str(_("Working time")), worked),
        (str(_("Who came")), f"{technician} · {badge}"),
        (str(_("Signed at")), date_and_clock(source.copy.signature.at, zone)),
    ]


def _request(words: str) -> dict[str, str] | None:
    return {"name": str(_("Request")), "says": " ".join(words.split())} if words.strip() else None


def _columns() -> tuple[Any, ...]:
    return _("No."), _("What was done"), _("How it is reckoned"), _("Labour"), _("Materials"), _("Amount")


def _line(line: Document) -> dict[str, str]:
    between = ", " if language() is Language.ENGLISH else "，"
    return {
        "name": name(line),
        "how": between.join(reckoned(line)),
        "work": str(_("to be agreed")) if is_open(line) else _yuan(work_fen(line)),
        "materials": _yuan(line["materials_fen"]) if line["materials_fen"] else "—",
        "amount": "—" if is_open(line) else _yuan(line["amount_fen"]),
    }


def _total(document: Document) -> dict[str, str]:
    fen = document["total_fen"]
    words = "" if language() is Language.ENGLISH else f"人民币（大写）{in_capitals(fen)}"
    return {"name": f"{_('Total')} {without_price(document)}".strip(), "words": words, "sum": _yuan(fen)}


def _errand(document: Document) -> list[Fact]:
    """Money laid down and spent beside the price, where there was any (4.4.1)."""
    if "left_fen" not in document:
        return []
    laid = [(str(_("Laid down: %(words)s", words=each["words"] or "—")), _yuan(each["amount_fen"]))
            for each in document["advances"]]  # fmt: skip
    spent = [(str(_("Receipt: %(words)s", words=each["words"])), _yuan(each["amount_fen"]))
             for each in document["receipts"]]  # fmt: skip
    left = document["left_fen"]
    rest = _("To be given back") if left >= 0 else _("Still to be paid for what was bought")
    in_all = (str(_("You pay in all")), _yuan(owed_in_all(document["total_fen"], left)))
    return [*laid, *spent, (str(rest), _yuan(abs(left))), in_all]


def _record(source: PaperSource) -> list[Fact]:
    signature, catalogue = source.copy.signature, source.edition
    versions = _(
        "catalogue %(year)d version %(number)d · procedure version %(procedure)d · form version %(form)d",
        year=catalogue.year,
        number=catalogue.number,
        procedure=source.copy.visit.procedure.version,
        form=EDITION,
    )
    shown = how_shown(signature.contents)
    rows = [
        (str(_("Versions")), " · ".join(words for words in (str(versions), shown) if words)),
        (str(_("Three clocks")), _clocks(source)),
        (str(_("Signature")), f"{signature.id} · {how_drawn(signature.strokes)}"),
        (str(_("Visit")), str(signature.visit_id)),
    ]
    return [*rows, (str(_("Phone")), str(source.device))] if source.device else rows


def _clocks(source: PaperSource) -> str:
    entry, zone = source.entry, source.copy.order.site.timezone
    told = [_("it counts as %(time)s", time=to_the_second(source.copy.signature.at, zone))]
    if entry is not None and entry.device_at:
        told.append(_("the phone said %(time)s", time=_nearer(entry.device_at, source)))
    if entry is not None:
        told.append(_("we heard of it %(time)s", time=_nearer(entry.received_at, source)))
    return " · ".join(str(words) for words in told)


def _nearer(moment: datetime, source: PaperSource) -> str:
    """Without the day, where it is the same one."""
    zone = source.copy.order.site.timezone
    whole, signed = to_the_second(moment, zone), to_the_second(source.copy.signature.at, zone)
    return seconds_clock(moment, zone) if whole[:10] == signed[:10] else whole


def _photos(source: PaperSource) -> dict[str, Any]:
    zone = source.copy.order.site.timezone
    rows = [(f"{label(photo.moment)} {clock(photo.at, zone)}", photo.sha256) for photo in source.photos]
    return {"name": str(_("Photos, by their SHA-256")), "rows": rows}


def _sealed(seal: SealedBy) -> dict[str, Any]:
    words = _(
        "This file is sealed electronically: whoever changes it afterwards breaks the seal. Certificate: %(name)s, "
        "SHA-256 %(fingerprint)s.",
        name=seal.name,
        fingerprint=seal.fingerprint,
    )
    vouched = _("The certificate is one of our own making: nobody else vouches for it.") if seal.self_made else ""
    stamp = _("A time-stamp authority says when (%(address)s).", address=seal.authority)
    clock_words = stamp if seal.authority else _("When it was sealed is told by our own clock.")
    enclosed = _("Enclosed in this file: %(files)s.", files=", ".join(FILES))
    check = _("To check it, scan the code, or open the file in a reader of PDF that shows seals.")
    about = [str(part) for part in (vouched, clock_words) if part]
    between = " " if language() is Language.ENGLISH else ""
    return {
        "name": str(_("Electronic seal")),
        "says": [str(words), between.join(about), between.join((str(enclosed), str(check)))],
    }


def _yuan(fen: int) -> str:
    """With fen always, as on any paper with money: ¥45.00."""
    told = money(fen)
    return told if "." in told else f"{told}.00"
