"""`/calendar/<token>.ics`: a technician's appointments, for the calendar that subscribes to them."""

from datetime import UTC, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _
from icalendar import Calendar, Event

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.calendar_link import AHEAD, BACK, CALLED_OFF, appointments, whose
from fieldapp.domain.people import Language, Person
from fieldapp.web import guard
from fieldapp.web.doorplate import door
from fieldapp.web.language import language, speak
from fieldapp.web.places import public_address
from fieldapp.web.wrong_tokens import few_wrong_ones

bp = Blueprint("calendar", __name__, url_prefix="/calendar")
bp.before_request(guard.open_to_all())

MIMETYPE = "text/calendar; charset=utf-8"
ASK_AGAIN = timedelta(minutes=15)


@bp.get("/<token>.ics")
@few_wrong_ones
def show(token: str) -> Response:
    person = db.session.scalars(whose(token)).one_or_none()
    if person is None:
        return Response(status=404)
    speak(person.language)
    at = now()
    calendar = _calendar(person)
    for row in appointments(db.session(), person.id, at):
        calendar.add_component(_event(row))
    calendar.add_missing_timezones(first_date=(at - BACK).date(), last_date=(at + AHEAD).date())
    answer = Response(calendar.to_ical(), content_type=MIMETYPE)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def _calendar(person: Person) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//fieldapp//appointments//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", str(_("Appointments of %(name)s", name=person.name)))
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{ASK_AGAIN // timedelta(minutes=1)}M")
    return calendar


def _event(row: Any) -> Event:
    """One visit: always under its own id, and with the order's number of changes, so that the newest one counts."""
    english, zone = language() is Language.ENGLISH, ZoneInfo(row.timezone)
    event = Event()
    event.add("uid", f"{row.id}@fieldapp")
    event.add("sequence", row.version)
    event.add("dtstamp", row.changed_at.astimezone(UTC))
    event.add("last-modified", row.changed_at.astimezone(UTC))
    event.add("dtstart", row.planned_from.astimezone(zone))
    ends = row.planned_until or row.planned_from + timedelta(minutes=row.minutes)
    event.add("dtend", ends.astimezone(zone))
    at = door(row.building, row.door)
    event.add("summary", f"{at} {row.title_en if english else row.title_zh}")
    event.add("location", f"{row.site_en if english else row.site_zh} {at}")
    event.add("description", str(_("Order %(number)s", number=f"{row.year}-{row.serial:05d}")))
    event.add("url", public_address(url_for("technician.visit.show", visit_id=row.id)))
    event.add("status", "CANCELLED" if row.outcome in CALLED_OFF else "CONFIRMED")
    return event
