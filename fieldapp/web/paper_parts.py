"""The two parts of the printable service order that the owner answered: the price, and the work itself."""

from typing import Any

from flask_babel import gettext as _

from fieldapp.domain.document import Document
from fieldapp.domain.paper_source import PaperSource
from fieldapp.domain.people import Language
from fieldapp.domain.signature import PriceAgreement, Signature, SignatureAnswer, Strokes
from fieldapp.domain.surname import romanised_name
from fieldapp.web.formats import date_and_clock, money
from fieldapp.web.handwriting import AIR, handwriting
from fieldapp.web.labels import label
from fieldapp.web.language import language
from fieldapp.web.trials import tried

FIELD = (52.0, 15.0)  # millimetres that a signature may fill
PEN = 0.42  # millimetres: as thick as a ballpoint's line

Part = dict[str, Any]


def price_part(source: PaperSource) -> Part:
    """The answer to the price, with the signature under it where one was drawn."""
    agreed, drawn = source.copy.visit.agreement, source.price
    return {
        "name": str(_("The price")),
        "when": str(_("before the work")),
        **_answered(source, agreed),
        **_drawn(source, drawn, unsigned=str(_("answered by a button on our phone")) if agreed else "—"),
    }


def work_part(source: PaperSource, document: Document) -> Part:
    """What was signed after the work."""
    signature = source.copy.signature
    english = language() is Language.ENGLISH
    technician = romanised_name(document["technician"]) if english else document["technician"]
    whose = _("Confirmed by %(technician)s under their own sign-in.", technician=technician)
    # Nobody of ours confirms a correction: it is signed as it was put before the owner.
    confirmed = "" if "replaces" in document else str(whose)
    says = [*tried(document), signature.reason, _differs(signature.differs), confirmed]
    if signature.answer is SignatureAnswer.AGREED:
        says.append(document["statement_en"] if english else document["statement_zh"])
    return {
        "name": str(_("The work")),
        "when": str(_("as corrected") if "replaces" in document else _("after the work")),
        "head": f"{label(signature.answer)} · {money(document['total_fen'])}",
        "says": [words for words in says if words],
        "hash": f"SHA-256 {signature.document_sha256}",
        **_drawn(source, signature, unsigned=label(signature.answer)),
    }


def _answered(source: PaperSource, agreed: PriceAgreement | None) -> Part:
    if agreed is None:
        words = str(_("No price was put to the owner: there was nothing to pay."))
        return {"head": words, "says": [], "hash": ""}
    zone = source.copy.order.site.timezone
    read = _("The lines and their prices were read before the work, %(time)s.", time=date_and_clock(agreed.at, zone))
    return {
        "head": f"{label(agreed.answer)} · {money(agreed.total_fen)}",
        "says": [words for words in (str(read), agreed.reason, _differs(agreed.differs)) if words],
        "hash": f"SHA-256 {agreed.document_sha256}",
    }


def _drawn(source: PaperSource, signature: Signature | None, *, unsigned: str) -> Part:
    if signature is None:
        return {"box": "", "paths": [], "pen": "", "signed": "", "unsigned": unsigned, "by": []}
    hand = handwriting(signature.strokes)
    who = f"{signature.signer} · {label(signature.relation)}" if signature.signer else label(signature.relation)
    return {
        "box": hand.box if hand else "",
        "paths": hand.paths if hand else [],
        "pen": _pen(signature.strokes),
        "signed": str(_("Customer's signature")),
        "unsigned": unsigned,
        "by": [who, date_and_clock(signature.at, source.copy.order.site.timezone)],
    }


def _pen(strokes: Strokes) -> str:
    """How thick the line is in the units of the pad, so that it is as thick as a pen's on paper."""
    xs = [point[0] for stroke in strokes for point in stroke] or [0]
    ys = [point[1] for stroke in strokes for point in stroke] or [0]
    wide, high = FIELD
    scale = min(wide / (max(xs) - min(xs) + 2 * AIR), high / (max(ys) - min(ys) + 2 * AIR))
    return f"{PEN / scale:.2f}"


def _differs(differs: bool) -> str:
    return str(_("What was shown on the phone is not what the office knew: both are enclosed.")) if differs else ""
