"""The office decides about parked commands: let it count, or leave it. The phone is told until it surely knows."""

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine

from fieldapp.db import db
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.mark import Outcome
from fieldapp.domain.parked import decide, parked
from fieldapp.domain.receipt import Decision
from fieldapp.domain.signature import Signature
from tests.builders import NOW
from tests.jobs import at
from tests.sync.whole_visit import sign, whole_visit

pytestmark = pytest.mark.both_engines


def test_what_waits_is_listed_with_whose_it_is(scene, order, visit):
    scene.cancel(order)
    scene.li_phone.say(visit, "arrive")

    (row,) = waiting(scene)
    assert (row.verb, row.by_name, row.order_id, row.state) == ("arrive", scene.li.name, order, OrderState.CANCELLED)


def test_left_in_the_history_it_changes_nothing(scene, order, visit):
    scene.cancel(order)
    receipt = scene.li_phone.say(visit, "arrive")
    settle(scene, receipt, Decision.LEFT)

    assert waiting(scene) == [] and scene.order_now(order).state is OrderState.CANCELLED
    (told,) = scene.li_phone.call().json["decided"]
    assert (told["id"], told["code"]) == (receipt["id"], "decided.left") and told["message"]


def test_let_count_the_order_is_taken_back_to_where_the_visit_stands(scene, order, visit):
    scene.li_phone.say(visit, "accept")
    scene.reassign(order, scene.zhao)
    theirs = scene.visit_of(order, scene.zhao)
    scene.zhao_phone.say(theirs, "accept")
    arrived = scene.li_phone.say(visit, "arrive")

    settle(scene, arrived, Decision.COUNTS)

    now = scene.order_now(order)
    assert (now.state, now.holder_id) == (OrderState.AT_THE_DOOR, scene.li.id)
    assert scene.stored(theirs).outcome is Outcome.MOVED
    assert scene.stored(visit).arrived_at == NOW
    assert scene.zhao_phone.say(theirs, "set_out")["verdict"] == "parked"
    assert scene.li_phone.say(visit, "enter", answer="come_in")["verdict"] == "applied"


def test_a_whole_visit_counts_press_by_press(scene, order, visit):
    scene.cancel(order)
    scene.li_phone.send(*whole_visit(scene, scene.li_phone, visit))

    for row in waiting(scene):
        settle(scene, {"id": str(row.id)}, Decision.COUNTS)

    assert scene.order_now(order).state is OrderState.CALL_BACK_DUE
    assert scene.stored(visit).outcome is Outcome.DONE


def test_of_two_that_end_the_visit_the_second_moves_nothing(scene, order, visit):
    first = scene.li_phone.say(visit, "complete")
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        second = scene.li_phone.say(visit, "complete")
    assert {first["verdict"], second["verdict"]} == {"parked"}

    settle(scene, first, Decision.COUNTS)
    ended_at = scene.stored(visit).ended_at
    settle(scene, second, Decision.COUNTS)

    assert (scene.stored(visit).ended_at, scene.stored(visit).outcome) == (ended_at, Outcome.DONE)
    assert waiting(scene) == []


def test_a_second_signature_counts_when_the_office_says_so(scene, order, visit):
    commands = whole_visit(scene, scene.li_phone, visit)
    second = sign(scene, scene.li_phone, visit)
    scene.li_phone.send(*commands[:-1])
    (receipt,) = scene.li_phone.send(second)

    settle(scene, receipt, Decision.COUNTS)

    assert len(scene.all_of(Signature)) == 2
    assert str(scene.stored(visit).signature_id) == second["data"]["signature"]


def test_a_decision_is_made_once_and_by_the_branch_alone(scene, order, visit):
    scene.cancel(order)
    receipt = scene.li_phone.say(visit, "arrive")

    with pytest.raises(RuleBroken, match=r"parked\.unknown"):
        settle(scene, receipt, Decision.COUNTS, branch=new_id())
    settle(scene, receipt, Decision.LEFT)
    settle(scene, receipt, Decision.COUNTS)
    assert scene.order_now(order).state is OrderState.CANCELLED
    assert [entry.what for entry in scene.journal(order)].count("decide") == 1


def test_the_receipt_stays_what_it_was_and_the_news_stops_after_a_day(scene, order, visit):
    scene.cancel(order)
    press = scene.li_phone.press(visit, "arrive")
    (receipt,) = scene.li_phone.send(press)
    settle(scene, receipt, Decision.COUNTS)

    assert scene.li_phone.send(press) == [receipt]
    assert len(scene.li_phone.call().json["decided"]) == 1
    assert scene.zhao_phone.call().json["decided"] == []
    with time_machine.travel(NOW + timedelta(hours=25), tick=False):
        assert scene.li_phone.call().json["decided"] == []


def waiting(scene):
    with scene.app.app_context():
        return list(db.session.execute(parked(scene.branch.id)))


def settle(scene, receipt, decision, branch=None):
    with scene.app.app_context():
        act = at(NOW, scene.chen.id)
        decide(db.session(), UUID(receipt["id"]), branch_id=branch or scene.branch.id, decision=decision, act=act)
        db.session.commit()
