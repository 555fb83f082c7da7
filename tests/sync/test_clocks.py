"""Three clocks: what the phone's clock said, when it really was, and when we heard. A wrong clock is never punished."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from fieldapp.db import db
from fieldapp.domain.premises import Site
from fieldapp.domain.visit import Visit
from tests.builders import NOW

HOURS = timedelta(hours=1)


@pytest.mark.both_engines
@pytest.mark.parametrize("ahead", [0 * HOURS, 3 * HOURS, -3 * HOURS, 400_000 * HOURS, -200_000 * HOURS])
def test_the_moment_is_put_right_by_the_offset_of_the_phone(scene, order, visit, ahead):
    phone = scene.li_phone
    phone.ahead = ahead

    answer = phone.call(phone.press(visit, "arrive", pressed_at=NOW - HOURS))

    entry = scene.journal(order)[-1]
    assert answer.json["offset_ms"] == -ahead / timedelta(milliseconds=1)
    assert (entry.at, entry.received_at, entry.device_at) == (NOW - HOURS, NOW, NOW - HOURS + ahead)
    assert scene.stored(visit).arrived_at == NOW - HOURS


def test_nothing_happened_later_than_we_heard_of_it(scene, order, visit):
    scene.li_phone.send(scene.li_phone.press(visit, "arrive", pressed_at=NOW + 5 * HOURS))

    assert scene.journal(order)[-1].at == NOW


@pytest.mark.parametrize(("ahead", "told"), [(timedelta(minutes=11), True), (timedelta(minutes=9), False)])
def test_a_clock_that_is_off_by_more_than_ten_minutes_is_told(scene, visit, ahead, told):
    scene.li_phone.ahead = ahead
    scene.li_phone.say(visit, "accept")

    assert scene.device(scene.li_phone).clock_off == (-ahead if told else None)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
def test_a_moment_beyond_the_calendar_stops_nobody(scene, visit, moment):
    phone = scene.li_phone
    strange = phone.press(visit, "note", words="x") | {"at": moment}

    assert phone.verdicts(strange, phone.press(visit, "accept")) == ["rejected", "applied"]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
def test_the_first_and_the_last_moment_are_moments(scene, visit, moment):
    phone = scene.li_phone
    strange = phone.press(visit, "note", words="x") | {"at": moment}

    assert phone.verdicts(strange, sent_at="9999-12-31T23:00:00Z") == ["applied"]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])
@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"], ids=["east", "west"])
def test_what_a_clock_at_the_end_of_the_calendar_said_is_shown_like_all_else(
    scene, order, visit, signed_in, moment, zone
):
    with scene.app.app_context():
        db.session.execute(update(Site).values(timezone=zone))
        db.session.commit()
    scene.li_phone.send(scene.li_phone.press(visit, "arrive") | {"at": moment})

    for path in (f"/desk/orders/{order}", "/desk/orders"):
        assert signed_in("chen").get(path).status_code == 200


@pytest.mark.parametrize("year", ["0001", "1999", "2100", "9999"])
def test_a_time_that_nobody_agrees_to_stands_in_no_list(scene, order, visit, signed_in, year):
    """One press of one phone, and the front desk's list of orders could not be drawn any more."""
    phone = scene.li_phone
    for verb, data in (("arrive", {}), ("step", {"key": "covers", "result": "done"}), ("ring", {"attempt": 1})):
        phone.say(visit, verb, **data)
    phone.send(phone.press(visit, "ring", pressed_at=NOW + timedelta(seconds=7), attempt=2))
    agreed = {"begins": f"{year}-12-31T20:00:00Z", "ends": f"{year}-12-31T23:59:59Z"}

    (receipt,) = phone.send(phone.press(visit, "no_answer", called=True, new_window=agreed))

    assert (receipt["verdict"], receipt["code"]) == ("rejected", "command.bad_content")
    assert signed_in("chen").get("/desk/orders").status_code == 200


def test_the_order_of_things_is_not_that_of_the_clocks(scene, order, visit):
    phone = scene.li_phone
    commands = [
        phone.press(visit, "accept", pressed_at=NOW + HOURS),
        phone.press(visit, "set_out", pressed_at=NOW - 20 * HOURS),
        phone.press(visit, "arrive", pressed_at=NOW - 40 * HOURS),
        phone.press(visit, "test", key="tap", good=False, remark="还滴水", pressed_at=NOW),
        phone.press(visit, "test", key="tap", good=True, pressed_at=NOW - 9 * HOURS),
    ]
    phone.send(*commands)

    assert scene.order_now(order).state == "at_the_door"
    assert [test.good for test in trials_of(scene, visit)] == [False, True]


def test_a_moment_is_put_right_to_an_earlier_one_and_both_are_kept(scene, order, visit):
    phone = scene.li_phone
    phone.ahead = 2 * HOURS
    arrived = phone.press(visit, "arrive", pressed_at=NOW - HOURS)
    phone.send(arrived)

    earlier = (NOW - HOURS - timedelta(minutes=12) + phone.ahead).isoformat()
    assert phone.say(visit, "correct", command=arrived["id"], at=earlier)["verdict"] == "applied"

    assert scene.stored(visit).arrived_at == NOW - HOURS - timedelta(minutes=12)
    facts = scene.journal(order)[-1].facts
    assert (facts["verb"], facts["was"]) == ("arrive", (NOW - HOURS).isoformat())
    later = (NOW + phone.ahead).isoformat()
    assert phone.say(visit, "correct", command=arrived["id"], at=later)["code"] == "correct.not_earlier"
    assert scene.li_phone.say(visit, "correct", command=earlier_id(scene), at=earlier)["code"] == "correct.unknown"


def earlier_id(scene):
    """The id of somebody else's command."""
    return scene.zhao_phone.say(scene.visit_of(scene.order()), "accept")["id"]


def trials_of(scene, visit):
    with scene.app.app_context():
        found = db.session.scalars(select(Visit).where(Visit.id == visit)).one()
        db.session.refresh(found, ["tests"])
        return list(found.tests)
