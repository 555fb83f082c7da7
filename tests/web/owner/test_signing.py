"""The signature on the phone (4.2.5): drawn, on behalf, refused, or not possible."""

import json

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.signature import Relation, SignatureAnswer
from tests.jobs import DRAWN
from tests.pages import form_of


def test_the_frozen_summary_stands_above_the_pad(doorstep):
    page = doorstep.shown(doorstep.visit("test"))

    for words in (
        "内容已锁定",
        "更换角阀",
        "¥15",
        "已一起试过，正常：水龙头",
        "双方认可手写电子签名",
        "<signature-pad",
    ):
        assert words in page


def test_a_signature_is_kept_as_strokes_with_the_document_under_it(doorstep):
    visit = doorstep.visit("test")

    assert doorstep.sign(visit).status_code == 303

    signature = doorstep.stored(visit).signature
    assert signature.strokes == DRAWN and signature.signer == "王秀英"
    assert signature.genuine and signature.contents["total_fen"] == 1500


def test_the_link_to_the_copy_is_minted_when_the_page_is_drawn(doorstep):
    visit = doorstep.visit("test")
    form = form_of(doorstep.shown(visit), "sign", answer="agreed") | {"strokes": json.dumps(DRAWN)}

    doorstep.send(visit, form)

    assert doorstep.stored(visit).signature.copy_token == form["copy_token"]


@pytest.mark.parametrize("strokes", ["", "[]", "[[]]", "[[[5,5,0],[5,5,9]]]"])
def test_an_empty_pad_is_refused_in_words(doorstep, strokes):
    visit = doorstep.visit("test")

    answer = doorstep.sign(visit, strokes=strokes)

    assert answer.status_code == 422 and "还没有签字" in answer.text
    assert doorstep.stored(visit).signature is None


@pytest.mark.parametrize("strokes", ["[[[1,2]]]", '[[["1","2","3"]]]', "[[1,2,3]]", "[[[1.5,2,3],[4,5,6]]]"])
def test_what_no_pad_draws_is_refused(doorstep, strokes):
    assert doorstep.sign(doorstep.visit("test"), strokes=strokes).status_code == 422


@pytest.mark.parametrize("strokes", ["[[[", "[" * 100_000])
def test_what_no_page_writes_cannot_be_read(doorstep, strokes):
    assert doorstep.sign(doorstep.visit("test"), strokes=strokes).status_code == 400


def test_whoever_signs_for_the_owner_gives_a_name_and_says_as_what(doorstep):
    visit = doorstep.visit("test")

    assert "代签人的姓名" in doorstep.sign(visit, relation="family", signer=" ").text
    doorstep.sign(visit, relation="family", signer="王强")

    signature = doorstep.stored(visit).signature
    assert (signature.relation, signature.signer) == (Relation.FAMILY, "王强")


@pytest.mark.parametrize("answer", ["disagreed", "unable"])
def test_the_other_answers_need_a_reason_and_no_strokes(doorstep, answer):
    visit = doorstep.visit("test")
    form = form_of(doorstep.shown(visit), "sign", answer=answer)

    assert doorstep.send(visit, form).status_code == 422
    assert doorstep.send(visit, form | {"reason": "没修好"}).status_code == 303

    signature = doorstep.stored(visit).signature
    assert signature.answer is SignatureAnswer(answer) and signature.reason == "没修好"


def test_sent_twice_is_signed_once(doorstep):
    visit = doorstep.visit("test")
    form = form_of(doorstep.shown(visit), "sign", answer="agreed") | {"strokes": json.dumps(DRAWN)}

    answers = [doorstep.send(visit, form).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert doorstep.stored(visit).order.state is OrderState.SIGNED


def test_a_second_signature_from_another_page_is_refused(doorstep):
    visit = doorstep.visit("test")
    pages = [form_of(doorstep.shown(visit), "sign", answer="agreed") for _ in range(2)]

    answers = [doorstep.send(visit, page | {"strokes": json.dumps(DRAWN)}) for page in pages]

    assert [answer.status_code for answer in answers] == [303, 422]


def test_what_changed_since_it_was_shown_is_not_signed(doorstep):
    visit = doorstep.visit("test")
    form = form_of(doorstep.shown(visit), "sign", answer="agreed") | {"strokes": json.dumps(DRAWN)}
    doorstep.send(visit, {"verb": "test", "command": str(new_id()), "key": "drain"})

    answer = doorstep.send(visit, form)

    assert answer.status_code == 422 and "请再给业主看一遍" in answer.text
    assert doorstep.stored(visit).signature is None


def test_a_document_that_was_tampered_with_is_not_signed(doorstep):
    visit = doorstep.visit("test")
    form = form_of(doorstep.shown(visit), "sign", answer="agreed") | {"strokes": json.dumps(DRAWN)}

    answer = doorstep.send(visit, form | {"document": form["document"].replace("1500", "15")})

    assert answer.status_code == 422


def test_without_scripts_the_page_says_why_nothing_can_be_drawn_and_what_else_there_is(doorstep):
    page = doorstep.shown(doorstep.visit("test"))

    assert "<noscript" in page and "需要 JavaScript" in page
    assert form_of(page, "sign", answer="disagreed") and form_of(page, "sign", answer="unable")
