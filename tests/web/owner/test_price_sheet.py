"""The price before the work (4.5.4 3)), as it is put before the owner."""

from uuid import UUID

from fieldapp.domain.base import Fen, new_id
from fieldapp.domain.course import OrderState
from fieldapp.domain.mark import Outcome
from fieldapp.domain.signature import PriceAnswer
from tests.jobs import a_line


def test_every_line_is_shown_with_its_sum_and_the_materials_by_themselves(doorstep):
    line = a_line(doorstep.item, quantity=2)
    line.materials_fen = Fen(2800)

    page = doorstep.shown(doorstep.visit("look", line))

    for words in ("更换角阀", "2 只 × ¥15", "¥30", "材料", "¥28", "¥58", "价目 2026 年第 3 版"):
        assert words in page


def test_what_costs_nothing_is_shown_with_its_reason_4_5_4_4(doorstep):
    line = a_line(doorstep.item)
    line.warranty = True

    page = doorstep.shown(doorstep.visit("look", a_line(doorstep.item), line))

    assert "¥0" in page and "保修内，不收费" in page


def test_agreeing_binds_the_sum_the_list_and_the_document(doorstep):
    visit = doorstep.visit("look")

    doorstep.press(visit, "price", answer="agreed")

    agreed = doorstep.stored(visit).agreement
    assert (agreed.answer, agreed.total_fen, agreed.differs) == (PriceAnswer.AGREED, 1500, False)


def test_a_first_no_leads_to_explaining_and_to_the_customer_centre(doorstep):
    visit = doorstep.visit("look")

    doorstep.press(visit, "price", answer="objected")

    page = doorstep.shown(visit)
    assert "哪里不清楚，请尽管问。" in page and 'href="tel:400-123-4567"' in page
    assert "还是不接受" in page
    assert doorstep.stored(visit).order.state is OrderState.INSIDE


def test_explained_and_then_agreed(doorstep):
    visit = doorstep.visit("look")
    doorstep.press(visit, "price", answer="objected")

    doorstep.press(visit, "price", answer="agreed")

    assert doorstep.stored(visit).order.state is OrderState.PRICE_AGREED


def test_still_no_ends_without_a_charge_and_with_the_reason(doorstep):
    visit = doorstep.visit("look")
    doorstep.press(visit, "price", answer="objected")
    doorstep.press(visit, "price", answer="declined", reason="价格高", other_reason="要和家人商量")

    page = doorstep.shown(visit)
    assert "要和家人商量" in page and "停止服务" in page
    doorstep.press(visit, "stop")

    stored = doorstep.stored(visit)
    assert (stored.outcome, stored.order.state) == (Outcome.STOPPED, OrderState.STOPPED_AT_PRICE)


def test_a_change_after_the_agreement_shows_only_what_changed(doorstep):
    visit = doorstep.visit("price", a_line(doorstep.item), a_line(doorstep.item))
    first, second = doorstep.stored(visit).order.lines

    change(doorstep, visit, first.id, quantity="3")

    page = doorstep.shown(visit)
    assert "您同意以后，只有这些变了。" in page
    assert page.count('class="price-line"') == 1
    assert "¥15</del> <b>" in page and "¥45</span></b>" in page
    assert "¥30</del>" in page and "¥60" in page
    assert second.amount_fen == 1500


def test_a_new_and_a_dropped_line_are_named_as_such(doorstep):
    visit = doorstep.visit("price", a_line(doorstep.item), a_line(doorstep.item))
    first, _ = doorstep.stored(visit).order.lines

    doorstep.send(visit, {"verb": "drop_line", "command": str(new_id()), "line": str(first.id)})
    change(doorstep, visit, new_id(), quantity="1", item=str(doorstep.item.id))

    page = doorstep.shown(visit)
    assert page.count('class="price-line"') == 2
    assert "新增" in page and "已去掉" in page


def test_a_changed_price_is_agreed_again_before_anything_is_signed(doorstep):
    visit = doorstep.visit("test")
    line = doorstep.stored(visit).order.lines[0]
    form = doorstep.shown(visit)
    assert "同意并签字" in form

    change(doorstep, visit, line.id, quantity="2")

    assert "价格有变" in doorstep.shown(visit)
    doorstep.press(visit, "price", answer="agreed")
    assert "同意并签字" in doorstep.shown(visit)
    assert doorstep.stored(visit).agreement.total_fen == 3000


def test_what_the_customer_centre_says_is_asked_in_the_owners_language(doorstep):
    visit = doorstep.visit("look")
    doorstep.press(visit, "price", answer="objected")

    assert "Ask the customer centre" in doorstep.shown(visit, "?lang=en")


def change(doorstep, visit: UUID, line: UUID, **said: str) -> None:
    """The technician changes the order with the owner."""
    form = {"verb": "line", "command": str(new_id()), "line": str(line)} | said
    assert doorstep.send(visit, form).status_code == 303
