"""What happens after a visit has ended in this way or that: nobody has to do anything for it."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from fieldapp.domain.mark import Outcome

OVER: dict[Outcome, LazyString] = {
    Outcome.NOBODY_HOME: _("The front desk knows and agrees another time with the owner."),
    Outcome.NOT_NOW: _("The front desk agrees another time with the owner."),
    Outcome.STOPPED: _("The reason is on the order. Nothing is charged."),
    Outcome.MOVED: _("What you recorded stays yours. There is nothing more to do here."),
    Outcome.UNDONE: _("There is nothing more to do here."),
}


def over_words(outcome: Outcome | None) -> str:
    """One sentence for that end."""
    return str(OVER.get(outcome, "")) if outcome else ""
