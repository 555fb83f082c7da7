"""The price before the work (4.5.4 3)), and the signature after it."""

from datetime import timedelta

import pytest

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.course import OrderState
from fieldapp.domain.line import line_in_words
from fieldapp.domain.mark import Outcome
from fieldapp.domain.on_site import put_line
from fieldapp.domain.signature import PriceAnswer, Relation, SignatureAnswer
from tests.builders import NOW
from tests.jobs import a_line, a_signature, a_visit, agree, an_order, at, press


def test_no_work_starts_before_the_owner_agreed_to_the_price_4_5_4_3():
    visit = a_visit(until="look")

    with pytest.raises(RuleBroken, match="price_not_agreed"):
        press(visit, "work")


def test_a_job_under_warranty_has_no_price_to_agree_4_5_4_4():
    visit = a_visit(until="look")
    visit.order.lines[0].warranty = True

    press(visit, "work")

    assert visit.order.state is OrderState.TO_BE_SIGNED


def test_a_change_after_the_agreement_reopens_the_price():
    visit = a_visit(until="price")
    assert visit.price_stands

    put_line(visit, at(), a_line())
    assert not visit.price_stands
    with pytest.raises(RuleBroken, match="price_not_agreed"):
        press(visit, "work")

    agree(visit)
    press(visit, "work")
    assert visit.order.state is OrderState.TO_BE_SIGNED


def test_declining_the_price_and_stopping_is_a_proper_end_with_its_reason_4_5_4_3():
    visit = a_visit(until="look")
    agree(visit, answer=PriceAnswer.DECLINED)

    with pytest.raises(RuleBroken, match="reason_missing"):
        visit.stop(at(), reason=" ")
    visit.stop(at(), reason="业主自己换")

    assert visit.order.state is OrderState.STOPPED_AT_PRICE
    assert visit.outcome is Outcome.STOPPED
    assert visit.order.unwritten[-1].why == "业主自己换"


def test_an_objection_is_written_down_and_the_talk_goes_on_4_5_4_3():
    visit = a_visit(until="look")

    agree(visit, answer=PriceAnswer.OBJECTED)
    assert visit.order.state is OrderState.INSIDE
    agree(visit)

    assert visit.order.state is OrderState.PRICE_AGREED


def test_a_price_shown_that_the_office_does_not_know_is_kept_and_flagged():
    visit = a_visit(until="look")

    visit.answer_price(at(), answer=PriceAnswer.AGREED, total_fen=9900, shown_sha256="0" * 64)

    assert visit.agreement.differs
    assert visit.agreement.total_fen == 9900


def test_a_line_in_words_costs_nothing_until_the_supervisor_has_answered_4_2_3():
    order = an_order()
    line = line_in_words("柜板防水条加固", at=NOW)
    order.put(line)
    assert order.total_fen == 1500

    line.settle(price_fen=4000, at=NOW)
    assert order.total_fen == 5500


def test_agreeing_takes_strokes():
    visit = a_visit(until="test")

    for strokes in ([], [[]], [[[5, 5, 0]]], [[[5, 5, 0], [5, 5, 9]]]):
        with pytest.raises(RuleBroken, match=r"signature\.empty"):
            visit.sign(at(), a_signature(visit, strokes=strokes))

    assert visit.signature is None


@pytest.mark.parametrize("answer", [SignatureAnswer.DISAGREED, SignatureAnswer.UNABLE])
def test_who_disagrees_or_cannot_sign_gives_a_reason_and_is_called_within_a_day(answer):
    visit = a_visit(until="test")
    with pytest.raises(RuleBroken, match="reason_missing"):
        visit.sign(at(), a_signature(visit, strokes=[], answer=answer))

    visit.sign(at(), a_signature(visit, strokes=[], answer=answer, reason="手受伤了"))
    visit.complete(at())

    assert visit.order.state is OrderState.CALL_BACK_DUE
    assert visit.order.call_back_due_at == NOW + timedelta(days=1)


def test_who_signs_for_the_owner_gives_a_name():
    visit = a_visit(until="test")
    with pytest.raises(RuleBroken, match="signer_missing"):
        visit.sign(at(), a_signature(visit, signer="", relation=Relation.FAMILY))

    visit.sign(at(), a_signature(visit, signer="王小宝", relation=Relation.FAMILY))

    assert visit.order.state is OrderState.SIGNED


def test_a_second_signature_is_refused():
    visit = a_visit(until="sign")

    with pytest.raises(RuleBroken, match="already_there"):
        visit.sign(at(), a_signature(visit))
