"""Looking at it together: how many, at what price, one more item, off the list, dropped (4.5.4 1), 2))."""

from datetime import date
from html import unescape

import pytest

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.capability import Question
from fieldapp.domain.catalogue import Materials, PriceKind
from fieldapp.domain.mark import Outcome
from fieldapp.domain.premises import Room
from tests.builders import NOW
from tests.jobs import a_line
from tests.pages import form_of, forms
from tests.web.technician.conftest import HTMX


@pytest.fixture
def inside(day):
    """Li stands in the kitchen; there are taps in the catalogue, too."""
    day.item_of("WTR-001", "更换普通水龙头", "Replace ordinary tap", price_fen=3000)
    return day.job(until="enter")


def lines(day, visit_id):
    return [(line.name_zh, line.quantity_milli, line.amount_fen) for line in day.stored(visit_id).order.standing_lines]


def the_line(day, visit_id):
    return str(day.stored(visit_id).order.lines[0].id)


def say_line(day, visit_id, **said):
    fields = {"verb": "line", "command": str(new_id()), "line": the_line(day, visit_id), "quantity": "1"}
    return day.send(visit_id, fields | said)


def test_what_is_to_be_done_stands_there_with_its_price(day, inside):
    page = day.shown(inside)
    assert "请问您需要我做些什么？" in page and "更换角阀" in page and "¥15 / 只" in page and "1 项" in page


def test_asking_is_ticked_by_one_tap(day, inside):
    day.send(inside, form_of(day.shown(inside), "step", key="ask"))
    assert [mark.key for mark in day.marks(inside)][-1] == "ask" and "问过了" in day.shown(inside)


def test_one_more_and_one_less(day, inside):
    day.send(inside, form_of(day.shown(inside), "line", quantity="2"))
    assert lines(day, inside) == [("更换角阀", 2000, 3000)]
    day.send(inside, form_of(day.shown(inside), "line", quantity="1"))
    assert lines(day, inside) == [("更换角阀", 1000, 1500)]


def test_the_last_one_less_takes_the_line_off(day, inside):
    day.send(inside, form_of(day.shown(inside), "drop_line"))
    assert lines(day, inside) == [] and "0 项" in day.shown(inside)


def test_a_typed_quantity(day, inside):
    say_line(day, inside, quantity="2.5")
    assert lines(day, inside) == [("更换角阀", 2500, 3750)]


@pytest.mark.parametrize("quantity", ["0", "-1", "1e9", "二", "", "99999999", "0.0001", "NaN", "1 000 000"])
def test_a_quantity_that_nobody_means_is_refused_with_the_range_and_kept(day, inside, quantity):
    answer = say_line(day, inside, quantity=quantity)
    page = unescape(answer.text)
    assert answer.status_code == 422 and lines(day, inside) == [("更换角阀", 1000, 1500)]
    assert quantity == "" or ("0.001" in page and "9999" in page and f'value="{quantity}"' in page)


def test_full_width_figures_are_figures(day, inside):
    say_line(day, inside, quantity="３")
    assert lines(day, inside) == [("更换角阀", 3000, 4500)]


def test_htmx_is_told_in_the_notice_and_keeps_its_page(day, inside):
    form = {"verb": "line", "command": str(new_id()), "line": the_line(day, inside), "quantity": "二"}
    answer = day.by_htmx(inside, form)
    assert answer.status_code == 422 and 'class="notice"' in answer.text and "<main" not in answer.text


@pytest.mark.parametrize("yuan", [28, 1280])
def test_materials_are_charged_beside_the_work_and_stay_when_the_quantity_changes(day, inside, yuan):
    say_line(day, inside, materials=str(yuan))
    assert lines(day, inside) == [("更换角阀", 1000, 1500 + 100 * yuan)]
    day.send(inside, form_of(day.shown(inside), "line", quantity="2"))
    assert lines(day, inside) == [("更换角阀", 2000, 3000 + 100 * yuan)]


@pytest.mark.parametrize("materials", ["-5", "一百", "100000", "1.234"])
def test_materials_that_cannot_be_are_refused_with_the_range(day, inside, materials):
    answer = say_line(day, inside, materials=materials)
    assert answer.status_code == 422 and "99,999.99" in answer.text and lines(day, inside)[0][2] == 1500


def test_a_price_that_the_list_leaves_open_is_set_on_site(day):
    item = day.item_of("WTR-003", "维修水龙头漏水", "Repair leaking tap", price_fen=1000, kind=PriceKind.FROM)
    visit_id = day.job(a_line(item), until="enter")
    assert "单价" in day.shown(visit_id)
    say_line(day, visit_id, unit_price="18")
    assert lines(day, visit_id) == [("维修水龙头漏水", 1000, 1800)]


def test_a_price_that_the_list_fixes_stays(day, inside):
    answer = say_line(day, inside, unit_price="99")
    assert answer.status_code == 422 and lines(day, inside)[0][2] == 1500


@pytest.mark.parametrize("words", ["角阀", "ghjf", "wtr-008", "VALVE"])
def test_an_item_is_found_by_word_initials_and_code(day, inside, words):
    answer = day.phone.get(f"/my/visits/{inside}/items", query_string={"q": words}, headers=HTMX)
    assert "更换角阀" in answer.text and "<html" not in answer.text


def test_without_a_script_the_search_is_a_page(day, inside):
    page = day.shown(inside, "?q=WTR-001")
    assert "更换普通水龙头" in page and "<html" in page


def test_a_found_item_is_added_by_one_tap(day, inside):
    page = day.shown(inside, "?q=WTR-001")
    day.send(inside, next(form.fields for form in forms(page) if "item" in form.fields))
    assert lines(day, inside) == [("更换角阀", 1000, 1500), ("更换普通水龙头", 1000, 3000)]


def test_an_item_that_is_there_already_becomes_one_more(day, inside):
    page = day.shown(inside, "?q=WTR-008")
    assert "单上有 1" in page
    found = page.split('id="items"')[1]
    day.send(inside, forms(found)[0].fields)
    assert lines(day, inside) == [("更换角阀", 2000, 3000)]


def test_what_nobody_calls_that_leads_off_the_list(day, inside):
    page = day.shown(inside, "?q=水晶吊灯")
    assert "目录里没有“水晶吊灯”" in page


def test_a_search_for_the_signs_of_the_database_finds_nothing(day, inside):
    for words in ("%", "_", "' OR 1=1"):
        assert "found__item" not in day.shown(inside, f"?q={words}")


def test_an_item_of_another_catalogue_is_refused(day, inside):
    answer = say_line(day, inside, line=str(new_id()), item=str(new_id()))
    assert answer.status_code == 422


def off_list(day, visit_id, words):
    fields = next(form.fields for form in forms(day.shown(visit_id)) if {"words", "line"} <= form.fields.keys())
    return day.send(visit_id, fields | {"words": words})


def test_off_the_list_asks_the_supervisor_and_counts_no_money(day, inside):
    off_list(day, inside, "柜板防水条加固")
    page = day.shown(inside)
    assert lines(day, inside)[1] == ("柜板防水条加固", 1000, 0)
    assert "问主管" in page and "2 项，1 项待主管定价" in page
    with day.app.app_context():
        (question,) = db.session.query(Question).all()
    assert question.words == "柜板防水条加固" and question.asked_by_id == day.li.id


def test_a_double_tap_asks_once(day, inside):
    fields = next(form.fields for form in forms(day.shown(inside)) if {"words", "line"} <= form.fields.keys())
    fields |= {"words": "加固"}
    day.send(inside, fields)
    day.send(inside, fields)
    assert len(lines(day, inside)) == 2 and day.receipts() == 2


def test_off_the_list_needs_words(day, inside):
    assert off_list(day, inside, " ").status_code == 422 and len(lines(day, inside)) == 1


def test_an_item_that_includes_materials_offers_no_field_for_them(day):
    item = day.item_of("WTR-004", "清洗水龙头", "Clean a tap", materials=Materials.INCLUDED)
    assert 'name="materials" inputmode' not in day.shown(day.job(a_line(item), until="enter"))


def test_show_the_price_leads_to_the_price(day, inside):
    day.send(inside, form_of(day.shown(inside), "step", key="look"))
    assert "先看价格" in day.shown(inside)


def handed_over(day, visit_id, on):
    room = day.stored(visit_id).order
    with day.app.app_context():
        db.session.get_one(Room, room.room_id).handed_over_on = on
        db.session.commit()


def test_what_the_warranty_may_still_cover_is_hinted_at(day, inside):
    handed_over(day, inside, date(2025, 6, 18))
    page = day.shown(inside)
    assert "可能还在保修" in page and "2027-06-18" in page and "转给开发商" in page


def test_an_old_flat_has_no_warranty_to_speak_of(day, inside):
    handed_over(day, inside, date(2010, 6, 18))
    assert "转给开发商</p>" not in day.shown(inside)


def test_a_defect_under_warranty_costs_nothing_and_a_hand_over_to_the_developer_begins_with_it(day, inside):
    handed_over(day, inside, date(2025, 6, 18))
    day.send(inside, form_of(day.shown(inside), "warranty", covered="1"))
    page = day.shown(inside)
    assert lines(day, inside) == [("更换角阀", 1000, 0)] and "保修内，不收费" in page
    begun = form_of(page, "transfer")
    assert begun["words"] == "更换角阀" and page.index('value="plumbing"') < page.index('value="structure"')
    day.send(inside, form_of(page, "warranty", covered=""))
    assert lines(day, inside) == [("更换角阀", 1000, 1500)]


def test_what_is_over_or_no_repair_offers_no_warranty(day, inside):
    handed_over(day, inside, date(1950, 6, 18))
    assert 'value="warranty"' not in day.shown(inside)


def test_without_any_line_left_one_adds_or_stops_and_no_work_begins(day, inside):
    day.send(inside, form_of(day.shown(inside), "drop_line"))
    page = day.shown(inside)
    assert "还没有项目" in page and "加一项，或者停止服务" in page
    assert 'id="verb"' not in page and 'data-key="look"' not in page

    day.send(inside, form_of(page, "stop"))
    assert day.stored(inside).outcome is Outcome.STOPPED


def test_a_line_more_and_it_goes_on(day, inside):
    day.send(inside, form_of(day.shown(inside), "drop_line"))
    page = day.shown(inside, "?q=WTR-001")
    day.send(inside, next(form.fields for form in forms(page) if "item" in form.fields))
    assert "还没有项目" not in day.shown(inside)
    day.send(inside, form_of(day.shown(inside), "step", key="look"))
    assert "先看价格" in day.shown(inside)


def test_an_emergency_that_never_had_a_line_goes_on_as_it_is(day):
    visit_id = day.job(until="enter", urgent=True)
    visit = day.stored(visit_id)
    day.alter(visit, lambda: visit.order.lines[0].drop(at=NOW))
    page = day.shown(visit_id)
    assert "还没有项目" not in page and form_of(page, "step", key="look")
