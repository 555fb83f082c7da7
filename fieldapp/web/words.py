"""What a refusal says to a person: a sentence for every code, in the language of whoever reads it."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import structlog
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from fieldapp.domain.base import RuleBroken
from fieldapp.web.formats import clock, duration, money, quantity
from fieldapp.web.labels import label

log = structlog.get_logger(__name__)

UNKNOWN = _("That does not work here. Look at the page again; if it stays so, call the customer centre.")

# Facts are put in by name: ..._fen is written as money, ..._milli as a quantity, ..._minutes and a timedelta as a
# duration, a datetime as the clock of the fact "zone", an enum by its label; everything else as it stands.
SENTENCES: dict[str, LazyString] = {
    "form.missing": _("This is still missing."),
    "form.too_long": _("That is too long: at most %(most)s characters."),
    "form.not_text": _("There are characters in it that cannot be stored. Type it again."),
    "form.not_a_number": _("That is not a number."),
    "form.out_of_bounds": _("It must be between %(least)s and %(most)s."),
    "form.too_fine": _("At most %(places)s decimal places."),
    "form.not_a_time": _("That is not a date and time."),
    "form.not_a_day": _("That is not a date."),
    "form.not_known": _("Choose one of the list."),
    "sign_in.wrong": _("Login and password do not match. Try again, or ask the administrator for a new password."),
    "sign_in.too_many": _("Too many tries. Wait %(seconds)s seconds, then try again."),
}


def sentence(rule: RuleBroken) -> str:
    """Say in the reader's language why a rule said no."""
    words = SENTENCES.get(rule.code)
    if words is None:
        log.error("refusal.without_words", code=rule.code)
        return str(UNKNOWN)
    zone = str(rule.facts.get("zone", "Asia/Shanghai"))
    return str(words) % {name: _written(name, fact, zone) for name, fact in rule.facts.items()}


def _written(name: str, fact: Any, zone: str) -> str:
    if name.endswith("_fen"):
        return money(fact)
    if name.endswith("_milli"):
        return quantity(fact)
    if name.endswith("_minutes") or isinstance(fact, timedelta):
        return duration(fact)
    if isinstance(fact, datetime):
        return clock(fact, zone)
    return label(fact) if isinstance(fact, StrEnum) else str(fact)
