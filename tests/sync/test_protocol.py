"""`POST /my/sync`: the envelope, the receipts, and what is kept of each command."""

import json

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.receipt import OtherPayload
from tests.builders import NOW
from tests.sync.conftest import HEADERS

pytestmark = pytest.mark.both_engines


def test_a_command_is_carried_out_and_answered_with_a_receipt(scene, order, visit):
    answer = scene.li_phone.call(scene.li_phone.press(visit, "accept"))

    assert answer.status_code == 200 and answer.headers["X-Sync-Protocol"] == "1"
    (receipt,) = answer.json["receipts"]
    now = scene.order_now(order)
    assert (receipt["verdict"], receipt["version"], now.state) == ("applied", now.version, "accepted")
    assert answer.json["now"] == NOW.isoformat() and answer.json["offset_ms"] == 0 and answer.json["decided"] == []
    assert f'id="visit-{visit}"' in answer.json["html"][f"visit-{visit}"]


def test_the_same_command_again_gets_the_same_receipt_and_changes_nothing(scene, order, visit):
    press = scene.li_phone.press(visit, "note", words="门铃坏了")
    first = scene.li_phone.send(press)
    scene.li_phone.say(visit, "note", words="狗很凶")

    assert scene.li_phone.send(press) == first
    assert scene.li_phone.send(press, press) == first * 2
    assert [entry.why for entry in scene.journal(order) if entry.what == "note"] == ["门铃坏了", "狗很凶"]


def test_the_same_id_with_another_payload_is_refused_and_both_are_kept(scene, order, visit):
    press = scene.li_phone.press(visit, "note", words="门铃坏了")
    first = scene.li_phone.send(press)
    other = press | {"data": {"words": "狗很凶"}}

    for _ in range(2):
        (receipt,) = scene.li_phone.send(other)
        assert (receipt["verdict"], receipt["code"]) == ("rejected", "command.id_used")
        assert receipt["message"]
    assert scene.li_phone.send(press) == first
    assert [kept.payload for kept in scene.all_of(OtherPayload)] == [other]
    assert len([entry for entry in scene.journal(order) if entry.what == "note"]) == 1


def test_one_that_is_refused_does_not_stop_the_next(scene, visit):
    phone = scene.li_phone
    commands = [
        phone.press(visit, "accept"),
        phone.press(visit, "levitate"),
        phone.press(visit, "ring", attempt="often"),
        phone.press(new_id(), "accept"),
        phone.press(visit, "note", words="\x00"),
        phone.press(visit, "set_out"),
    ]

    answers = phone.send(*commands)

    assert [answer["verdict"] for answer in answers] == [
        *("applied", "rejected", "rejected", "rejected", "rejected", "applied")
    ]
    assert [answer["code"] for answer in answers][1:5] == [
        *("command.unknown_verb", "command.bad_content", "visit.unknown", "order.reason_missing")
    ]
    kept = scene.receipts()
    assert [kept[command["id"]].payload for command in commands] == commands
    assert phone.send(*commands) == answers


def test_content_that_cannot_be_read_is_kept_under_its_id(scene, visit):
    press = {"id": str(new_id()), "seq": "first", "by": 7, "at": "yesterday", "visit": [], "verb": {"a": 1}}

    (receipt,) = scene.li_phone.send(press)

    assert receipt["verdict"] == "rejected" and receipt["code"] == "command.bad_content"
    assert scene.receipts()[press["id"]].payload == press


def test_what_another_person_pressed_waits_for_that_person(scene, visit):
    press = scene.li_phone.press(visit, "accept")

    (receipt,) = scene.zhao_phone.send(press)

    assert (receipt["verdict"], receipt["code"]) == ("later", "command.other_person")
    assert not scene.receipts()
    assert scene.li_phone.verdicts(press) == ["applied"]


def test_another_persons_visit_is_as_good_as_none(scene, visit):
    assert scene.zhao_phone.say(visit, "accept")["code"] == "visit.unknown"


def test_what_comes_before_the_one_pressed_earlier_waits(scene, visit):
    phone = scene.li_phone
    first, second, third = phone.press(visit, "accept"), phone.press(visit, "set_out"), phone.press(visit, "arrive")
    pending = {"min_seq": 1, "count": 3, "tray": 0}

    assert phone.verdicts(second, third, pending=pending) == ["later", "later"]
    assert phone.verdicts(first, second, third, pending=pending) == ["applied"] * 3
    assert phone.verdicts(third, pending=pending) == ["applied"]


def test_one_that_waits_holds_up_its_own_visit_only(scene, visit):
    other = scene.visit_of(scene.order())
    phone = scene.li_phone
    foreign = phone.press(visit, "accept") | {"by": str(scene.zhao.id)}

    assert phone.verdicts(foreign, phone.press(visit, "set_out"), phone.press(other, "accept")) == [
        *("later", "later", "applied")
    ]


def test_what_was_thrown_away_is_not_waited_for(scene, visit):
    phone = scene.li_phone
    gone, press = phone.press(visit, "accept"), phone.press(visit, "set_out")
    thrown = [{"id": gone["id"], "seq": 1, "reason": "误按"}]

    pending = {"min_seq": 1, "count": 1, "tray": 0}
    assert phone.verdicts(press, pending=pending, discarded=thrown) == ["applied"]


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        ({"device": "mine"}, "device"),
        ({"sent_at": "now"}, "sent_at"),
        ({"pending": {"min_seq": -1, "count": 0}}, "pending.min_seq"),
        ({"commands": {}}, "commands"),
        ({"discarded": [{"seq": 1}]}, "discarded.0.id"),
        ({"device": None}, "device"),
    ],
)
def test_an_envelope_that_cannot_be_read_is_named(scene, spoil, fault):
    answer = scene.li_phone.call(**spoil)

    assert answer.status_code == 422 and answer.json == {"index": None, "error": fault}


@pytest.mark.parametrize("command", [{}, {"id": "x"}, {"id": 7}, {"id": None}, {"id": ["x"]}, 7, "x", None, []])
def test_a_command_without_an_id_is_named_by_its_place(scene, visit, command):
    phone = scene.li_phone
    answer = phone.call(phone.press(visit, "accept"), command)

    assert answer.status_code == 422 and answer.json["index"] == 1
    assert not scene.receipts()


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"\xff\xfe", b'{"a":' * 100_000, b"9" * 10_000])
def test_what_is_no_call_at_all_is_a_fault_of_the_envelope(scene, body):
    answer = scene.li_phone.browser.post("/my/sync", data=body, content_type="application/json", headers=HEADERS)

    assert answer.status_code in {413, 422}


def test_too_many_or_too_large_is_to_be_halved(scene, visit):
    phone = scene.li_phone
    presses = [phone.press(visit, "note", words="a") for _ in range(51)]

    assert phone.call(*presses).status_code == 413
    assert phone.call(*presses[:50]).status_code == 200
    assert phone.call(phone.press(visit, "note", words="a" * 200 * 1024)).status_code == 413
    assert phone.call(*[phone.press(visit, "note", words="好" * 1990) for _ in range(46)]).status_code == 413


def test_other_types_protocols_and_versions_are_turned_away(scene, visit):
    phone = scene.li_phone
    envelope = phone.envelope(phone.press(visit, "accept"))
    newer = phone.envelope(phone.press(visit, "set_out") | {"v": 2})

    def post(**more):
        return phone.browser.post("/my/sync", **more)

    assert post(data=json.dumps(envelope), content_type="text/plain").status_code == 415
    assert post(json=envelope, headers={"X-Sync-Protocol": "2"}).status_code == 426
    assert post(json=newer, headers=HEADERS).status_code == 426
    assert post(json=envelope, headers=HEADERS | {"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not scene.receipts()


def test_whoever_is_not_signed_in_is_told_so(scene, client):
    answer = client.post("/my/sync", json=scene.li_phone.envelope(), headers=HEADERS)

    assert answer.status_code == 401 and answer.headers["X-Sync-Protocol"] == "1"


def test_every_page_of_the_phone_says_that_it_is_ours(scene, visit):
    for address in ("/my", f"/my/visits/{visit}", "/my/phone", "/my/catalogue", f"/my/visits/{new_id()}"):
        assert scene.phone.get(address).headers["X-Sync-Protocol"] == "1"
    assert scene.phone.put("/my/blobs/" + "a" * 64, data=b"x").headers["X-Sync-Protocol"] == "1"
