"""What the phone says by itself: sentences with places in braces, in the language that is spoken."""

import re
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import Materials
from fieldapp.domain.component import Component
from fieldapp.domain.errand import Whose, amount_refused
from fieldapp.domain.mark import Outcome, Trial
from fieldapp.domain.people import Language
from fieldapp.domain.photo import Moment
from fieldapp.domain.price import money_refused, quantity_refused
from fieldapp.domain.signature import SignatureAnswer
from fieldapp.domain.visit import RINGS_BEFORE_GIVING_UP
from fieldapp.web.labels import label, labels
from fieldapp.web.language import language
from fieldapp.web.technician.over_words import over_words
from fieldapp.web.words import SENTENCES, sentence

Words = dict[str, Any]

PLACE = re.compile(r"%\((\w+)\)[sd]")

# The refusals that need no facts; what else a rule says no to, the server says when it hears of it.
PLAIN = (
    *("form.missing", "form.not_text", "form.not_a_number", "form.not_a_time", "form.not_known"),
    *("order.reason_missing", "order.window_backwards", "line.no_words", "price.materials_not_charged"),
    *("visit.price_not_agreed", "visit.remark_missing", "visit.not_signed", "signature.empty"),
    *("signature.signer_missing", "photo.no_consent", "photo.not_a_picture", "transfer.no_consent"),
)


def ahead_words() -> Words:
    """All of them."""
    beside = {"errand": _errand(), "refusals": _refusals(), "notices": _notices()}
    return _prices() | _trying() | _course() | beside


def _prices() -> Words:
    return {
        "price": placed(_("%(price)s / %(unit)s")),
        "price_from": placed(_("from %(price)s / %(unit)s")),
        "to_be_agreed": str(_("to be agreed")),
        "materials": str(_("Materials")),
        "price_only": str(_("Price")),
        "price_and_materials": str(_("Price and materials")),
        "warranty": str(_("Under warranty, free of charge")),
        "hint": placed(_("%(part)s until %(day)s")),
        "parts": dict(labels(Component)),
        "without_price": placed(_("(%(num)d more not priced yet)")),
        "not_priced": str(_("Not priced yet: the supervisor answers first")),
        "at_least": placed(_("at least %(price)s")),
        "included": str(_("materials included")),
        "owner": str(_("you supply the materials")),
        "kinds": {
            Materials.INCLUDED: str(_("materials included")),
            Materials.EXTRA: str(_("materials extra")),
            Materials.OWNER: str(_("materials from the owner")),
        },
        "there": placed(_("on the order: %(quantity)s")),
        "nothing_found": placed(
            _(
                "Nothing in the catalogue is called “%(words)s”. Write it down as a job off the list; "
                "the supervisor says what it costs."
            )
        ),
    }


def _trying() -> Words:
    return {
        "trials": dict(labels(Trial)),
        "works_these": placed(_("Tried together, works: %(things)s")),
        "works": str(_("Tried together, it works")),
        "fault": placed(_("%(thing)s: %(remark)s")),
        "comma": ", " if language() is Language.ENGLISH else "、",
        "not_good": placed(_("Not good yet: %(remark)s")),
    }


def _course() -> Words:
    return {
        # One, and several: English tells them apart.
        "place": placed(_("Step %(nth)d of %(count)d")),
        "items": [str(ngettext("%(num)d item", "%(num)d items", n)).replace(str(n), "{num}") for n in (1, 2)],
        "items_waiting": placed(_("%(lines)s, %(asked)d waiting for the supervisor's price")),
        "all_confirmed": str(_("All confirmed")),
        "since": placed(_("Work since %(time)s")),
        "took": placed(_("Took %(time)s")),
        "locked": placed(_("locked at %(time)s")),
        "due": placed(_("Due %(sum)s, not paid yet")),
        "answers": dict(labels(SignatureAnswer)),
        # The end, what follows, and what follows while the office has not heard of it.
        "outcomes": {
            outcome.value: [label(outcome), over_words(outcome), over_words(outcome, unsent=True)]
            for outcome in Outcome
        },
        "take_back": placed(_("Take back photo %(nth)d (%(moment)s)")),
        "moments": dict(labels(Moment)),
        "minutes": placed(_("%(minutes)d min")),
        "hours": placed(_("%(hours)d h")),
        "hours_minutes": placed(_("%(hours)d h %(minutes)d min")),
    }


def _errand() -> Words:
    return {
        "advanced": str(_("Advanced")),
        "whose": dict(labels(Whose)),
        "with": str(_("with a receipt")),
        "without": str(_("without a receipt")),
        "left": str(_("Goes back to the owner")),
        "owed": str(_("The owner still owes for it")),
        "beside": placed(_("The errand's money comes beside it: %(sum)s")),
    }


def placed(words: str) -> str:
    """The sentence with its places as the phone fills them: "%(price)s / %(unit)s" becomes "{price} / {unit}"."""
    return PLACE.sub(r"{\1}", str(words))


def _refusals() -> Words:
    told = {code: str(SENTENCES[code]) for code in PLAIN}
    for code in ("form.too_long", "form.out_of_bounds", "price.unit_price_not_allowed"):
        told[code] = placed(SENTENCES[code])
    for refusal in (quantity_refused(), money_refused(), amount_refused()):
        told[refusal.code] = sentence(refusal)
    again = RuleBroken("visit.ring_again_first", rings=1, least=RINGS_BEFORE_GIVING_UP)
    return told | {again.code: sentence(again)}


def _notices() -> Words:
    return {
        "noted": str(_("Noted")),
        "full": str(_("This phone has no room left: nothing was noted. Make room, then press once more.")),
        "not_kept": str(_("This could not be kept on the phone: nothing was noted. Press once more.")),
        "no_number": str(_("No signal: the owner's number cannot be fetched now. Ask the customer centre.")),
        "no_picture": str(SENTENCES["photo.not_a_picture"]),
        "too_large": str(SENTENCES["photo.too_heavy"]),
        "unwanted": str(_("Our server did not take a picture. Take it again; the old one is under “Phone”.")),
        "parked": str(_("The office is deciding about this:")),
        "superseded": str(_("Somebody changed this after you; the newer one is shown:")),
        "rejected": str(_("This could not be taken in. It is kept under “Phone”:")),
    }
