"""A defect in the developer's hands (4.3.4, 4.5.4 4)): receipt, answer, return visit, and what is next."""

from datetime import UTC, date, datetime, timedelta

import pytest

from fieldapp.domain.base import Fen, RuleBroken
from fieldapp.domain.chase_times import USUAL, ChaseTimes
from fieldapp.domain.component import Component
from fieldapp.domain.course import OrderState
from fieldapp.domain.developer_case import LINK_LASTS, Awaited, Reply
from fieldapp.domain.dues import Dues
from fieldapp.domain.handing_to_developer import hand_to_developer
from fieldapp.domain.transfer import transfer
from tests.builders import NOW
from tests.domain.test_routing import Kept
from tests.jobs import a_visit, an_order, at

LATER = NOW + timedelta(hours=3)
SHANGHAI = "Asia/Shanghai"


def a_case(order=None):
    handed = {"component": Component.WATERPROOFING, "words": " 卫生间墙面渗水 ", "consent": True}
    return hand_to_developer(Kept(), order or an_order(), at(), **handed)


def test_it_waits_for_the_receipt_for_a_day_then_for_the_answer_for_three():
    case = a_case()
    assert (case.awaits, case.next_at) == (Awaited.RECEIPT, NOW + USUAL.receipt)
    case.receive(at(LATER), by="钱工")
    case.receive(at(LATER + timedelta(days=1)), by="别人")
    assert (case.awaits, case.next_at, case.received_by) == (Awaited.ANSWER, LATER + USUAL.answer, "钱工")
    assert case.order.unwritten[-1].what == "developer_received" and case.words == "卫生间墙面渗水"


def test_whoever_answers_has_received_it_and_a_later_word_replaces_an_earlier_one():
    case = a_case()
    case.answer(at(), Reply.PROMISED, by="钱工", zone=SHANGHAI, promised_on=date(2026, 11, 27))
    assert case.received_at == NOW and case.awaits is Awaited.DAY
    assert case.next_at == datetime(2026, 11, 27, 16, tzinfo=UTC)  # midnight in Shanghai
    case.answer(at(LATER), Reply.REPAIRED, by="钱工", zone=SHANGHAI)
    assert (case.awaits, case.promised_on) == (Awaited.OUR_VISIT, None)


def test_a_day_is_promised_by_the_clocks_of_the_site():
    one_in_the_morning = at(datetime(2026, 11, 23, 17, tzinfo=UTC))  # of the 24th in Shanghai
    case, day = a_case(), date(2026, 11, 23)
    with pytest.raises(RuleBroken, match="day_passed"):
        case.answer(one_in_the_morning, Reply.PROMISED, by="钱工", zone=SHANGHAI, promised_on=day)
    case.answer(one_in_the_morning, Reply.PROMISED, by="钱工", zone="Europe/London", promised_on=day)
    assert case.next_at == datetime(2026, 11, 24, tzinfo=UTC)


@pytest.mark.parametrize(
    ("reply", "more", "code"),
    [
        (Reply.REFUSED, {}, "order.reason_missing"),
        (Reply.PROMISED, {}, "developer.day_missing"),
        (Reply.PROMISED, {"promised_on": date(2026, 11, 1)}, "developer.day_passed"),
    ],
)
def test_a_refusal_says_why_and_a_promise_says_when(reply, more, code):
    case = a_case()
    with pytest.raises(RuleBroken, match=code):
        case.answer(at(), reply, by="钱工", zone=SHANGHAI, **more)
    assert case.reply is None


def test_after_a_repair_one_of_ours_looks_at_it_and_the_owner_pays_nothing():
    case = a_case()
    case.answer(at(), Reply.REPAIRED, by="钱工", zone=SHANGHAI)
    case.come_back(at(LATER), wanted_from=None, wanted_until=None)
    order = case.order
    assert order.state is OrderState.RECEIVED and order.price_fen == 0 and order.lines[0].warranty
    assert case.awaits is Awaited.NOTHING and not case.link_ended(LATER) and case.link_ended(LATER + 2 * LINK_LASTS)


def test_after_a_refusal_we_may_do_it_at_its_price():
    case = a_case()
    case.answer(at(), Reply.REFUSED, by="钱工", zone=SHANGHAI, words="业主装修时打穿")
    case.come_back(at(), wanted_from=None, wanted_until=None)
    assert case.order.price_fen == 1500 and not case.order.lines[0].warranty


def test_what_was_laid_down_before_the_developer_did_it_is_to_be_given_back():
    case = a_case()
    case.order.paid_fen = Fen(5000)
    case.close(at(LATER), why="开发商修好了")
    assert case.order.dues == Dues(Fen(0), Fen(5000)) and case.order.due_at == LATER


def test_what_is_due_for_work_of_ours_stays_due_when_the_developer_is_done():
    case = a_case()
    case.order.owe(at(), 1500)
    case.close(at(LATER), why="开发商修好了")
    assert case.order.due_fen == 1500


def test_it_is_closed_with_a_reason_and_then_says_nothing_more():
    case = a_case()
    with pytest.raises(RuleBroken, match="order.reason_missing"):
        case.close(at(), why=" ")
    case.close(at(), why="业主自己和开发商谈好了")
    assert case.order.state is OrderState.CLOSED
    for say in (
        lambda: case.receive(at(), by="钱工"),
        lambda: case.answer(at(), Reply.REPAIRED, by="钱工", zone=SHANGHAI),
    ):
        with pytest.raises(RuleBroken, match="developer.over"):
            say()


def test_who_is_asked_again_is_counted_until_they_say_anything():
    case = a_case()
    case.chase(at(NOW + USUAL.receipt))
    assert case.chases == 1 and case.next_at == NOW + 2 * USUAL.receipt
    case.receive(at(NOW + USUAL.receipt), by="钱工")
    assert case.chases == 0


def test_the_branch_says_how_long_each_word_may_take():
    case, times = a_case(), ChaseTimes(*(timedelta(days) for days in (2, 5, 7, 4)))
    case.receive(at(NOW), by="钱工", times=times)
    assert case.next_at == NOW + timedelta(5)
    case.chase(at(NOW), times=times)
    assert case.next_at == NOW + timedelta(4)
    case.answer(at(NOW), Reply.REPAIRED, by="钱工", zone=SHANGHAI, times=times)
    assert case.next_at == NOW + timedelta(7)


def test_from_the_door_it_goes_there_with_consent_alone_and_the_visit_ends():
    visit = a_visit(until="look")
    told = {"component": Component.PLUMBING, "words": "墙内管漏"}
    with pytest.raises(RuleBroken, match="transfer.no_consent"):
        transfer(Kept(), visit, at(), consent=False, **told)
    transfer(Kept(), visit, at(), consent=True, **told)
    assert visit.order.state is OrderState.WITH_DEVELOPER and not visit.is_open
