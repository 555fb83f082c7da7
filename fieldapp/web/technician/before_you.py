"""Who was at this door before, and what they did: for whoever comes after them."""

from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from fieldapp.db import db
from fieldapp.domain.before import EARLIER_VISITS, Earlier, earlier
from fieldapp.domain.timeline import Event
from fieldapp.domain.visit import Visit
from fieldapp.web.formats import clock, dated_window, named_day, window
from fieldapp.web.journal_words import detail, title


@dataclass(frozen=True, slots=True)
class BeforeYou:
    """One earlier visit in words."""

    words: str
    did: list[str]


def before_you(visit: Visit, at: datetime, zone: str) -> list[BeforeYou]:
    """What was done for the same order in earlier visits: one question, however many there were."""
    asked = {"order_id": visit.order_id, "visit_id": visit.id}
    found = earlier(db.session.connection().execute(EARLIER_VISITS, asked))
    return [_told(one, at, zone, own=one.technician_id == visit.technician_id) for one in found]


def _told(one: Earlier, at: datetime, zone: str, *, own: bool) -> BeforeYou:
    written = window if named_day(one.began, zone) == named_day(at, zone) else dated_window
    longer = clock(one.began, zone) != clock(one.ended, zone)
    time = written(one.began, one.ended if longer else None, zone)
    words = _("You were here before, %(time)s") if own else _("%(name)s was here before you, %(time)s")
    return BeforeYou(str(words) % {"name": one.name, "time": time}, _deeds(one.did))


def _deeds(did: list[Event]) -> list[str]:
    """Each thing once, as it came out last."""
    last = {_key(event): event for event in did}
    return [" ".join(words for words in (title(event), detail(event)) if words) for event in last.values()]


def _key(event: Event) -> tuple[str, object]:
    """What makes two entries tell of the same thing: a step is ticked again, but each line is another one."""
    return event.what, event.facts.get("key") or event.facts.get("line") or event.facts.get("moment")
