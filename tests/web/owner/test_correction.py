"""A correction by the owner's link: both versions side by side, agreed and signed, or not and why."""

import json
from datetime import timedelta

import pytest
import time_machine

from fieldapp.domain.base import new_id
from fieldapp.domain.order_correction import Ending
from tests.builders import NOW
from tests.corrections import WHY, opened, stored
from tests.jobs import DRAWN, a_line


@pytest.fixture
def visit_id(doorstep):
    """Two valves were signed for."""
    return doorstep.visit("complete", a_line(doorstep.item, quantity=2))


@pytest.fixture
def correction(doorstep, visit_id):
    """Chen says that it was one."""
    return opened(doorstep.app, doorstep.stored(visit_id).order_id, doorstep.chen.id)


def answer(client, correction, **said):
    usual = {"signature": str(new_id()), "document_sha256": correction.document_sha256, "answer": "agreed"}
    usual |= {"strokes": json.dumps(DRAWN), "relation": "owner", "signer": "王秀英"}
    return client.post(f"/copy/{correction.token}/correction", data=usual | said)


def test_the_copy_leads_to_the_correction_and_both_stand_side_by_side(doorstep, client, visit_id, correction):
    first = client.get(f"/copy/{doorstep.stored(visit_id).signature.copy_token}").text
    assert f"/copy/{correction.token}/correction" in first and "等您确认" in first

    led = client.get(f"/copy/{correction.token}")
    assert led.status_code == 303 and led.headers["Location"].endswith("/correction")
    page = client.get(f"/copy/{correction.token}/correction")
    for words in ("2 只 × ¥15", "1 只 × ¥15", "¥30", "少付 ¥15", WHY, "第 1 版", "王女士"):
        assert words in page.text
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "Version 2 replaces version 1 because" in client.get(f"/copy/{correction.token}/correction?lang=en").text


def test_signed_by_the_link_it_is_in_force_everywhere(doorstep, client, visit_id, correction):
    assert answer(client, correction).status_code == 303

    now = stored(doorstep.app, correction.id)
    assert (now.ending, now.ended_by_id) == (Ending.AGREED, None)
    visit = doorstep.stored(visit_id)
    assert (visit.order.due_fen, visit.signature.contents["total_fen"]) == (1500, 3000)
    newer = client.get(f"/copy/{correction.token}").text
    assert "第 2 版有效" in newer and "更正了什么" in newer and "<path d=" in newer
    older = client.get(f"/copy/{visit.signature.copy_token}").text
    assert "第 1 版已被取代" in older and f"/copy/{correction.token}" in older
    checked = client.get(f"/verify/{visit.signature.copy_token}").text
    assert "签字后没有改动过" in checked and "第 1 版已被取代" in checked and correction.document_sha256 in checked
    assert WHY not in checked and "王" not in checked
    again = client.get(f"/copy/{correction.token}/correction")
    assert again.status_code == 303 and again.headers["Location"].endswith(f"/copy/{correction.token}")


def test_whoever_does_not_agree_says_why_and_all_stays_as_it_was(doorstep, client, visit_id, correction):
    refused = answer(client, correction, answer="disagreed", strokes="[]", reason="")
    assert refused.status_code == 422 and stored(doorstep.app, correction.id).is_open

    assert answer(client, correction, answer="disagreed", strokes="[]", other_reason="两个都换了").status_code == 303
    visit = doorstep.stored(visit_id)
    assert visit.order.due_fen == 3000 and stored(doorstep.app, correction.id).ending is Ending.DISAGREED
    page = client.get(f"/copy/{correction.token}").text
    assert "两个都换了" in page and "第 2 版没有同意" in page
    assert "第 1 版有效" in client.get(f"/copy/{visit.signature.copy_token}").text


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"strokes": "[]"}, "还没有签字"),
        ({"document_sha256": "0" * 64}, "再给业主"),
        ({"answer": "unable", "reason": "x"}, "同意"),
        ({"strokes": "[[[1,2]]]"}, "选"),
    ],
    ids=["empty", "another document", "neither yes nor no", "no strokes"],
)
def test_what_is_no_answer_is_refused_in_words(doorstep, client, correction, said, words):
    refused = answer(client, correction, **said)
    assert refused.status_code == 422 and words in refused.text
    assert stored(doorstep.app, correction.id).is_open


def test_what_was_withdrawn_or_is_too_old_is_not_signed_any_more(doorstep, client, signed_in, correction):
    with time_machine.travel(NOW + timedelta(days=30, seconds=1), tick=False):
        assert client.get(f"/copy/{correction.token}/correction").status_code == 410
    signed_in("chen").post(f"/desk/orders/{correction.order_id}/correction/withdrawal")

    over = answer(client, correction)
    assert over.status_code == 410 and "已撤回" in over.text
    assert client.get("/copy/0000/correction").status_code == 404


def test_the_technician_who_was_there_can_have_it_signed_on_their_phone(doorstep, visit_id, correction):
    page = doorstep.phone.get(f"/my/visits/{visit_id}/correction")
    assert page.status_code == 200 and "<signature-pad" in page.text
    assert doorstep.others_phone.get(f"/my/visits/{visit_id}/correction").status_code == 404

    sent = {"signature": str(new_id()), "document_sha256": correction.document_sha256, "answer": "agreed"}
    sent |= {"strokes": json.dumps(DRAWN), "relation": "owner", "signer": "王秀英"}
    assert doorstep.phone.post(f"/my/visits/{visit_id}/correction", data=sent).status_code == 303
    assert stored(doorstep.app, correction.id).ended_by_id == doorstep.li.id
