"""Whatever a phone may send and in whatever order: an answer in words, and nothing that was not said."""

import json
from random import Random

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.signature import MOST_POINTS
from tests.jobs import DRAWN
from tests.pages import form_of

SMALL = [[1, 1, 0], [9, 9, 5]]
STROKES = {
    "more points than anybody draws": json.dumps([[[nth, 1, nth] for nth in range(MOST_POINTS + 1)]]),
    "fractions": "[[[1.5,2,3],[4,5,6]]]",
    "no numbers": "[[[NaN,2,3],[4,5,6]]]",
    "endless numbers": "[[[1e400,2,3],[4,5,6]]]",
    "words": '[[["a",2,3],[4,5,6]]]',
    "numbers of another world": f"[[[{10**30},2,3],[4,5,6]]]",
    "a number too long to read": f"[[[{'9' * 5000},2,3],[4,5,6]]]",
    "deep": "[" * 100_000,
    "deep and closed": "[" * 900 + "]" * 900,
    "pressed harder than anybody can": "[[[1,2,3,1001],[4,5,6,7]]]",
    "five numbers to a point": "[[[1,2,3,4,5],[4,5,6,7,8]]]",
    "no list": '{"0": 1}',
    "half a letter": '["\\ud800"]',
    "nothing": "null",
    "no JSON": "<svg>",
}


@pytest.mark.parametrize("drawn", STROKES.values(), ids=STROKES)
def test_what_no_pad_draws_is_no_signature(day, drawn):
    visit_id = day.job(until="test")
    answer = sign(day, visit_id, strokes=drawn)
    assert answer.status_code in {400, 422} and "</html>" in answer.text
    assert day.stored(visit_id).signature is None


def test_the_most_points_that_are_kept_are_kept(day):
    visit_id = day.job(until="test")
    drawn = [[[nth % 1000, nth % 500, nth] for nth in range(MOST_POINTS)]]
    assert sign(day, visit_id, strokes=json.dumps(drawn)).status_code == 303
    assert day.stored(visit_id).signature.strokes == drawn


@pytest.mark.parametrize(
    "document",
    ["", "{}", "[]", "null", '{"total_fen": 1}', '{"a": "\\ud800"}', '{"a": NaN}', '{"a": 1e400}', '{"a":' * 5000],
)
def test_a_document_of_somebody_elses_making_is_not_signed(day, document):
    visit_id = day.job(until="test")
    assert sign(day, visit_id, document=document).status_code in {400, 422}
    assert day.stored(visit_id).signature is None


def test_a_document_with_one_fen_less_is_not_signed_under_either_hash(day):
    visit_id = day.job(until="test")
    shown = form_of(day.shown(visit_id), "sign", answer="agreed")
    cheaper = shown["document"].replace('"total_fen":1500', '"total_fen":1499')
    assert cheaper != shown["document"]
    assert sign(day, visit_id, document=cheaper).status_code == 422
    assert sign(day, visit_id, document_sha256="0" * 64).status_code == 422
    assert day.stored(visit_id).signature is None


@pytest.mark.both_engines
@pytest.mark.parametrize("seed", range(4))
def test_presses_in_any_order_are_carried_out_or_refused_in_words(day, seed):
    chance, visit_id = Random(seed), day.job(until="")
    for _ in range(60):
        form = {"command": str(new_id()), "verb": chance.choice(VERBS)} | {
            name: chance.choice(values) for name, values in FIELDS.items()
        }
        answer = day.send(visit_id, form)
        assert answer.status_code in {303, 400, 409, 422}, (form, answer.text)
        assert answer.status_code == 303 or "notice__title" in answer.text, answer.text
    assert day.phone.get(f"/my/visits/{visit_id}").status_code == 200
    assert day.phone.get("/my").status_code == 200


VERBS = [
    *("accept", "set_out", "early_agreed", "arrive", "ring", "no_answer", "enter", "step", "line", "drop_line", "ask"),
    *("warranty", "price", "photo", "drop_photo", "test", "sign", "stop", "complete", "note", "take", "levitate", ""),
]
FIELDS = {
    "attempt": ["1", "2", "3", "4", "-1", "二"],
    "answer": ["come_in", "agreed", "objected", "declined", "disagreed", "unable", "not_now", "maybe"],
    "key": ["covers", "mat", "work", "look", "tap", "dance"],
    "result": ["done", "skipped", "maybe"],
    "reason": ["", "x", "\u200b", "<b>"],
    "line": [str(new_id()), "", "x"],
    "quantity": ["1", "0", "-1", "1e9", "二", "9999", "NaN"],
    "words": ["", "水管", "\0", "x" * 3000],
    "unit_price": ["", "35", "-1", "9" * 30],
    "materials": ["", "12", "x"],
    "question": ["能做吗", ""],
    "total_fen": ["0", "1500", "-1", "9" * 15],
    "catalogue_version": ["x"],
    "document_sha256": ["0" * 64, "x"],
    "document": ["{}", ""],
    "signature": [str(new_id())],
    "purpose": ["price", "work", "fun"],
    "signer": ["王秀英", "", "\u202e"],
    "relation": ["owner", "family", "cat"],
    "strokes": [json.dumps(DRAWN), "[]"],
    "copy_token": ["0" * 32, "x", ""],
    "photo": [str(new_id())],
    "sha256": ["a" * 64, "x"],
    "moment": ["before", "never"],
    "consent": ["1", ""],
    "remark": ["", "漏"],
    "not_good": ["1", ""],
    "called": ["1", ""],
    "new_from": ["", "2026-11-24T10:00", "x"],
    "new_until": ["", "2026-11-24T09:00", "2026-11-24T11:00"],
    "earlier_minutes": ["", "5", "721", "-1"],
    "base": ["", "1", "9" * 12],
    "now": ["1", ""],
}


def sign(day, visit_id, **said):
    form = form_of(day.shown(visit_id), "sign", answer="agreed")
    return day.send(visit_id, form | {"command": str(new_id()), "strokes": json.dumps([SMALL])} | said)
