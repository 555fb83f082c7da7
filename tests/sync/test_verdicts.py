"""What becomes of a command that arrives late, row by row of the table."""

import pytest

from fieldapp.domain.answer_kept import ANSWERS
from fieldapp.domain.base import new_id
from fieldapp.domain.conflict import POLICY, Row
from fieldapp.domain.course import OrderState
from fieldapp.domain.mark import Outcome, StepMark
from fieldapp.domain.photo import Photo
from fieldapp.domain.signature import Signature
from fieldapp.domain.verbs import VERBS
from tests.sync.whole_visit import sign, whole_visit

CONTRACT = {
    *(
        "take",
        "cannot",
        "accept",
        "set_out",
        "arrive",
        "complete",
        "early_agreed",
        "step",
        "ring",
        "no_answer",
        "enter",
    ),
    *("line", "drop_line", "ask", "price", "photo", "drop_photo", "under_control", "test", "sign", "payment"),
    *("transfer", "stop", "correct", "note"),
}
# Beside those of the contract, and as they are.
OUR_OWN = {"warranty", "advance", "receipt", "strike"}
TRANSITIONS = {"take", "cannot", "accept", "set_out", "arrive", "complete", "no_answer", "enter", "transfer", "stop"}

# One press of every verb that only tells of work done.
WORK = {
    "early_agreed": {},
    "ring": {"attempt": 1},
    "step": {"key": "covers", "result": "done"},
    "line": {"line": str(new_id()), "words": "换一个阀芯", "quantity_milli": 1000},
    "ask": {"question": "能换成铜的吗？"},
    "price": {
        "total_fen": 1500,
        "catalogue_version": "2026-3",
        "document_sha256": "0" * 64,
        "answer": "agreed",
    },
    "photo": {"photo": str(new_id()), "sha256": "a" * 64, "moment": "after", "consent": True},
    "drop_photo": {"photo": str(new_id())},
    "under_control": {"what": "water"},
    "test": {"key": "tap", "good": True},
    "payment": {"method": "later", "amount_fen": 1500},
    "note": {"words": "门铃坏了"},
}
NOTHING_TO_DROP = {"drop_photo"}


def test_every_verb_has_its_row_and_every_row_its_words():
    assert set(POLICY) == CONTRACT | OUR_OWN
    assert set(VERBS) | set(ANSWERS) == set(POLICY)
    assert {verb for verb, row in POLICY.items() if row.moves} == TRANSITIONS
    for row in POLICY.values():
        assert all(words.zh and words.en for words in cells(row))


@pytest.mark.parametrize("verb", ["take", "cannot"])
def test_an_emergency_that_is_not_known_here_is_refused(scene, verb):
    press = scene.li_phone.press(None, verb, dispatch=str(new_id())) | {"visit": None}
    (receipt,) = scene.li_phone.send(press)

    assert (receipt["verdict"], receipt["code"]) == ("rejected", "dispatch.unknown")


@pytest.mark.both_engines
def test_a_whole_visit_without_signal_is_carried_out_in_one_call(scene, order, visit):
    commands = whole_visit(scene, scene.li_phone, visit)

    assert set(scene.li_phone.verdicts(*commands)) == {"applied"}
    now = scene.order_now(order)
    assert now.state is OrderState.CALL_BACK_DUE and now.call_back_due_at
    (signature,) = scene.all_of(Signature)
    assert signature.genuine and not signature.differs


@pytest.mark.both_engines
@pytest.mark.parametrize("verb", WORK)
def test_work_told_after_the_order_was_cancelled_is_kept_and_does_not_move_it(scene, order, visit, verb):
    scene.li_phone.say(visit, "arrive")
    scene.cancel(order)
    before = scene.order_now(order)

    receipt = scene.li_phone.say(visit, verb, **WORK[verb])

    assert receipt["verdict"] == ("noop" if verb in NOTHING_TO_DROP else "applied")
    now = scene.order_now(order)
    assert (now.state, now.holder_id, now.price_fen) == (before.state, before.holder_id, before.price_fen)
    if receipt["verdict"] == "applied":
        told = [entry for entry in scene.journal(order) if entry.facts.get("beside")]
        assert told and {entry.by_id for entry in told} == {scene.li.id} == {scene.stored(visit).technician_id}
        assert receipt["code"] == "command.beside" and receipt["message"]


@pytest.mark.parametrize(
    ("verb", "data"),
    [
        *(("accept", {}), ("set_out", {}), ("arrive", {}), ("enter", {"answer": "come_in"}), ("complete", {})),
        *(("stop", {"reason": "太贵"}), ("enter", {"answer": "not_now"})),
        ("transfer", {"component": "plumbing", "words": "墙内管漏", "consent": True}),
    ],
)
def test_a_transition_told_after_the_order_was_cancelled_waits_for_the_office(scene, order, visit, verb, data):
    scene.cancel(order)

    press = scene.li_phone.press(visit, verb, **data)
    (receipt,) = scene.li_phone.send(press)

    assert receipt["verdict"] == "parked" and receipt["message"]
    assert scene.order_now(order).state is OrderState.CANCELLED
    assert scene.journal(order)[-1].what == "parked"
    assert scene.li_phone.send(press) == [receipt]


@pytest.mark.both_engines
def test_whoever_is_at_the_door_goes_on_when_the_other_has_not_begun(scene, order, visit):
    scene.reassign(order, scene.zhao)
    theirs = scene.visit_of(order, scene.zhao)

    assert scene.li_phone.verdicts(*whole_visit(scene, scene.li_phone, visit)) == ["applied"] * 12

    now = scene.order_now(order)
    assert (now.state, now.holder_id) == (OrderState.CALL_BACK_DUE, scene.li.id)
    assert scene.stored(theirs).outcome is Outcome.MOVED and scene.stored(visit).outcome is Outcome.DONE
    assert "go_on" in [entry.what for entry in scene.journal(order)]
    assert scene.others_phone.get("/my").status_code == 200


def test_it_goes_on_from_as_far_as_it_was(scene, order, visit):
    for verb, data in (("accept", {}), ("arrive", {}), ("ring", {"attempt": 1})):
        scene.li_phone.say(visit, verb, **data)
    scene.reassign(order, scene.zhao)
    assert scene.order_now(order).state is OrderState.ASSIGNED

    assert scene.li_phone.say(visit, "enter", answer="come_in")["verdict"] == "applied"
    assert scene.order_now(order).state is OrderState.INSIDE


def test_saying_again_what_is_so_already_takes_nothing_back(scene, order, visit):
    scene.li_phone.say(visit, "accept")
    scene.reassign(order, scene.zhao)

    assert scene.li_phone.say(visit, "accept")["verdict"] == "noop"
    assert scene.order_now(order).holder_id == scene.zhao.id


@pytest.mark.both_engines
def test_when_the_other_has_begun_the_work_is_kept_and_the_office_decides(scene, order, visit):
    scene.reassign(order, scene.zhao)
    theirs = scene.visit_of(order, scene.zhao)
    scene.zhao_phone.say(theirs, "accept")
    before = scene.order_now(order)

    commands = whole_visit(scene, scene.li_phone, visit)
    verdicts = dict(zip([one["verb"] for one in commands], scene.li_phone.verdicts(*commands), strict=True))

    assert {verb for verb, verdict in verdicts.items() if verdict == "parked"} == {
        *("accept", "set_out", "arrive", "enter", "complete")
    }
    now = scene.order_now(order)
    assert (now.state, now.holder_id, now.total_fen) == (before.state, before.holder_id, before.total_fen)
    assert [signature.visit_id for signature in scene.all_of(Signature)] == [visit]
    assert scene.zhao_phone.say(theirs, "arrive")["verdict"] == "applied"


def test_a_way_that_only_goes_on_is_never_gone_back(scene, order, visit):
    phone = scene.li_phone
    assert phone.say(visit, "arrive")["verdict"] == "applied"

    assert [phone.say(visit, verb)["verdict"] for verb in ("accept", "set_out", "arrive")] == ["noop"] * 3
    assert scene.order_now(order).state is OrderState.AT_THE_DOOR


def test_a_rule_that_can_never_hold_sends_the_command_to_the_tray(scene, order, visit):
    phone = scene.li_phone
    phone.say(visit, "arrive")
    never = [
        phone.press(visit, "photo", photo=str(new_id()), sha256="a" * 64, moment="before", consent=False),
        phone.press(visit, "no_answer", called=True),
        phone.press(visit, "step", key="covers", result="skipped"),
        phone.press(visit, "drop_line", line=str(new_id())),
        phone.press(visit, "payment", method="cash", amount_fen=1500),
        phone.press(visit, "line", line=str(new_id()), words="", quantity_milli=1000),
    ]
    unsigned = sign(scene, phone, visit)
    unsigned["data"]["strokes"] = []

    receipts = phone.send(*never, unsigned)

    assert [receipt["verdict"] for receipt in receipts] == ["rejected"] * 7
    assert [receipt["code"] for receipt in receipts] == [
        *("photo.no_consent", "visit.ring_again_first", "order.reason_missing", "line.unknown", "payment.not_here"),
        *("line.no_words", "signature.empty"),
    ]


@pytest.mark.both_engines
def test_ids_that_name_something_elsewhere_are_refused_and_nothing_is_taken_over(scene, order, visit):
    other = scene.visit_of(scene.order())
    phone = scene.li_phone
    photo = {"photo": str(new_id()), "sha256": "a" * 64, "moment": "before", "consent": True}
    phone.say(other, "photo", **photo)
    line = str(scene.order_now(order).lines[0].id)

    receipts = phone.send(
        phone.press(visit, "photo", **photo),
        phone.press(other, "line", line=line, words="换阀", quantity_milli=1000),
        phone.press(visit, "accept"),
    )

    assert [receipt["verdict"] for receipt in receipts] == ["rejected", "rejected", "applied"]
    assert {receipt["code"] for receipt in receipts[:2]} == {"command.ids_taken"}
    assert [photo.visit_id for photo in scene.all_of(Photo)] == [other]


@pytest.mark.parametrize(("verb", "said"), [("line", {"quantity_milli": 2000}), ("warranty", {"covered": True})])
def test_a_line_that_was_dropped_stays_dropped(scene, order, visit, verb, said):
    line = str(scene.order_now(order).lines[0].id)
    phone = scene.li_phone
    phone.say(visit, "drop_line", line=line)

    receipt = phone.say(visit, verb, line=line, **said)

    assert (receipt["verdict"], receipt["code"]) == ("superseded", "command.superseded")
    assert scene.order_now(order).total_fen == 0


def test_a_warranty_told_after_the_order_was_cancelled_is_kept_for_the_bill_and_changes_none(scene, order, visit):
    line = str(scene.order_now(order).lines[0].id)
    scene.li_phone.say(visit, "arrive")
    scene.cancel(order)

    receipt = scene.li_phone.say(visit, "warranty", line=line, covered=True)

    assert (receipt["verdict"], receipt["code"]) == ("applied", "command.beside")
    assert scene.order_now(order).price_fen == 1500 and scene.journal(order)[-1].what == "warranty"


def test_a_step_that_another_phone_has_ticked_since_is_the_last_word_and_flagged(scene, order, visit):
    second = type(scene.li_phone)(scene.phone, scene.li.id)
    scene.li_phone.say(visit, "step", key="covers", result="done")

    receipt = second.say(visit, "step", key="covers", result="skipped", reason="业主说不用")

    assert receipt["verdict"] == "applied"
    assert [mark.result for mark in scene.all_of(StepMark)] == ["skipped"]
    assert scene.journal(order)[-1].facts["stale"]
    assert scene.receipts()[receipt["id"]].facts["stale"]


def test_one_phone_changes_its_own_word_without_a_flag(scene, order, visit):
    scene.li_phone.say(visit, "step", key="covers", result="done")
    scene.li_phone.say(visit, "step", key="covers", result="skipped", reason="业主说不用")

    assert "stale" not in scene.journal(order)[-1].facts


def test_a_note_is_taken_in_every_state(scene, order, visit):
    phone = scene.li_phone
    for command in whole_visit(scene, phone, visit):
        phone.send(command)
        note = phone.press(visit, "note", words="门铃坏了") | {"base": 0}
        assert phone.verdicts(note) == ["applied"]


def test_words_without_signal_lose_what_turns_them_around(scene, order, visit):
    scene.li_phone.say(visit, "note", words="付 \u202e51\u202c 元\x07")

    assert scene.journal(order)[-1].why == "付 51 元"


def cells(row: Row):
    return row.structure, row.stale, row.handed_on
