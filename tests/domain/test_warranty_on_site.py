"""A defect under warranty, confirmed on site: it costs the owner nothing and is signed all the same (4.5.4 4))."""

import pytest

from fieldapp.domain.base import Fen, RuleBroken
from fieldapp.domain.component import Component
from fieldapp.domain.course import OrderState
from fieldapp.domain.document import work_document
from fieldapp.domain.journal import Act, Weight
from fieldapp.domain.on_site import put_under_warranty
from tests.builders import NOW
from tests.jobs import a_line, a_visit, agree, an_item, an_order, at, press


def free(visit, line, *, covered: bool = True, act: Act | None = None):
    put_under_warranty(visit, act or at(), line=line, item=an_item(), covered=covered)


def two_lines(until: str):
    visit = a_visit(an_order(None, a_line(), a_line(an_item("WTR-001", "更换普通水龙头", price_fen=3000))), until=until)
    return visit, *visit.order.lines


def test_it_costs_nothing_and_is_taken_back_as_it_was_said():
    visit, valve, _ = two_lines("enter")
    valve.materials_fen = Fen(2800)
    free(visit, valve)
    assert (visit.order.total_fen, visit.order.price_fen, visit.order.materials_fen) == (3000, 3000, 0)
    free(visit, valve, covered=False)
    assert (visit.order.total_fen, visit.order.materials_fen) == (7300, 2800)
    told = [(entry.what, entry.facts["covered"]) for entry in visit.order.unwritten[-2:]]
    assert told == [("warranty", True), ("warranty", False)]


def test_said_twice_is_said_once():
    visit, valve, _ = two_lines("enter")
    for _ in range(2):
        free(visit, valve)
    assert [entry.what for entry in visit.order.unwritten].count("warranty") == 1


def test_a_service_has_no_warranty():
    visit, valve, _ = two_lines("enter")
    service = an_item()
    service.warranty_component = Component.NONE
    with pytest.raises(RuleBroken, match="line.no_warranty"):
        put_under_warranty(visit, at(), line=valve, item=service, covered=True)


def test_a_dropped_line_stays_dropped():
    visit, valve, _ = two_lines("enter")
    valve.drop(at=NOW)
    free(visit, valve)
    assert not valve.warranty and visit.order.unwritten[-1].facts["superseded"]


def test_told_when_somebody_else_is_at_work_it_is_kept_for_the_bill():
    visit, valve, _ = two_lines("mat")
    free(visit, valve, act=Act(visit.technician_id, NOW, NOW, weight=Weight.BESIDE))
    assert not valve.warranty and visit.order.unwritten[-1].what == "warranty"


def test_after_the_signature_nothing_changes():
    visit, valve, _ = two_lines("sign")
    with pytest.raises(RuleBroken, match="order.locked"):
        free(visit, valve)


def test_found_while_working_it_reopens_the_price_and_what_is_due_leaves_it_out():
    visit, valve, tap = two_lines("mat")
    free(visit, valve)
    assert not visit.price_stands
    agree(visit)
    for step in ("work", "test", "sign", "complete"):
        press(visit, step)
    signed = {line["line"]: (line["warranty"], line["amount_fen"]) for line in visit.signature.contents["lines"]}
    assert signed == {str(valve.id): (1, 0), str(tap.id): (0, 3000)}
    assert visit.order.due_fen == 3000 and visit.order.state is OrderState.CALL_BACK_DUE


def test_all_of_it_free_has_no_price_to_agree_and_is_signed():
    visit, *lines = two_lines("look")
    for line in lines:
        free(visit, line)
    for step in ("work", "test", "sign", "complete"):
        press(visit, step)
    assert visit.order.due_fen == 0 and work_document(visit.order, visit)["total_fen"] == 0
