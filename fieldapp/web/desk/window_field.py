"""The field "when": pills for the times on offer, any time, or a day and hours picked by hand."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from fieldapp.clock import now
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.window import window_to_come
from fieldapp.web.forms import Form

ANY_TIME, PICKED = "any", "pick"

Window = tuple[datetime | None, datetime | None]


def window_from(form: Form, zone: str) -> Window:
    """From when until when; nothing for any time. What cannot be read, or is over, becomes a fault of the form."""
    begins, ends = _chosen(form, zone)
    try:
        window_to_come(begins, ends, at=now())
    except RuleBroken as refusal:
        form.blame("window", refusal)
    return begins, ends


def _chosen(form: Form, zone: str) -> Window:
    chosen = form.text("window", most=80, optional=True)
    if chosen in {"", ANY_TIME}:
        return None, None
    return _picked(form, zone) if chosen == PICKED else _offered(form, chosen)


def _offered(form: Form, pill: str) -> Window:
    """A pill says both ends with their offset, so that it means the same when it is sent a little later."""
    try:
        begins, ends = (_moment(words) for words in pill.split("/"))
    except ValueError:
        form.fault("window", "form.not_known")
        return None, None
    return begins, ends


def _moment(words: str) -> datetime:
    moment = datetime.fromisoformat(words)
    if moment.tzinfo is None or not 2000 <= moment.year < 2100:
        raise ValueError(f"{words!r} is none of our pills")
    return moment


def _picked(form: Form, zone: str) -> Window:
    day, begins, ends = form.day("pick_day"), _hour(form, "pick_from"), _hour(form, "pick_until")
    if day is None or begins is None or ends is None:
        return None, None
    return datetime.combine(day, begins, ZoneInfo(zone)), datetime.combine(day, ends, ZoneInfo(zone))


def _hour(form: Form, name: str) -> time | None:
    words = form.text(name, most=8)
    try:
        return time.fromisoformat(words).replace(tzinfo=None) if words else None
    except ValueError:
        form.fault(name, "form.not_a_time")
        return None
