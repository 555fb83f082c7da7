"""`/board/week`: people × seven days, each day's load against the hours on duty; a tap leads to that day."""

from datetime import timedelta

from flask import Blueprint, render_template, request

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.board import FURTHEST
from fieldapp.domain.week import DAYS, read_week
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.labels import label
from fieldapp.web.supervisor.days import week_url
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.week_words import heads, people, waiting_row
from fieldapp.web.supervisor.whose import my_desk
from fieldapp.web.watching import watching

bp = Blueprint("week", __name__, url_prefix="/week")


@bp.get("")
def show() -> str:
    desk, focus = my_desk(), Focus.of_the_request()
    today = desk.date_at(now())
    day = min(max(focus.day or today, today - FURTHEST), today + FURTHEST)
    week = read_week(db.session(), desk, now=now(), day=day)
    return render_template(
        "supervisor/_week.html" if asked_by_htmx() else "supervisor/week.html",
        week=week,
        focus=focus,
        here=request.full_path.rstrip("?"),
        zone=desk.timezone,
        department=label(desk.department),
        day=day,
        today=today,
        heads=heads(week, desk, focus),
        waiting=waiting_row(week, desk, focus),
        people=people(week, desk, focus),
        weeks=[week_url(day + timedelta(days=DAYS * away), focus) for away in (-1, 1)],
        this_week=week_url(today, focus),
        this_week_shown=any(one.covers(week.now) for one in week.days),
        watching=watching(desk.department),
    )
