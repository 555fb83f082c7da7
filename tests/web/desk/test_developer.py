"""With the developer (4.3.4): from the desk to their page and back, and who is told when nothing comes."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.developer import Developer
from fieldapp.domain.developer_case import DeveloperCase
from fieldapp.domain.developer_chase import chase
from fieldapp.domain.message import Delivery, Message, MessageKind
from fieldapp.domain.other_channel import OtherChannel
from fieldapp.domain.people import Language, Person
from fieldapp.domain.subscription import Subscription
from fieldapp.domain.telling import tell
from fieldapp.domain.timer import Timer
from fieldapp.domain.visit import Visit
from fieldapp.web.message_words import words_for
from fieldapp.worker.carrying_out import due_of
from tests.builders import NOW, SITE_ID
from tests.jobs import at
from tests.pages import form_of

WATER = {"component": "waterproofing", "consent": "yes", "why": "卫生间墙面渗水，上月开始"}


@pytest.fixture
def developer(desk):
    developer = Developer(id=new_id(), branch_id=desk.branch.id, site_id=SITE_ID)
    developer.say(at(), company="阳光置业工程部", contact="钱工", phone="13700010001")
    return desk.save(developer)


def handed(desk, **said):
    order_id = desk.order()
    form = {"version": str(desk.stored(order_id).version)} | WATER | said
    return order_id, desk.browser.post(f"/desk/orders/{order_id}/developer", data=form)


def case_of(desk, order_id) -> DeveloperCase:
    with desk.app.app_context():
        return db.session.scalars(select(DeveloperCase).where(DeveloperCase.order_id == order_id)).one()


def test_without_the_owners_consent_nothing_goes_out(desk, developer):
    order_id, answer = handed(desk, consent="")
    assert answer.status_code == 422 and desk.stored(order_id).state is OrderState.RECEIVED


@pytest.mark.both_engines
def test_it_goes_to_the_developers_page_is_received_repaired_and_comes_back_for_a_signature(desk, developer, client):
    order_id, answer = handed(desk)
    assert answer.status_code == 303
    case = case_of(desk, order_id)
    assert f"/developer/{case.token}" in desk.page(f"/desk/orders/{order_id}")
    assert "等开发商确认收到" in desk.page("/desk/developer")

    link = f"/developer/{case.token}"
    page = client.get(link).text
    assert "卫生间墙面渗水" in page and "13812345678" in page and "防水" in page and "2021-05-01" in page
    assert client.post(f"{link}/receipt", data={"by": ""}).status_code == 422
    assert client.post(f"{link}/receipt", data={"by": "钱工"}).status_code == 303
    assert client.post(f"{link}/reply", data={"reply": "refused", "by": "钱工"}).status_code == 422
    assert client.post(f"{link}/reply", data={"reply": "repaired", "by": "钱工"}).status_code == 303
    assert "等我们和业主一起看" in desk.page("/desk/developer")

    back = desk.browser.post(f"/desk/orders/{order_id}/developer/return-visit", data={"window": "any"})
    order = desk.stored(order_id)
    assert back.status_code == 303 and (order.state, order.price_fen) == (OrderState.RECEIVED, 0)
    assert str(order_id) not in desk.page("/desk/developer")
    assert "开发商转回：已修好" in desk.page(f"/desk/orders/{order_id}")
    told = [entry.what for entry in desk.journal(order_id)]
    assert told[-4:] == ["hand_to_developer", "developer_received", "developer_replied", "return_visit"]


def test_what_they_say_on_the_telephone_the_desk_writes_down(desk, developer):
    order_id, _ = handed(desk)
    where = f"/desk/orders/{order_id}/developer"
    assert desk.browser.post(f"{where}/reply", data={"reply": "promised", "by": "钱工"}).status_code == 422
    said = {"reply": "promised", "by": "钱工", "promised_on": "2026-11-30"}
    assert desk.browser.post(f"{where}/reply", data=said).status_code == 303
    assert "2026-11-30" in desk.page(f"/desk/orders/{order_id}")
    assert desk.supervisor.post(f"{where}/end", data={"why": "了结"}).status_code == 404
    assert desk.browser.post(f"{where}/end", data={"why": "业主自己谈好了"}).status_code == 303
    assert desk.stored(order_id).state is OrderState.CLOSED


def test_a_day_is_promised_by_the_clocks_of_the_site(desk, developer, client):
    (at_the_desk, _), (by_link, _) = handed(desk), handed(desk)
    with time_machine.travel(datetime(2026, 11, 23, 17, tzinfo=UTC), tick=False):  # one in the morning of the 24th
        for browser, where in (
            (desk.browser, f"/desk/orders/{at_the_desk}/developer/reply"),
            (client, f"/developer/{case_of(desk, by_link).token}/reply"),
        ):
            said = {"reply": "promised", "by": "钱工"}
            answers = [browser.post(where, data=said | {"promised_on": f"2026-11-{day}"}) for day in (23, 24)]
            assert [answer.status_code for answer in answers] == [422, 303]
    ends = [case_of(desk, order_id).next_at for order_id in (at_the_desk, by_link)]
    assert ends == [datetime(2026, 11, 24, 16, tzinfo=UTC)] * 2


def test_a_wrong_link_tells_nothing_and_an_old_one_neither(desk, developer, client):
    order_id, _ = handed(desk)
    case = case_of(desk, order_id)
    assert client.get("/developer/0000").status_code == 404
    desk.browser.post(f"/desk/orders/{order_id}/developer/end", data={"why": "业主自己谈好了"})
    assert "已经了结" in client.get(f"/developer/{case.token}").text
    with time_machine.travel(NOW + timedelta(days=31), tick=False):
        assert client.get(f"/developer/{case.token}").status_code == 404


def test_the_link_goes_to_their_number_by_a_channel_that_needs_one(desk, developer):
    handed(desk)
    with desk.app.app_context():
        db.session.add(OtherChannel(name="sms", rank=2, needs_phone=True))
        db.session.add(OtherChannel(name="group", rank=3, needs_phone=False))
        message = db.session.scalars(select(Message).where(Message.kind == MessageKind.DEVELOPER)).one()
        timer = db.session.scalars(select(Timer).where(Timer.key == Message.timer_key(message.key))).one()
        tell(db.session(), due_of(timer), NOW)
        db.session.commit()
        sent = select(Delivery.channel, Delivery.way_id).where(Delivery.message_id == message.id)
        ways = [tuple(way) for way in db.session.execute(sent)]
        words = words_for(message.kind, message.facts, Language.ENGLISH, None)
    assert ways == [("sms", developer)]
    assert "请打开页面" in words.body and f"/developer/{message.facts['token']}" in words.body


def test_when_nothing_comes_the_desk_is_told_and_a_day_later_the_supervisor_too(desk, developer):
    order_id, _ = handed(desk)
    for person in (desk.chen, desk.sun):
        desk.save(a_device_of(person))
    told = []
    for day in (1, 2):
        late = NOW + timedelta(days=day, seconds=1)
        with desk.app.app_context():
            waiting = select(Timer).where(Timer.topic == "developer", Timer.done_at.is_(None), Timer.due_at <= late)
            for timer in db.session.scalars(waiting).all():
                chase(db.session(), due_of(timer), late)
                timer.done_at = late
            db.session.commit()
            asked = select(Message.person_id).where(Message.kind == MessageKind.CHASE, Message.written_at == late)
            told.append(set(db.session.scalars(asked)))
    assert told == [{desk.chen.id}, {desk.chen.id, desk.sun.id}]
    page = desk.page("/desk/developer")
    assert re.search(r"催过 2 次", page) and [e.what for e in desk.journal(order_id)].count("developer_chased") == 2


def a_device_of(person: Person) -> Subscription:
    made = {"p256dh": "key", "auth": "secret", "made_at": NOW, "renewed_at": NOW}
    return Subscription(id=new_id(), person_id=person.id, endpoint=f"https://x/{person.login}", **made)


def test_from_the_door_the_technician_hands_it_over_with_the_owners_consent(desk, developer, signed_in):
    order_id, li = desk.order(until="ask"), signed_in("li")
    with desk.app.app_context():
        visit_id = db.session.scalars(select(Visit.id).where(Visit.order_id == order_id)).one()
    form = form_of(li.get(f"/my/visits/{visit_id}").text, "transfer")
    told = form | {"component": "waterproofing", "words": "墙内渗水"}
    assert li.post(f"/my/visits/{visit_id}/commands", data=told).status_code == 422
    assert li.post(f"/my/visits/{visit_id}/commands", data=told | {"consent": "1"}).status_code == 303
    assert desk.stored(order_id).state is OrderState.WITH_DEVELOPER and case_of(desk, order_id).words == "墙内渗水"
