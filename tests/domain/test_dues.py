"""What an owner owes: printed lines add up, what was agreed stays, never more goes back than came in (4.1.2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.base import Fen, Milli, RuleBroken
from fieldapp.domain.catalogue import Materials, PriceKind
from fieldapp.domain.document import price_document
from fieldapp.domain.dues import MOST_AT_ONCE, Dues
from fieldapp.domain.line import Line
from fieldapp.domain.price import MOST_FEN, MOST_QUANTITY
from fieldapp.domain.signature import SignatureAnswer
from fieldapp.web.bill import work_fen
from tests.jobs import a_line, a_signature, a_visit, an_item, an_order, at, press

fen = st.integers(0, MOST_FEN)
lines = st.builds(
    Line,
    id=st.uuids(),
    name_zh=st.just("活"),
    name_en=st.just("job"),
    unit_zh=st.just("项"),
    unit_en=st.just("job"),
    price_kind=st.sampled_from(PriceKind),
    unit_price_fen=fen.map(Fen),
    minimum_fen=st.none() | fen.map(Fen),
    materials=st.sampled_from(Materials),
    materials_fen=fen.map(Fen),
    quantity_milli=st.integers(1, MOST_QUANTITY).map(Milli),
    minutes=st.just(30),
    warranty=st.booleans(),
    asked_at=st.sampled_from([None, at().at]),
    answered_at=st.sampled_from([None, at().at]),
    dropped_at=st.sampled_from([None, at().at]),
)


@given(st.lists(lines, min_size=1, max_size=8, unique_by=lambda line: line.id))
def test_for_any_lines_what_is_printed_adds_up_to_the_total(some):
    order = an_order(None, *some)
    document = price_document(order, a_visit(order))

    printed = sum(work_fen(line) + line["materials_fen"] for line in document["lines"])
    assert printed == document["total_fen"] == order.total_fen == order.price_fen
    assert len(document["lines"]) == len([line for line in some if line.dropped_at is None])


@given(lines, lines)
def test_what_was_signed_is_due_whatever_happens_to_the_lines_later(signed, later):
    signed.dropped_at = signed.asked_at = None
    order = an_order(None, signed)
    visit = a_visit(order, until="test")
    visit.sign(at(), a_signature(visit))
    total = order.total_fen
    press(visit, "complete")

    order.put(later)
    signed.quantity_milli, signed.unit_price_fen = Milli(1), Fen(0)
    order.retell()

    assert order.due_fen == total and order.dues.owed_fen == total


verbs = st.tuples(
    st.sampled_from(["paid", "told", "given_back", "corrected"]), st.integers(-MOST_AT_ONCE, MOST_AT_ONCE)
)


@given(st.none() | st.integers(0, MOST_AT_ONCE), st.lists(verbs, max_size=30))
def test_never_more_goes_back_than_came_in(due, told):
    dues = Dues(None if due is None else Fen(due), Fen(0))
    for verb, amount in told:
        try:
            dues = getattr(dues, verb)(abs(amount) if verb == "told" else amount)
        except RuleBroken:
            continue
        assert dues.paid_fen >= 0


def test_more_than_is_owed_is_not_taken():
    with pytest.raises(RuleBroken, match="money.more_than_owed") as refused:
        Dues(Fen(8600), Fen(8000)).paid(601)
    assert refused.value.facts == {"owed_fen": 600}


def test_money_may_be_advanced_before_anybody_knows_what_is_due():
    assert Dues(None, Fen(0)).paid(20_000).paid_fen == 20_000


def test_a_technician_is_not_refused_what_the_owner_has_handed_over():
    assert Dues(Fen(1500), Fen(1500)).told(1500).owed_fen == -1500


def test_unsigned_work_is_due_at_the_price_agreed_before_it():
    visit = a_visit(an_order(None, a_line(an_item(), quantity=2)), until="test")
    visit.sign(at(), a_signature(visit, answer=SignatureAnswer.UNABLE, strokes=[], reason="手上有伤"))
    press(visit, "complete")

    assert visit.order.due_fen == 3000


def test_nothing_is_due_when_the_owner_did_not_accept_the_price():
    visit = a_visit(until="look")
    visit.stop(at(), reason="太贵")
    assert visit.order.due_fen == 0
