"""Whatever a phone sends, the answer is never a mishap of ours, and what stands before and after it is carried out."""

import string
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldapp.domain.base import new_id
from fieldapp.domain.verbs import VERBS

pytestmark = pytest.mark.both_engines

NASTY = st.sampled_from(
    [
        *("", "\x00", "\ud800", "a\x00b", "\u202e", "NaN", "null", "0", "-1", "1e999", "a" * 3000, "好" * 400, "💧"),
        *(-1, 0, 1, 2**31, 2**53, 2**63, 2**64, 10**40, -(10**40), 1.5, 1e300, True, False, None),
        *([], {}, [[]], [None], {"": ""}, {"a": [1, {"b": "\x00"}]}, [[[0, 0, 2**40]]]),
        *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-23T02:41:00", "yesterday"),
        *(str(new_id()), "done", "agreed", "come_in", "work", "owner", "tap", "a" * 64),
    ]
)
NAMES = st.text(string.printable, max_size=5)
JSON = st.recursive(
    NASTY,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=6,
)
FIELDS = sorted({field for verb in VERBS.values() for field in verb.data.model_fields} | {"more"})
DATA = st.dictionaries(st.sampled_from(FIELDS), JSON, max_size=8)
VERB = st.sampled_from(sorted(VERBS)) | NASTY
OF_A_COMMAND = st.sampled_from(["seq", "v", "visit", "verb", "at", "base", "by", "data", "more"])
PARTS = st.dictionaries(OF_A_COMMAND, JSON, max_size=3)
SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@SLOW
@given(st.lists(st.tuples(VERB, DATA), max_size=4))
def test_no_content_stops_the_next_command(scene, visit, contents):
    phone = scene.li_phone
    strange = [phone.press(visit, "note") | {"verb": verb, "data": data} for verb, data in contents]
    note = phone.press(visit, "note", words="after all")

    receipts = phone.send(*strange, note)

    assert receipts[-1]["verdict"] == "applied"
    assert {receipt["verdict"] for receipt in receipts} <= {*("applied", "noop", "superseded", "parked", "rejected")}
    assert all(receipt["code"] != "command.unstorable" for receipt in receipts)
    assert phone.send(*strange, note) == receipts


@SLOW
@given(st.lists(PARTS, max_size=3))
def test_no_command_is_answered_by_a_mishap(scene, visit, spoilt):
    phone = scene.li_phone
    commands = [phone.press(visit, "note", words="x") | parts for parts in spoilt]

    answer = phone.call(*commands, pending={"min_seq": phone.seq + 1, "count": 0})

    assert answer.status_code in {200, 426}
    if answer.status_code == 200:
        assert [receipt["id"] for receipt in answer.json["receipts"]] == [command["id"] for command in commands]


@SLOW
@given(st.dictionaries(st.sampled_from(["device", "sent_at", "pending", "discarded", "storage", "commands"]), JSON))
def test_no_envelope_is_answered_by_a_mishap(scene, visit, parts):
    answer: Any = scene.li_phone.call(**parts)

    assert answer.status_code in {200, 422}
    if answer.status_code == 422:
        assert set(answer.json) == {"index", "error"}


UNSEEN = "\u200b\u2060 \ufeff"


@pytest.mark.parametrize(
    ("verb", "data", "code"),
    [
        ("note", {"words": UNSEEN}, "order.reason_missing"),
        ("line", {"line": str(new_id()), "words": UNSEEN, "quantity_milli": 1000}, "line.no_words"),
        ("step", {"key": "covers", "result": "skipped", "reason": UNSEEN}, "order.reason_missing"),
        ("stop", {"reason": UNSEEN}, "order.reason_missing"),
    ],
    ids=["note", "line", "step", "stop"],
)
def test_words_in_which_there_is_nothing_to_see_are_none(scene, visit, verb, data, code):
    """As in a form: a line without a name would stand on what the owner signs, and a reason be given by nobody."""
    scene.li_phone.say(visit, "arrive")
    receipt = scene.li_phone.say(visit, verb, **data)
    assert (receipt["verdict"], receipt["code"]) == ("rejected", code)
