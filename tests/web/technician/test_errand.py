"""The money of an errand on the way, in front of the owner and at the end (4.4.1, 4.4.2)."""

from html import unescape

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.errand import account
from fieldapp.domain.order import Kind, Order
from fieldapp.domain.premises import Collects
from tests.pages import form_of

NOTHING_BESIDE = 'data-errand="beside" hidden>'
BESIDE, IN_ALL = "代办款项另计 ¥68.50", "您一共要付"


@pytest.fixture
def errand(day):
    """Somebody fetches water for the owner."""

    def begin(until):
        visit_id = day.job(until=until)
        order = day.stored(visit_id).order
        day.alter(order, lambda: becomes_an_errand(order))
        return visit_id

    return begin


def becomes_an_errand(order: Order):
    order.kind, order.department = Kind.ERRAND, Kind.ERRAND.department


def tells(day, visit_id, verb, amount, **more):
    answer = day.send(
        visit_id, {"verb": verb, "command": str(new_id()), "entry": str(new_id()), "amount": amount} | more
    )
    assert answer.status_code == 303
    return answer


def test_the_receipt_that_was_got_on_the_way_is_noted_before_the_door(day, errand):
    visit_id = errand("set_out")
    page = day.shown(visit_id)
    form = form_of(page, "receipt")
    day.phone.post(f"/my/visits/{visit_id}/receipts", data=form | {"words": "桶装水", "amount": "68.50"})
    assert account(day.stored(visit_id).order).spent_fen == 6850
    assert "¥68.50" in day.shown(visit_id)


def test_other_work_has_no_such_money(day):
    assert 'id="errand"' not in day.shown(day.job(until="set_out"))


def test_the_price_says_what_comes_beside_it(day, errand):
    visit_id = errand("look")
    assert NOTHING_BESIDE in day.shown(visit_id)
    tells(day, visit_id, "advance", "68.50", whose="runner")
    page = unescape(day.shown(visit_id))
    assert BESIDE in page and NOTHING_BESIDE not in page


def test_what_the_owner_laid_down_is_nothing_to_pay_beside_the_price(day, errand):
    visit_id = errand("look")
    tells(day, visit_id, "advance", "200", whose="owner")
    assert NOTHING_BESIDE in day.shown(visit_id)


def test_whoever_signs_reads_what_is_paid_in_all_and_the_copy_and_the_end_say_the_same(day, errand, client):
    visit_id = errand("test")
    tells(day, visit_id, "receipt", "68.50", words="桶装水")
    page = day.shown(visit_id)
    assert IN_ALL in page and 'data-slot="in_all">¥83.50' in page and 'data-errand="entries">' in page
    day.sign(visit_id)
    assert "应收 ¥15，未收" in day.shown(visit_id) and BESIDE in day.shown(visit_id)
    copy = client.get(f"/copy/{day.stored(visit_id).signature.copy_token}").text
    assert IN_ALL in copy and "¥83.50" in copy


def test_what_is_left_over_goes_back_and_is_not_counted_against_the_service(day, errand):
    visit_id = errand("test")
    tells(day, visit_id, "advance", "200", whose="owner")
    tells(day, visit_id, "receipt", "68.50", words="桶装水")
    page = day.shown(visit_id)
    assert "¥131.50" in page and 'data-slot="in_all">¥15<' in page
    day.sign(visit_id)
    assert "另计" not in day.shown(visit_id)


def test_without_any_money_nothing_is_added_up(day, errand):
    assert 'data-errand="entries" hidden>' in day.shown(errand("test"))
    assert IN_ALL not in day.shown(day.job(until="test"))


@pytest.mark.parametrize(("collects", "says"), [(Collects.DESK, True), (Collects.NOBODY, True), ("technician", False)])
def test_the_end_says_who_takes_the_money(day, collects, says):
    day.site.collects = Collects(collects)
    day.save(day.site)
    visit_id = day.job(until="sign")
    assert ("由客户中心收，您不用收钱" in day.shown(visit_id)) is says
