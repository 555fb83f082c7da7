"""Reading what a form sent: nothing that anybody can send is a 500."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import BadRequest

from fieldapp.domain.order import Kind
from fieldapp.web.forms import Form, FormFaults, choice
from fieldapp.web.words import SENTENCES, sentence

SHANGHAI = "Asia/Shanghai"
AN_ID = "01930000-0000-7000-8000-000000000001"


def sent(**fields):
    return Form(ImmutableMultiDict(fields))


def faults(form):
    return {name: fault.code for name, fault in form.faults.items()}


def test_words_are_read_without_the_spaces_around_them():
    form = sent(words="  厨房水槽下渗水\r\n已自关水阀  ")
    assert form.text("words") == "厨房水槽下渗水\n已自关水阀"
    assert not form.faults


@pytest.mark.parametrize("words", ["全角　空格", "a\u00a0b", "👨‍👩‍👧", "naïve", "𠮷野家"])
def test_all_writing_is_welcome(words):
    form = sent(words=words)
    assert form.text("words") == words and not form.faults


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("", "form.missing"),
        ("   ", "form.missing"),
        ("a\0b", "form.not_text"),
        ("\x1b[2J", "form.not_text"),
        ("\u200b\u2060", "form.missing"),
        ("\u202e元51", "form.not_text"),
        ("水" * 201, "form.too_long"),
    ],
)
def test_other_words_are_a_fault_of_their_field(words, fault):
    form = sent(words=words)
    form.text("words")
    assert faults(form) == {"words": fault}


def test_what_is_optional_may_be_left_out():
    form = sent()
    assert form.text("words", optional=True) == ""
    assert form.quantity("quantity", optional=True) == 0
    assert form.money("price", optional=True) == 0
    assert form.whole("minutes", optional=True) == 0
    assert form.moment("wanted", SHANGHAI, optional=True) is None
    assert form.day("day", optional=True) is None
    assert form.optional_uuid("room") is None
    assert form.optional_choice(Kind, "kind") is None
    assert form.ticked("urgent") is False
    assert not form.faults


def test_what_is_not_optional_is_missing():
    form = sent()
    form.text("words"), form.quantity("quantity"), form.money("price"), form.whole("minutes")
    form.moment("wanted", SHANGHAI), form.day("day"), form.uuid("room"), form.choice(Kind, "kind")
    assert set(faults(form).values()) == {"form.missing"} and len(form.faults) == 8


def test_numbers_are_read_as_people_write_them():
    form = sent(quantity="1.5", price="¥15.50", minutes=" 40 ", wide="４０")
    assert form.quantity("quantity") == 1500
    assert form.money("price") == 1550
    assert form.whole("minutes") == form.whole("wide") == 40
    assert not form.faults


@pytest.mark.parametrize("words", ["abc", "1e9", "NaN", "Infinity", "-1", "1.2.3", "9" * 30, "0x1f", "1_000", "\0"])
def test_anything_else_is_no_number(words):
    form = sent(n=words)
    assert (form.whole("n"), form.quantity("n"), form.money("n")) == (0, 0, 0)
    assert "n" in form.faults


def test_a_time_is_read_on_the_clocks_of_the_site():
    form = sent(wanted="2026-11-23T10:50", day="2026-11-23")
    assert form.moment("wanted", SHANGHAI) == datetime(2026, 11, 23, 2, 50, tzinfo=UTC)
    assert form.day("day") == date(2026, 11, 23)


@pytest.mark.parametrize("words", ["tomorrow", "2026-02-30T10:00", "0001-01-01T00:00", "9999-12-31T23:59", "\0"])
def test_anything_else_is_no_time(words):
    form = sent(wanted=words)
    assert form.moment("wanted", SHANGHAI) is None
    assert "wanted" in form.faults


def test_a_choice_is_one_of_the_list():
    form = sent(kind="repair", room=AN_ID, other="dancing", nobody="3-503")
    assert form.choice(Kind, "kind") is Kind.REPAIR
    assert form.uuid("room") == UUID(AN_ID)
    form.choice(Kind, "other"), form.uuid("nobody")
    assert faults(form) == {"other": "form.not_known", "nobody": "form.not_known"}


def test_a_form_with_faults_can_be_refused_at_once():
    form = sent()
    form.check()
    form.text("words")
    with pytest.raises(FormFaults):
        form.check()


def test_a_button_that_is_not_ours_is_no_request_of_ours(app):
    with app.test_request_context(method="POST", data={"kind": "dancing"}), pytest.raises(BadRequest):
        choice(Kind, "kind")
    with app.test_request_context(method="POST"), pytest.raises(BadRequest):
        choice(Kind, "kind")


def test_every_fault_has_its_sentence(app):
    form = sent(a="x" * 300, b="x", c="500000", d="x", e="x", f="x", g="\0", h="-1", i="x")
    form.text("a"), form.whole("b"), form.whole("c"), form.moment("d", SHANGHAI), form.day("e"), form.uuid("f")
    form.text("g"), form.quantity("h"), form.money("i"), form.text("j")
    assert len(form.faults) == 10
    with app.test_request_context():
        for fault in form.faults.values():
            assert fault.code in SENTENCES
            assert "%" not in sentence(fault)
