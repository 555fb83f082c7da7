"""Today: what is next, what follows, what is done. A day that has not changed is not sent again."""

from flask import Blueprint, Response, render_template

from fieldapp.clock import now
from fieldapp.db import reading
from fieldapp.domain.day import VISITS_OF_THE_DAY, by_time, day_parameters
from fieldapp.domain.moved import MOVED_TODAY, newest_first
from fieldapp.web import fresh
from fieldapp.web.home_zone import day_of, home_zone
from fieldapp.web.session import me
from fieldapp.web.technician.moved_notes import MovedNote, moved_notes
from fieldapp.web.technician.press import said
from fieldapp.web.technician.today_page import TodayPage, today_page

bp = Blueprint("today", __name__)


@bp.get("")
def show() -> Response:
    at, zone = now(), home_zone()
    begins, ends = day_of(at, zone)
    ask = reading()
    rows = sorted(ask.execute(VISITS_OF_THE_DAY, day_parameters(me().id, begins, ends)), key=by_time)
    moved = newest_first(ask.execute(MOVED_TODAY, {"technician_id": me().id, "begins": begins}))
    # The rows themselves are the tag: whatever the page shows of the day is in them. Minutes count down by script.
    tag = fresh.tag(begins, me().name, *map(tuple, rows), *map(tuple, moved))
    return fresh.unchanged(tag) or fresh.tagged(draw(today_page(rows, at, zone), moved_notes(moved)), tag)


def draw(today: TodayPage, moved: list[MovedNote]) -> str:
    """The page with a fresh press for the next job."""
    return render_template("technician/today.html", today=today, moved=moved, set_out=said("set_out"))
