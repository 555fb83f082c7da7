"""The developer's warranty as a hint (4.3.4)."""

from datetime import date

import pytest

from fieldapp.domain.component import Component
from fieldapp.domain.warranty import covers

HANDED_OVER = date(2023, 6, 18)
TODAY = date(2026, 11, 23)


def until(component, *, handed_over_on=HANDED_OVER):
    return next(
        c.until for c in covers([component], handed_over_on=handed_over_on, on=TODAY) if c.component is component
    )


@pytest.mark.parametrize(
    ("component", "last_day"),
    [
        (Component.WATERPROOFING, date(2028, 6, 18)),
        (Component.HEATING_COOLING, date(2025, 6, 18)),
        (Component.PLUMBING, date(2025, 6, 18)),
        (Component.ELECTRICAL, date(2025, 6, 18)),
        (Component.DECORATION, date(2025, 6, 18)),
        (Component.DOOR_WINDOW, date(2025, 6, 18)),
        (Component.SANITARY_WARE, date(2024, 6, 18)),
        (Component.LAMP_SWITCH, date(2023, 12, 18)),
        (Component.BLOCKAGE, date(2023, 8, 18)),
    ],
)
def test_each_part_has_its_own_period_from_hand_over(component, last_day):
    assert until(component) == last_day


def test_a_leaking_pipe_may_be_leaking_waterproofing_which_is_told_first_while_it_lasts():
    found = covers([Component.PLUMBING], handed_over_on=HANDED_OVER, on=TODAY)
    assert [(cover.component, cover.lasts) for cover in found] == [
        (Component.WATERPROOFING, True),
        (Component.PLUMBING, False),
    ]


def test_the_last_day_still_counts():
    def lasts(on):
        return covers([Component.ELECTRICAL], handed_over_on=HANDED_OVER, on=on)[0].lasts

    assert lasts(date(2025, 6, 18)) and not lasts(date(2025, 6, 19))


def test_a_service_has_no_warranty():
    assert covers([Component.NONE], handed_over_on=HANDED_OVER, on=TODAY) == []


def test_without_a_day_of_hand_over_there_is_no_hint():
    assert covers([Component.PLUMBING], handed_over_on=None, on=TODAY) == []


def test_a_part_asked_for_twice_is_told_once():
    assert len(covers([Component.ELECTRICAL] * 2, handed_over_on=HANDED_OVER, on=TODAY)) == 1


def test_a_month_that_is_too_short_ends_on_its_last_day():
    assert until(Component.LAMP_SWITCH, handed_over_on=date(2025, 8, 31)) == date(2026, 2, 28)


def test_years_are_told_as_years_and_months_as_months():
    years = [
        covers([part], handed_over_on=HANDED_OVER, on=TODAY)[0].years
        for part in (Component.DECORATION, Component.BLOCKAGE)
    ]
    assert years == [2, 0]
