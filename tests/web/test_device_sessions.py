"""Where one is signed in: seen, ended from elsewhere without grace, noted without a write for each page."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.device_session import DeviceSession, Over, Way, end_sessions
from fieldapp.domain.people import Person, Role
from fieldapp.domain.sign_in_event import Door, SignInEvent
from fieldapp.domain.subscription import Subscription
from tests.builders import NOW, PASSWORD, a_person, li, the_branch, zhao

ANDROID = "Mozilla/5.0 (Linux; Android 13; Pixel) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36"


@pytest.fixture
def people(save):
    cast = {person.login: person for person in (li(), zhao(), a_person("admin", Role.ADMIN))}
    with time_machine.travel(NOW, tick=False) as clock:
        save(the_branch(), *cast.values())
        yield cast, clock


def rows(app) -> list[DeviceSession]:
    with app.app_context():
        return list(db.session.scalars(select(DeviceSession).order_by(DeviceSession.id)))


def the_session(browser) -> UUID:
    with browser.session_transaction() as kept:
        return UUID(kept["_user_id"].partition(".")[0])


def test_one_sees_where_one_is_signed_in_and_ends_one_of_them(app, client, people, signed_in):
    form = {"login": "li", "password": PASSWORD}
    client.post("/sign-in", data=form, headers={"User-Agent": ANDROID}, environ_base={"REMOTE_ADDR": "203.0.113.7"})
    desk, others = signed_in("li"), signed_in("zhao")
    page = desk.get("/account").text
    assert "安卓手机 · Chrome" in page and "203.0.113.0/24" in page and "203.0.113.7" not in page
    assert page.count("data-session=") == 2 and page.count("本机") > 0
    assert f"{the_session(client)}/end" in page and f"{the_session(desk)}/end" not in page

    assert desk.post(f"/account/devices/{the_session(others)}/end").status_code == 404
    assert desk.post(f"/account/devices/{the_session(desk)}/end").status_code == 404, "this one is signed out"
    assert desk.post(f"/account/devices/{the_session(client)}/end").status_code == 303
    assert client.get("/my").status_code == 302, "no grace"
    assert "已在别的设备上" in client.get("/sign-in").text
    assert desk.get("/my").status_code == 200 and others.get("/my").status_code == 200
    assert [one.over for one in rows(app)] == [Over.ENDED, None, None]


def test_a_phone_that_was_signed_out_from_elsewhere_forgets_its_day_and_one_that_only_expired_does_not(
    client, people, signed_in
):
    phone, office = signed_in("li"), signed_in("li")
    assert "X-Kept-Day" not in phone.get("/my/day.json").headers
    office.post("/account/devices/end")
    over = phone.get("/my/day.json")
    assert (over.status_code, over.headers["X-Kept-Day"], over.headers["X-Sync-Protocol"]) == (401, "over", "1")
    assert "X-Kept-Day" not in client.get("/my/day.json").headers
    again = phone.post("/sign-in", data={"login": "li", "password": PASSWORD})
    assert again.status_code == 303 and "X-Kept-Day" not in phone.get("/my/day.json").headers


def test_a_session_ended_elsewhere_wakes_its_phone_no_more(app, save, people, signed_in):
    phone, office, device = signed_in("li"), signed_in("li"), uuid4()
    envelope = {
        "device": str(device),
        "sent_at": NOW.isoformat(),
        "pending": {"min_seq": 1, "count": 0},
        "commands": [],
    }
    assert phone.post("/my/sync", json=envelope, headers={"X-Sync-Protocol": "1"}).status_code == 200
    told = {"endpoint": "https://push.example/1", "p256dh": "k", "auth": "a", "failure": "", "renewed_at": NOW}
    save(Subscription(person_id=people[0]["li"].id, device=device, made_at=NOW, **told))
    assert str(device)[-4:] in office.get("/account").text, "the list names the phone as the phone does"
    office.post("/account/devices/end")
    with app.app_context():
        assert db.session.scalars(select(Subscription.gone_at)).one() == NOW


def test_that_it_is_used_is_noted_every_few_minutes_when_the_answer_is_on_its_way(app, people, signed_in, max_queries):
    browser, clock = signed_in("li"), people[1]
    for minutes, noted in ((4, 0), (2, 6)):
        clock.shift(timedelta(minutes=minutes))
        with max_queries(1):
            answer = browser.get("/")
        answer.close()
        assert rows(app)[0].seen_at == NOW + timedelta(minutes=noted)


def test_signing_out_ends_it_and_a_stolen_cookie_opens_nothing_afterwards(app, people, signed_in):
    browser = signed_in("li")
    stolen = browser.get_cookie(app.config["SESSION_COOKIE_NAME"]).value
    browser.post("/sign-out")
    thief = app.test_client()
    thief.set_cookie(app.config["SESSION_COOKIE_NAME"], stolen)
    assert thief.get("/my").status_code == 302
    assert rows(app)[0].over is Over.SIGNED_OUT


def test_signing_in_again_in_the_same_browser_ends_the_session_before(app, client, people):
    for _ in range(2):
        client.post("/sign-in", data={"login": "li", "password": PASSWORD})
    assert [(one.over, one.way) for one in rows(app)] == [(Over.REPLACED, Way.PASSWORD), (None, Way.PASSWORD)]


def test_a_cookie_of_before_there_were_sessions_asks_for_the_password_once_more(client, people):
    with client.session_transaction() as kept:
        kept["_user_id"] = f"{people[0]['li'].id}.0123456789ab"
    assert client.get("/my").status_code == 302


def test_a_new_password_ends_all_of_them(app, people):
    li = people[0]["li"]
    with app.test_request_context(method="POST"):
        db.session.add_all(DeviceSession(person_id=li.id, way=Way.PASSWORD, **AT_NOW) for _ in range(2))
        db.session.flush()
        assert len(end_sessions(db.session(), li.id, Over.PASSWORD, NOW)) == 2
        db.session.commit()
    assert {one.over for one in rows(app)} == {Over.PASSWORD}


AT_NOW = {"machine": "other", "program": "other", "network": "", "begun_at": NOW, "seen_at": NOW}


def test_whoever_loses_a_role_is_refused_at_the_next_request(app, people, signed_in):
    admin, browser = signed_in("admin"), signed_in("li")
    assert browser.get("/my").status_code == 200 and browser.get("/board").status_code == 404
    fields = {"name": "李建国", "badge": "A1027", "phone": "", "department": "repair", "language": "zh_Hans_CN"}
    where = f"/admin/people/{people[0]['li'].id}"
    assert admin.post(where, data=fields | {"roles": "supervisor"}).status_code == 303
    assert browser.get("/my").status_code == 404 and browser.get("/board").status_code == 200
    told = admin.get("/admin/audit?part=sign_ins&what=roles").text
    assert "维修工 → 主管" in told or "技术员 → 主管" in told or "→" in told


def test_the_administrator_sees_and_ends_sessions_and_finds_what_happened_at_the_door(app, client, people, signed_in):
    admin, browser = signed_in("admin"), signed_in("li")
    where = f"/admin/people/{people[0]['li'].id}"
    assert f'data-session="{the_session(browser)}"' in admin.get(where).text
    assert admin.post(f"{where}/sessions/{the_session(admin)}/end").status_code == 404, "not one of Li's"
    assert admin.post(f"{where}/sessions/{the_session(browser)}/end").status_code == 303
    assert browser.get("/my").status_code == 302

    client.post("/sign-in", data={"login": "li", "password": "wrong"}, headers={"User-Agent": ANDROID})
    client.post("/sign-in", data={"login": "my password by mistake", "password": "wrong"})
    page = admin.get("/admin/audit?part=sign_ins").text
    assert page.count('data-what="failed"') == 2 and "安卓手机 · Chrome" in page and "mistake" not in page
    assert page.count('data-what="ended"') == 1 and page.count('data-what="signed_in"') == 2
    with app.app_context():
        ended = db.session.scalars(select(SignInEvent).where(SignInEvent.what == Door.ENDED)).one()
        assert (ended.by_id, ended.session_id) == (people[0]["admin"].id, the_session(browser))
        assert db.session.get_one(Person, ended.person_id).login == "li"
