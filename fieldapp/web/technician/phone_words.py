"""What the phone's page says about what is kept on the phone: names of presses, of doors and of troubles."""

from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from fieldapp.web.doorplate import door
from fieldapp.web.journal_titles import STEPS, TITLES
from fieldapp.web.technician.the_day import TheDay

# Presses that stand in no order's journal under their own name.
VERBS: dict[str, LazyString] = {
    "take": _("Going there"),
    "cannot": _("Cannot go there"),
    "under_control": _("Under control"),
    "payment": _("Payment"),
    "transfer": _("Passed to the developer"),
    "advance": _("Money advanced"),
    "receipt": _("Spent for the owner"),
    "strike": _("Taken off the errand's money"),
    "correct": _("It was earlier"),
}

SAID: dict[str, LazyString] = {
    "waiting": _("Kept since %(time)s, waits for a signal"),
    "picture": _("The server knows of it; the picture follows"),
    "unwanted": _("Our server did not take this picture. Save it as a file or take it again, then it is dealt with."),
    "held": _("Held back until you have said on the visit whether something on it is hidden"),
    "picture_discarded": _("A picture was discarded on the phone: %(reason)s"),
    "too_large": _("Too large to be sent. Save it as a file and tell the office."),
    "unreadable": _("The server could not read it. Save it as a file and tell the office."),
    "parked": _("The office is deciding"),
    "superseded": _("Stored; something newer is shown"),
    "sealed": _("%(num)s kept for somebody else, sealed"),
    "ready": _("%(num)s of %(all)s visits open without signal"),
    "not_ready": _("Only %(num)s of %(all)s visits open without signal yet"),
    "persisted": _("What is kept will not be cleared"),
    "not_persisted": _("Should this phone run out of room, it may clear what is kept"),
    "space": _("%(num)s GB free"),
    "little_space": _("%(num)s MB free"),
    "clock": _("The clock is right"),
    "clock_off": _("The clock is off by %(num)s min: set it to automatic"),
    "contact": _("Last contact"),
    "sent": _("Everything has gone out"),
    "not_sent": _("No answer yet; the phone tries again by itself"),
}


def phone_words(day: TheDay) -> dict[str, Any]:
    """For the script of the page, in the reader's language."""
    rows = [*day.rows, *day.moved]
    return {
        "verbs": {verb: str(words) for verb, words in (TITLES | VERBS).items()},
        "steps": {step.value: str(words) for step, words in STEPS.items()},
        "doors": {str(row.id): door(row.building, row.door) for row in rows},
        "said": {what: str(words) for what, words in SAID.items()},
    }
