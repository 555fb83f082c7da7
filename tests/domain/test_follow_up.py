"""Who is called back by rule, and until when (3.1, 4.1.2)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fieldapp.domain.base import Fen, RuleBroken, new_id
from fieldapp.domain.call_back import CallReason
from fieldapp.domain.call_back_rules import is_drawn
from fieldapp.domain.call_sheet import CallAnswer, CallQuestion, Heard, recorded
from fieldapp.domain.follow_up import due_at, first_call, next_closing, reasons, second_call, tells_of_a_leak
from fieldapp.domain.mark import Step, StepResult
from fieldapp.domain.signature import PriceAnswer, SignatureAnswer
from tests.builders import NOW
from tests.jobs import a_visit, agree, an_order, at

SHANGHAI = "Asia/Shanghai"
AGREED = SignatureAnswer.AGREED


def clock(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026 on the clocks of Shanghai; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZoneInfo(SHANGHAI))


def free(**more):
    """An order that no rule names."""
    order = an_order(requirements=more.pop("requirements", "换灯泡"), **more)
    order.price_fen = Fen(0)
    return order


@pytest.mark.parametrize(
    ("left", "due"),
    [
        (clock(23, 10), clock(24, 18)),
        (clock(23, 23, 59), clock(24, 18)),
        (clock(24, 0, 1), clock(25, 18)),
        (clock(27, 17), clock(28, 18)),  # Saturday is a working day
        (clock(28, 9), clock(30, 18)),  # Sunday is none
        (clock(29, 9), clock(30, 18)),
    ],
)
def test_the_owner_is_called_by_the_end_of_the_next_working_day(left, due):
    assert due_at(left, AGREED, SHANGHAI) == due


@pytest.mark.parametrize("answer", [SignatureAnswer.DISAGREED, SignatureAnswer.UNABLE])
def test_who_did_not_sign_as_agreed_is_called_within_a_day_sunday_or_not(answer):
    assert due_at(clock(28, 9), answer, SHANGHAI) == clock(29, 9)


def test_the_end_of_business_is_that_of_the_branchs_clocks_through_a_change_of_time():
    zone = ZoneInfo("Europe/Berlin")
    assert next_closing(datetime(2026, 3, 28, 12, tzinfo=zone), zone.key) == datetime(2026, 3, 30, 18, tzinfo=zone)


def test_what_no_rule_names_has_no_reason():
    assert reasons(free(), AGREED) == frozenset()


@pytest.mark.parametrize(
    ("order", "answer", "reason"),
    [
        (free(urgent=True), AGREED, CallReason.EMERGENCY),
        (free(requirements="厨房渗水"), AGREED, CallReason.LEAK),
        (free(), SignatureAnswer.DISAGREED, CallReason.UNSIGNED),
        (free(), SignatureAnswer.UNABLE, CallReason.UNSIGNED),
    ],
)
def test_a_rule_names_it(order, answer, reason):
    assert reasons(order, answer) == {reason}


def test_who_paid_is_called_and_so_is_whoever_had_it_done_again():
    paid, again = an_order(requirements=""), free()
    again.rework_of_id = new_id()
    assert reasons(paid, AGREED) == {CallReason.PAID}
    assert reasons(again, AGREED) == {CallReason.REWORK}


@pytest.mark.parametrize("words", ["楼上漏水", "墙面渗水", "水管在漏", "The tap leaks", "dripping"])
def test_these_words_tell_of_a_leak(words):
    assert tells_of_a_leak(words)


@pytest.mark.parametrize("words", ["地漏返味", "拆装漏电保护开关", "漏保跳闸", "换灯泡", "", "bleak"])
def test_these_do_not(words):
    assert not tells_of_a_leak(words)


def test_a_leak_is_asked_about_again_after_three_days_on_a_working_day():
    order = an_order()
    first = first_call(order, new_id(), at(clock(24, 10)), AGREED)
    second = second_call(first, clock(25, 15), SHANGHAI)
    assert (second.round, second.not_before, second.due_at) == (2, clock(28, 0), clock(28, 18))
    assert second_call(first, clock(26, 15), SHANGHAI).due_at == clock(30, 18)  # not on the Sunday
    with pytest.raises(RuleBroken, match="too_early"):
        second.refuse_before_its_day(clock(27, 23))
    second.refuse_before_its_day(clock(28, 0))


@pytest.mark.parametrize("share", [0, 1, 10, 30, 50, 99, 100])
def test_the_share_is_reached_after_every_visit_and_not_passed_by_more_than_one(share):
    drawn = 0
    for visits in range(200):
        drawn += is_drawn(share, visits=visits, drawn=drawn)
        assert share * (visits + 1) <= drawn * 100 < share * (visits + 1) + 100


@pytest.mark.parametrize(
    ("heard", "known", "agrees"),
    [
        (Heard.YES, Heard.YES, True),
        (Heard.NO, Heard.NO, True),
        (Heard.NO, Heard.YES, False),
        (Heard.UNSURE, Heard.YES, None),
        (Heard.YES, None, None),
    ],
)
def test_an_answer_agrees_where_both_say_something(heard, known, agrees):
    assert CallAnswer.of(new_id(), CallQuestion.COVERS, heard, known).agrees is agrees


def test_what_is_recorded_is_read_off_steps_price_and_signature():
    visit = a_visit(until="complete")
    visit.tick(at(), key=Step.CLEAN, result=StepResult.SKIPPED, reason="业主自己来")
    assert recorded(visit, [visit.agreement], paid=True) == {
        CallQuestion.COVERS: Heard.YES,
        CallQuestion.PRICE: Heard.YES,
        CallQuestion.NAMED: Heard.YES,
        CallQuestion.CLEAN: Heard.NO,
        CallQuestion.SATISFIED: Heard.YES,
    }


def test_a_price_agreed_after_the_work_began_was_not_told_first():
    visit = a_visit(until="mat")
    visit.started_at = NOW - timedelta(minutes=5)
    agree(visit)
    assert recorded(visit, [visit.agreement], paid=True)[CallQuestion.PRICE] is Heard.NO
    objected = visit.agreement
    objected.answer, objected.at = PriceAnswer.OBJECTED, NOW - timedelta(hours=1)
    assert recorded(visit, [objected], paid=True)[CallQuestion.PRICE] is Heard.NO


def test_where_nothing_was_to_be_paid_nothing_is_recorded_of_a_price():
    visit = a_visit(until="complete")
    assert recorded(visit, [], paid=False)[CallQuestion.PRICE] is None


def test_moments_are_kept_in_utc_whatever_the_zone():
    assert next_closing(NOW, SHANGHAI).astimezone(UTC) == datetime(2026, 11, 24, 10, tzinfo=UTC)
