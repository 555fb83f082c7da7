"""Today: what is next, what follows, what is done. A day that has not changed is not sent again."""

from flask import Blueprint, Response, render_template

from fieldapp.clock import now
from fieldapp.web import fresh
from fieldapp.web.home_zone import home_zone
from fieldapp.web.technician.emergency import my_cards
from fieldapp.web.technician.emergency_card import EmergencyCard
from fieldapp.web.technician.moved_notes import MovedNote, moved_notes
from fieldapp.web.technician.press import said
from fieldapp.web.technician.the_day import the_day
from fieldapp.web.technician.today_page import TodayPage, today_page

bp = Blueprint("today", __name__)


@bp.get("")
def show() -> Response:
    at, zone = now(), home_zone()
    day = the_day(at, zone)
    emergencies = my_cards()
    tag = fresh.tag(day.tag, *(tuple(card.row) for card in emergencies))
    return fresh.unchanged(tag) or fresh.tagged(
        draw(today_page(day.rows, at, zone), moved_notes(day.moved), emergencies, tag), tag
    )


def draw(today: TodayPage, moved: list[MovedNote], emergencies: list[EmergencyCard], tag: str) -> str:
    """The page with a fresh press for the next job, what cannot wait above all of it, and the tag of all it shows."""
    return render_template(
        "technician/today.html",
        today=today,
        moved=moved,
        emergencies=emergencies,
        set_out=said("set_out"),
        today_tag=tag,
    )
