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

# While the phone has not told it yet: nobody in the office knows.
LATER = _("The front desk will know as soon as there is a signal, and agrees another time with the owner.")
UNSENT: dict[Outcome, LazyString] = {
    Outcome.NOBODY_HOME: LATER,
    Outcome.NOT_NOW: LATER,
    Outcome.STOPPED: _("The front desk will know the reason as soon as there is a signal. Nothing is charged."),
}


def over_words(outcome: Outcome | None, *, unsent: bool = False) -> str:
    """One sentence for that end."""
    if outcome is None:
        return ""
    return str((unsent and UNSENT.get(outcome)) or OVER.get(outcome, ""))
