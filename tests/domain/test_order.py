"""An order moves only where it may, and says why; whoever looked at an older one is told."""

from datetime import timedelta

import pytest

from fieldapp.domain.base import Overtaken, RuleBroken, new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.line import line_in_words
from fieldapp.domain.order import HoldReason, Order
from fieldapp.domain.people import Language
from tests.builders import NOW
from tests.jobs import a_line, a_visit, an_item, an_order, at

TAP = ("WTR-001", "更换普通水龙头", "Replace ordinary tap")


def test_its_number_is_what_people_say_on_the_telephone():
    assert Order(year=2026, serial=231).number == "2026-00231"


def test_whoever_looked_at_an_older_order_is_told():
    order = an_order()
    seen = order.version
    order.hold(at(), reason=HoldReason.PART)

    with pytest.raises(Overtaken, match="changed_meanwhile"):
        order.expect(seen)
    order.expect(order.version)


def test_every_entry_counts_the_version_up():
    order = an_order()
    before = order.version
    order.hold(at(), reason=HoldReason.PART, why="阀门要订货")
    order.rearrange(at(), wanted_from=None, wanted_until=None)

    assert order.version == before + 2 == len(order.unwritten)


def test_an_order_waits_for_a_reason_that_can_be_counted():
    order = an_order()
    order.hold(at(), reason=HoldReason.PART, why="阀门要订货")

    assert (order.state, order.hold_reason) == (OrderState.ON_HOLD, HoldReason.PART)
    assert (order.unwritten[-1].why, order.unwritten[-1].facts) == ("阀门要订货", {"reason": "part"})


@pytest.mark.parametrize(
    ("verb", "state"),
    [
        (Order.cancel, OrderState.CANCELLED),
        (Order.decline, OrderState.DECLINED),  # 4.2.3, 4.3.3, 4.4.2
    ],
)
def test_what_ends_an_order_early_is_written_down_with_its_reason(verb, state):
    order = an_order()
    verb(order, at(), why="  业主自己换好了 ")

    assert order.state is state
    assert (order.unwritten[-1].why, order.unwritten[-1].from_state) == ("业主自己换好了", "received")


@pytest.mark.parametrize(
    ("verb", "until"),
    [
        (Order.cancel, ""),
        (Order.decline, ""),
        (Order.send_back, "accept"),
        (Order.call_for_rework, "complete"),
    ],
)
def test_without_a_reason_nothing_moves(verb, until):
    order = a_visit(until=until).order if until else an_order()
    before = order.state, order.version

    with pytest.raises(RuleBroken, match="reason_missing"):
        verb(order, at(), why=" \n")
    assert (order.state, order.version) == before


def test_an_order_that_comes_back_is_nobodys():
    order = a_visit(until="accept").order
    order.send_back(at(), why="缺 DN20 阀门")

    assert (order.state, order.holder_id) == (OrderState.RETURNED, None)


def test_another_time_puts_it_back_among_those_to_be_assigned():
    order = an_order()
    order.hold(at(), reason=HoldReason.OWNER_ASKED)
    order.rearrange(at(), wanted_from=NOW + timedelta(days=1), wanted_until=NOW + timedelta(days=1, hours=1))

    assert (order.state, order.hold_reason, order.holder_id) == (OrderState.RECEIVED, None, None)
    assert order.wanted_from == NOW + timedelta(days=1)


def test_a_time_that_was_over_when_it_was_agreed_is_none():
    order = an_order()
    with pytest.raises(RuleBroken, match="window_over"):
        order.rearrange(at(), wanted_from=NOW - timedelta(hours=2), wanted_until=NOW - timedelta(hours=1))
    order.rearrange(at(), wanted_from=NOW - timedelta(hours=2), wanted_until=NOW + timedelta(hours=1))


def test_a_time_does_not_end_before_it_begins():
    order = an_order()
    with pytest.raises(RuleBroken, match="window_backwards"):
        order.rearrange(at(), wanted_from=NOW, wanted_until=NOW)
    assert order.unwritten[-1].what == "receive"


def test_a_call_back_closes_the_order_3_1():
    order = a_visit(until="complete").order
    order.close(at())

    assert (order.state, order.call_back_due_at) == (OrderState.CLOSED, None)


def test_who_is_not_content_is_not_called_again_for_the_same():
    order = a_visit(until="complete").order
    order.call_for_rework(at(), why="龙头还在滴水")

    assert (order.state, order.call_back_due_at) == (OrderState.REWORK, None)


def test_what_is_closed_stays_closed():
    order = a_visit(until="complete").order
    order.close(at())

    with pytest.raises(RuleBroken, match="not_allowed") as refusal:
        order.cancel(at(), why="算了")
    assert refusal.value.facts == {"state": OrderState.CLOSED, "to": OrderState.CANCELLED}


def test_only_an_emergency_has_ten_minutes_to_the_door_4_3_5():
    order = an_order(urgent=True)

    assert order.at_the_door_by == order.received_at + timedelta(minutes=10)
    assert an_order().at_the_door_by is None


def test_it_is_called_by_its_lines_in_both_languages():
    order = an_order(None, a_line(quantity=3), a_line(an_item(*TAP)))

    assert order.title(Language.CHINESE) == "更换角阀 × 3、更换普通水龙头"
    assert order.title(Language.ENGLISH) == "Replace angle valve × 3, Replace ordinary tap"


def test_a_part_of_a_unit_is_not_counted_in_the_title():
    line = a_line()
    line.quantity_milli = 1500

    assert an_order(None, line).title(Language.CHINESE) == "更换角阀"


def test_what_lists_read_follows_the_lines():
    order = an_order(None, a_line(quantity=2), a_line(an_item(*TAP, price_fen=3000)))
    assert (order.price_fen, order.minutes) == (2 * 1500 + 3000, 3 * 20)

    order.lines[0].drop(at=NOW)
    order.retell()
    assert (order.price_fen, order.minutes, order.title_en) == (3000, 20, "Replace ordinary tap")


def test_an_order_whose_lines_were_all_dropped_is_still_called_by_them():
    order = an_order()
    order.lines[0].drop(at=NOW)
    order.retell()

    assert (order.title_zh, order.price_fen) == ("更换角阀", 0)


def test_without_lines_it_is_called_by_the_owners_words_or_by_its_urgency():
    assert (bare := Order(requirements="厨房  漏水\n很急", lines=[])).retell() or bare.title_zh == "厨房 漏水 很急"
    assert (bare := Order(requirements="", lines=[])).retell() or bare.title_en == "Emergency"


def test_putting_a_line_again_replaces_it():
    order = an_order()
    order.put(line := a_line())
    line.quantity_milli = 5000
    order.put(line)

    assert [each.position for each in order.lines] == [1, 2]
    assert order.total_fen == 1500 + 5 * 1500


def test_a_line_that_is_not_there_is_refused():
    with pytest.raises(RuleBroken, match=r"line\.unknown"):
        an_order().line(new_id())


def test_what_waits_for_the_supervisor_counts_no_money_4_2_3():
    order = an_order(None, a_line(), line_in_words("柜板防水条加固", at=NOW))

    assert order.total_fen == 1500
