"""What the desk sends and the rules refuse: the sheet is open once more, with everything that was typed in it."""

import pytest

from fieldapp.domain.course import OrderState

PAST = {"window": "pick", "pick_day": "2025-01-01", "pick_from": "09:15", "pick_until": "11:40"}


def decide(desk, order_id, what, **said):
    return desk.browser.post(
        f"/desk/orders/{order_id}/{what}", data={"version": str(desk.stored(order_id).version)} | said
    )


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
