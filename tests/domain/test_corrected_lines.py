"""What a correction may make of the lines that were signed, and what it may not."""

import pytest

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import Materials, PriceKind
from fieldapp.domain.corrected_lines import Added, Change, added, corrected, total_of
from fieldapp.domain.document import price_document
from tests.jobs import a_line, a_visit, an_item, an_order

VALVE = an_item()
TAP = an_item("WTR-001", "更换普通水龙头", "Replace ordinary tap", price_fen=3000)


def the_lines(*lines):
    visit = a_visit(an_order(None, *(lines or [a_line(VALVE, quantity=2), a_line(TAP)])))
    return price_document(visit.order, visit)["lines"]


def test_a_line_changes_a_line_goes_and_the_rest_stays_as_it_was():
    valve, tap = lines = the_lines()

    left = corrected(lines, {valve["line"]: Change(quantity_milli=1000, unit_price_fen=1500)}, {})
    assert [line["amount_fen"] for line in left] == [1500, 3000] and left[1] == tap
    assert left[0]["line"] == valve["line"] and total_of(left) == 4500

    left = corrected(lines, {tap["line"]: Change(0, 0, dropped=True)}, {})
    assert left == [valve]


def test_what_the_warranty_covers_costs_nothing_materials_included():
    (line,) = the_lines(a_line(VALVE))
    (free,) = corrected([line], {line["line"]: Change(1000, 1500, materials_fen=4000, warranty=True)}, {})
    assert (free["amount_fen"], free["materials_fen"], free["warranty"]) == (0, 0, 1)


def test_less_than_the_list_may_be_asked_and_then_not_its_minimum_either():
    floor = an_item("CLN-002", "地面打蜡", "Wax the floor", price_fen=500, kind=PriceKind.PER_M2)
    floor.minimum_fen = 10_000
    (line,) = the_lines(a_line(floor, quantity=3))
    assert line["amount_fen"] == 10_000

    (asked,) = corrected([line], {line["line"]: Change(3000, 400)}, {})
    assert (asked["amount_fen"], asked["minimum_fen"]) == (1200, 0)
    (same,) = corrected([line], {line["line"]: Change(4000, 500)}, {})
    assert same["amount_fen"] == 10_000


@pytest.mark.parametrize(
    ("change", "most", "code"),
    [
        (Change(1000, 1501), 0, "price.unit_price_not_allowed"),
        (Change(1000, 1600), 1599, "price.unit_price_not_allowed"),
        (Change(0, 1500), 0, "price.quantity_out_of_range"),
        (Change(1000, -1), 0, "price.money_out_of_range"),
    ],
    ids=["more than was signed", "more than the list", "nothing", "less than nothing"],
)
def test_a_change_that_the_list_does_not_allow_is_refused(change, most, code):
    (line,) = the_lines(a_line(VALVE))
    with pytest.raises(RuleBroken, match=code):
        corrected([line], {line["line"]: change}, dict.fromkeys([line["line"]], most) if most else {})


def test_materials_are_charged_only_where_the_list_says_so():
    whole = an_item("WTR-009", "疏通", "Unblock", materials=Materials.INCLUDED)
    (line,) = the_lines(a_line(whole))
    with pytest.raises(RuleBroken, match=r"price\.materials_not_charged"):
        corrected([line], {line["line"]: Change(1000, 1500, materials_fen=1)}, {})


def test_a_line_off_the_list_is_priced_by_a_supervisor_alone():
    words = Added(None, "拆旧柜子", Change(1000, 20_000))
    with pytest.raises(RuleBroken, match=r"correction\.words_by_supervisor"):
        added([words], by_supervisor=False)

    lines, items = added([words, Added(TAP, "", Change(2000, 3000))], by_supervisor=True)
    assert [line["amount_fen"] for line in lines] == [20_000, 6000]
    assert items == {lines[1]["line"]: str(TAP.id)}
    with pytest.raises(RuleBroken, match=r"price\.unit_price_not_allowed"):
        added([Added(TAP, "", Change(1000, 3001))], by_supervisor=True)
