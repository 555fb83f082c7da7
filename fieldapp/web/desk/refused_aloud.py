"""What the front desk reads out to an owner whom we cannot serve: with the reason, in the owner's language."""

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
    theirs = spoken or language()
    with speaking(theirs):
        said = _declined(because)
    return Aloud(TAGS[theirs], said, "" if theirs is language() else _declined(because))


def _declined(because: str) -> str:
    reason = because.strip().rstrip("。.") or "…"
    return str(
        _(
            "“I am sorry, this is something we cannot do ourselves: %(reason)s."
            " May I give you the number of somebody who does?”",
            reason=reason,
        )
    )
