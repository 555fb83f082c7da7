"""What is said of the versions of a signed order, and what the journal tells of their making."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.domain.correction_signing import Where
from fieldapp.domain.order_versions import Standing
from fieldapp.domain.signature import Relation, SignatureAnswer
from fieldapp.web.formats import money

CORRECTION: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    Standing: {
        Standing.IN_FORCE: _l("In force now"),
        Standing.REPLACED: _l("Replaced"),
        Standing.NOT_AGREED: _l("Not agreed"),
        Standing.OPEN: _l("Waits for the owner"),
        Standing.WITHDRAWN: _l("Withdrawn"),
    },
    Where: {
        Where.LINK: _l("by the owner's link"),
        Where.DESK: _l("on our screen"),
        Where.TECHNICIAN: _l("on the technician's phone"),
    },
}

TITLES: dict[str, LazyString] = {
    "correction_opened": _l("A correction of what was signed was opened: version %(number)s"),
    "correction_withdrawn": _l("The correction was withdrawn: version %(number)s"),
    "correction_answered": _l("The owner answered the correction: version %(number)s"),
}


def _answered(facts: Any) -> str:
    told = (facts.named(SignatureAnswer, "answer"), facts.named(Relation, "relation"), facts.named(Where, "where"))
    return str(_(", ")).join(words for words in told if words)


def _sums(facts: dict[str, Any]) -> str:
    return f"{money(facts['was_fen'] or 0)} → {money(facts['total_fen'] or 0)}"


DETAILS: dict[str, Callable[[Any], str]] = {
    "correction_opened": _sums,
    "correction_withdrawn": lambda facts: str(_("version %(number)s stays in force", number=facts["replaces"])),
    "correction_answered": _answered,
}
