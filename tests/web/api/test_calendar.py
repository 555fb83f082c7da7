"""A technician's calendar shows where they are expected, follows every change, and knows nobody who lives there."""

import re
from datetime import timedelta

from icalendar import Calendar
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.assignment import assign, newest_assignment
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person
from fieldapp.domain.visit import Visit
from tests.builders import NOW
from tests.jobs import PROCEDURE_ID, at

TOMORROW = NOW + timedelta(days=1)


def give(ours, number: str, begins=TOMORROW, current=False, to=None) -> None:
    """The supervisor gives the order to Li (or to somebody else) for that time."""
    with ours.app.app_context():
        order = db.session.scalars(select(Order).where(Order.serial == int(number[5:]))).one()
        before = db.session.scalars(newest_assignment(order.id)).one_or_none() if current else None
        person = db.session.get_one(Person, (to or ours.li).id)
        act = at(NOW, ours.sun.id)
        when = {"begins": begins, "ends": begins + timedelta(hours=1), "reason": "换人"}
        db.session.add(assign(order, person, act, current=before, procedure_id=PROCEDURE_ID, **when))
        db.session.commit()


def shown(browser, path: str) -> list:
    answer = browser.get(path)
    assert answer.status_code == 200 and answer.mimetype == "text/calendar"
    words = re.sub("[0-9a-f]{8}-[0-9a-f-]{27}", "", answer.text.replace("\r\n ", ""))  # an id may hold any digits
    assert "王" not in words and "5678" not in words
    return Calendar.from_ical(answer.data).events


def test_appointments_are_shown_by_a_secret_link_and_follow_every_change(ours, signed_in, client):
    number = ours.write(wanted_from=TOMORROW.isoformat()).json["number"]
    give(ours, number)
    browser = signed_in("li")
    page = browser.post("/my/calendar").text
    path = page.split("http://localhost")[1].split("<")[0]
    assert path.startswith("/calendar/") and path not in browser.get("/my/calendar").text

    (first,) = shown(client, path)
    assert (first.start, first.end - first.start) == (TOMORROW, timedelta(hours=1))
    assert first["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert (first["SUMMARY"], first["STATUS"]) == ("3栋503 更换角阀", "CONFIRMED")
    assert str(first["URL"]).startswith("http://localhost/my/visits/")

    give(ours, number, current=True, to=ours.zhao)
    (gone,) = shown(client, path)
    assert (gone["UID"], gone["STATUS"]) == (first["UID"], "CANCELLED")
    assert gone["SEQUENCE"] > first["SEQUENCE"]

    browser.post("/my/calendar/end")
    assert client.get(path).status_code == 404


def test_whoever_has_left_shows_nobody_where_they_go(ours, signed_in, client):
    page = signed_in("li").post("/my/calendar").text
    path = page.split("http://localhost")[1].split("<")[0]
    assert shown(client, path) == []
    with ours.app.app_context():
        db.session.get_one(Person, ours.li.id).left_at = NOW
        db.session.commit()
        assert db.session.scalars(select(Visit)).all() == []
    assert client.get(path).status_code == 404
