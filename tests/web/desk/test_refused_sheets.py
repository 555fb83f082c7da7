"""What the desk sends and the rules refuse: the sheet is open once more, with everything that was typed in it."""

import pytest

from fieldapp.domain.course import OrderState

PAST = {"window": "pick", "pick_day": "2025-01-01", "pick_from": "09:15", "pick_until": "11:40"}


def decide(desk, order_id, what, **said):
    return desk.browser.post(
        f"/desk/orders/{order_id}/{what}", data={"version": str(desk.stored(order_id).version)} | said
    )


def refusals(page):
    """How often a page says what is wrong: at a field, or as a refusal of its own."""
    page = page.partition("<body")[2]
    return page.count('<p class="field__fault"') + page.count('data-tone="amber">\n  <svg')


@pytest.mark.parametrize(
    "said",
    [PAST, {"window": "2026-11-23T09:00:00+08:00/2026-11-23T10:00:00+08:00"}],
    ids=["picked", "a pill of before"],
)
def test_a_time_that_has_passed_is_not_agreed(desk, said):
    order_id = desk.order()
    before = desk.stored(order_id).version

    answer = decide(desk, order_id, "window", **said)

    assert answer.status_code == 422 and "这段时间已经过去了" in answer.text
    assert desk.stored(order_id).version == before


def test_of_a_time_that_was_refused_nothing_has_to_be_typed_again(desk):
    page = decide(desk, desk.order(), "window", **PAST).text
    assert '<dialog class="sheet" id="rearrange" open' in page and "modal-sheet.js" in page
    assert all(f'value="{typed}"' in page for typed in ("2025-01-01", "09:15", "11:40"))
    assert 'min="2026-11-23"' in page


def test_a_new_order_takes_no_time_that_has_passed_either(desk):
    answer = desk.write(**PAST)
    assert answer.status_code == 422 and "这段时间已经过去了" in answer.text and desk.how_many() == 0


def test_words_without_the_consent_stay_in_their_sheet(desk):
    order_id = desk.order()
    page = decide(desk, order_id, "developer", component="plumbing", why="墙里的水管渗水").text
    assert '<dialog class="sheet" id="developer" open' in page and "墙里的水管渗水</textarea>" in page
    assert desk.stored(order_id).state is OrderState.RECEIVED


def test_a_page_that_refused_nothing_has_its_sheets_closed(desk):
    assert "<dialog" not in desk.page(f"/desk/orders/{desk.order()}")


def test_what_was_overtaken_stays_typed_behind_its_button(desk):
    """The order as it is now is looked at first; then nothing has to be typed again."""
    order_id = desk.order()
    seen = str(desk.stored(order_id).version)
    decide(desk, order_id, "hold", reason="part")

    page = desk.browser.post(f"/desk/orders/{order_id}/cancellation", data={"version": seen, "why": "邻居已修好"}).text

    assert "<dialog" not in page and page.count('value="邻居已修好"') == 1
    assert f'name="version" value="{seen}"' not in page


def test_words_for_a_decision_that_nobody_can_make_any_more_are_told_beside_the_refusal(desk):
    order_id = desk.order()
    seen = str(desk.stored(order_id).version)
    decide(desk, order_id, "cancellation", why="不要了")

    answer = desk.browser.post(
        f"/desk/orders/{order_id}/hold", data={"version": seen, "reason": "part", "why": "阀芯没货"}
    )

    assert answer.status_code == 409 and 'id="hold"' not in answer.text and "您写的是：阀芯没货" in answer.text


def test_why_something_is_refused_is_said_once_and_in_one_sheet_only(desk):
    page = decide(desk, desk.order(), "cancellation").text
    assert '<dialog class="sheet" id="cancel" open' in page and refusals(page) == 1


@pytest.mark.parametrize(
    "answer", [{"promised_on": ""}, {"promised_on": "2020-01-01"}], ids=["no day", "a day that is over"]
)
def test_what_the_developer_said_is_not_typed_twice(desk, answer):
    order_id = desk.order()
    decide(desk, order_id, "developer", component="plumbing", consent="yes", why="墙里的水管渗水")
    said = {"reply": "promised", "words": "等师傅回老家", "by": "钱工"}

    page = desk.browser.post(f"/desk/orders/{order_id}/developer/reply", data=said | answer).text

    assert '<dialog class="sheet" id="developer-reply" open' in page and 'value="promised" checked' in page
    assert "等师傅回老家</textarea>" in page and 'value="钱工"' in page
    assert refusals(page) == 1
