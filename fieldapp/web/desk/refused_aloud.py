"""What the front desk reads out to an owner whom we do not serve ourselves: why, in the owner's language."""

from collections.abc import Callable
from dataclasses import dataclass

from flask_babel import gettext as _

from fieldapp.domain.people import Language
from fieldapp.web.language import TAGS, language, speaking


@dataclass(frozen=True, slots=True)
class Aloud:
    """A sentence as the owner hears it, and as the reader understands it when that is another language."""

    tag: str  # of the language that is spoken, as HTML names it
    said: str
    ours: str


def declined_aloud(spoken: Language | None, because: str) -> Aloud:
    """We are sorry, for this reason, and who else does it (4.2.3, 4.3.3, 4.4.2)."""
    return _aloud(spoken, lambda: _declined(because))


def handed_over_aloud(spoken: Language | None) -> Aloud:
    """It is still the developer's, and we keep after it (4.3.4, 4.5.4 4))."""
    return _aloud(spoken, _handed_over)


def _aloud(spoken: Language | None, say: Callable[[], str]) -> Aloud:
    theirs = spoken or language()
    with speaking(theirs):
        said = say()
    return Aloud(TAGS[theirs], said, "" if theirs is language() else say())


def _handed_over() -> str:
    return str(
        _(
            "“This part is still under the developer's warranty."
            " If you agree, we pass it on today with your name and number, and keep after it.”"
        )
    )


def _declined(because: str) -> str:
    reason = because.strip().rstrip("。.") or "…"
    return str(
        _(
            "“I am sorry, this is something we cannot do ourselves: %(reason)s."
            " May I give you the number of somebody who does?”",
            reason=reason,
        )
    )
