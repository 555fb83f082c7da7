"""What may be lost is noticed: holes in a phone's count, and a phone that was wiped. Nothing else raises an alarm."""

from datetime import timedelta

import pytest

from fieldapp.domain.alarm import AlarmKind
from fieldapp.domain.device import Device
from fieldapp.domain.loss import gaps
from tests.builders import NOW
from tests.sync.conftest import Phone
from tests.sync.whole_visit import whole_visit


def test_gaps_are_named_by_their_ends():
    assert gaps({2, 3, 7}, 1, 10) == [(1, 1), (4, 6), (8, 9)]
    assert gaps({1, 2, 3}, 1, 4) == gaps(set(), 5, 5) == []


def test_what_a_phone_says_of_itself_is_known(scene, visit):
    phone = scene.li_phone
    oldest = (NOW - timedelta(minutes=14)).isoformat()
    pending = {"min_seq": 1, "count": 4, "tray": 2, "oldest": oldest}
    phone.send(phone.press(visit, "accept"), pending=pending)

    known = scene.device(phone)
    assert (known.person_id, known.heard_at, known.first_seq) == (scene.li.id, NOW, 1)
    assert (known.waiting, known.tray, known.oldest_at) == (3, 2, NOW - timedelta(minutes=14))
    assert (known.usage_bytes, known.quota_bytes, known.persisted) == (4096, 10**9, True)


def test_when_all_has_come_nothing_waits(scene, visit):
    phone = scene.li_phone
    phone.send(phone.press(visit, "accept"), pending={"min_seq": 1, "count": 1, "oldest": NOW.isoformat()})

    known = scene.device(phone)
    assert (known.waiting, known.oldest_at) == (0, None)


@pytest.mark.both_engines
def test_a_hole_in_the_count_is_an_alarm(scene, visit):
    phone = scene.li_phone
    phone.say(visit, "accept")
    phone.press(visit, "set_out")  # lost
    phone.press(visit, "note", words="x")  # lost
    phone.say(visit, "arrive")
    phone.send()

    (alarm,) = scene.alarms()
    assert (alarm.kind, alarm.person_id, alarm.device) == (AlarmKind.HOLE, scene.li.id, phone.device)
    assert alarm.facts == {"missing": [[2, 3]], "count": 2} and alarm.branch_id == scene.branch.id
    phone.send()
    assert len(scene.alarms()) == 1


def test_a_hole_that_the_technician_explains_is_none(scene, visit):
    phone = scene.li_phone
    phone.say(visit, "accept")
    gone = phone.press(visit, "set_out")
    thrown = [{"id": gone["id"], "seq": gone["seq"], "reason": "误按"}]
    phone.send(phone.press(visit, "arrive"), discarded=thrown)
    phone.send()

    assert scene.alarms() == []


def test_what_was_refused_or_has_another_payload_is_no_hole(scene, visit):
    phone = scene.li_phone
    first = phone.press(visit, "note", words="x")
    phone.send(first, phone.press(visit, "levitate"))
    phone.send(phone.press(visit, "accept") | {"id": first["id"]})
    phone.send()

    assert scene.alarms() == []


def test_a_phone_is_counted_from_where_it_began_to_tell(scene, visit):
    phone = scene.li_phone
    phone.seq = 16
    phone.say(visit, "accept")
    phone.send()

    assert scene.alarms() == []


@pytest.mark.both_engines
def test_another_phone_while_the_first_had_something_waiting_is_an_alarm(scene, visit):
    old, new = scene.li_phone, Phone(scene.phone, scene.li.id)
    old.send(pending={"min_seq": 1, "count": 2, "tray": 0})
    new.say(visit, "accept")

    (alarm,) = scene.alarms()
    assert (alarm.kind, alarm.device, alarm.facts["waiting"]) == (AlarmKind.WIPED, old.device, 2)
    old.send()
    assert scene.alarms()[0].settled_at == NOW and scene.alarms()[0].settled_by_id is None


def test_another_phone_is_no_alarm_when_the_first_had_sent_everything(scene, visit):
    old, new = scene.li_phone, Phone(scene.phone, scene.li.id)
    old.send(old.press(visit, "accept"), pending={"min_seq": 1, "count": 1, "tray": 0})
    new.say(visit, "arrive")

    assert scene.alarms() == []


def test_another_persons_phone_is_none_of_mine(scene, visit):
    scene.li_phone.send(pending={"min_seq": 1, "count": 2, "tray": 0})
    scene.zhao_phone.send()

    assert scene.alarms() == []


def test_a_page_of_whoever_was_signed_in_before_says_nothing_of_the_next_ones_phone(scene, visit):
    commands = [scene.li_phone.press(visit, "accept"), scene.li_phone.press(visit, "arrive")]
    left_open = Phone(scene.others_phone, scene.li.id)
    left_open.device = scene.li_phone.device

    assert left_open.verdicts(*commands) == ["later", "later"]
    scene.li_phone.send(*commands, pending={"min_seq": 1, "count": 5, "tray": 0})
    left_open.send(pending={"min_seq": 3, "count": 3, "tray": 0})
    scene.zhao_phone.send()

    assert scene.alarms() == []
    assert {known.person_id for known in scene.all_of(Device, Device.id == left_open.device)} == {scene.li.id}


@pytest.mark.parametrize("storage", [{}, {"usage": 1.5, "quota": -1}, {"usage": "much", "quota": None, "persisted": 1}])
def test_what_a_browser_says_of_its_store_turns_nothing_away(scene, visit, storage):
    assert scene.li_phone.verdicts(scene.li_phone.press(visit, "accept"), storage=storage) == ["applied"]


def test_a_day_without_faults_raises_no_alarm(scene, visit):
    phone = scene.li_phone
    for command in whole_visit(scene, phone, visit):
        phone.send(command)
    phone.send()

    assert scene.alarms() == []
