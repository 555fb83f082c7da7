"""The days of a rule: whatever is drawn, each exactly once, and never a day that the calendar does not have."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.agreement_notice import NoticeKind
from fieldapp.domain.agreement_terms import Charge
from fieldapp.domain.holiday import OnHolidays
from fieldapp.domain.planned_visit import planned_visits
from fieldapp.domain.recurrence import WEEK, Recurrence, Rhythm, Weekday
from tests.domain.test_agreement import OPERATIONS, a_notice, in_force

BEGINNING = date(2026, 1, 1)
DAYS = st.integers(0, 1500).map(lambda n: BEGINNING + timedelta(days=n))
ZONES = st.sampled_from(["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])


@st.composite
def rules(draw) -> Recurrence:
    return Recurrence(
        rhythm=draw(st.sampled_from(Rhythm)),
        every=draw(st.integers(1, 12)),
        weekdays=draw(st.frozensets(st.sampled_from(Weekday), min_size=1)),
        month_day=draw(st.integers(1, 31)),
        begins_on=draw(DAYS),
    )


@given(rules(), DAYS, st.integers(0, 800), st.integers(0, 800))
def test_the_days_of_two_stretches_are_the_days_of_both_together(rule, first, one, other):
    middle, last = first + timedelta(days=one), first + timedelta(days=one + other)
    whole = list(rule.days(first, last))
    assert whole == [*rule.days(first, middle), *rule.days(middle + timedelta(days=1), last)]
    assert whole == sorted(set(whole)) and all(first <= day <= last for day in whole)


@given(rules(), DAYS)
def test_every_day_is_one_that_was_agreed(rule, first):
    for day in rule.days(first, first + timedelta(days=900)):
        if rule.rhythm is Rhythm.WEEKLY:
            weeks = (day - rule.begins_on + timedelta(days=rule.begins_on.weekday())) // timedelta(weeks=1)
            assert WEEK[day.weekday()] in rule.weekdays and weeks % rule.every == 0
        else:
            tomorrow = day + timedelta(days=1)
            assert day.day == rule.month_day or (day.day < rule.month_day and tomorrow.day == 1)


def test_the_31st_is_the_last_day_of_a_shorter_month_and_the_29th_of_february_comes_in_leap_years():
    rule = Recurrence(Rhythm.MONTHLY, 1, frozenset(), 31, date(2027, 12, 1))
    assert [day.day for day in rule.days(date(2028, 1, 1), date(2028, 4, 30))] == [31, 29, 31, 30]
    yearly = Recurrence(Rhythm.MONTHLY, 12, frozenset(), 29, date(2028, 2, 29))
    assert list(yearly.days(date(2028, 1, 1), date(2032, 12, 31))) == [
        *(date(2028, 2, 29), date(2029, 2, 28), date(2030, 2, 28), date(2031, 2, 28), date(2032, 2, 29))
    ]


@given(
    st.frozensets(st.sampled_from(Weekday), min_size=1),
    st.integers(1, 3),
    st.sampled_from(OnHolidays),
    st.frozensets(st.integers(0, 91), max_size=40),
    st.none() | st.tuples(st.integers(1, 60), st.integers(0, 30)),
    st.none() | st.integers(1, 80),
    ZONES,
    st.integers(0, 23),
)
def test_each_visit_once_whatever_is_a_holiday_paused_or_stopped(
    weekdays, every, on_holidays, holidays, pause, stop, zone, hour
):
    agreement = in_force(weekdays=weekdays, every=every, on_holidays=on_holidays, begins_at=time(hour, 30))
    first, free = agreement.first_day, frozenset(agreement.first_day + timedelta(days=n) for n in holidays)
    today = first + timedelta(days=1)
    if pause:
        begins = first + timedelta(days=pause[0])
        agreement.pause(OPERATIONS, a_notice(NoticeKind.PAUSE, begins, begins + timedelta(days=pause[1])), today=today)
    if stop:
        agreement.stop(OPERATIONS, a_notice(NoticeKind.STOP, first + timedelta(days=stop)), today=today)
    visits = planned_visits(agreement, until=date(2026, 6, 30), free=free, zone=zone)

    due, on = [visit.due_on for visit in visits], [visit.on for visit in visits]
    assert len(set(due)) == len(due) and len(set(on)) == len(on)
    assert all(agreement.serves(day) for day in [*due, *on])
    assert all(visit.ends - visit.begins == timedelta(hours=2) for visit in visits)
    assert [visit.begins.astimezone(ZoneInfo(zone)).date() for visit in visits] == on
    if on_holidays is not OnHolidays.COME:
        assert not free & set(on)
    if on_holidays is not OnHolidays.MOVE:
        assert (
            on
            == due
            == [
                day
                for day in agreement.terms[0].recurrence.days(first, agreement.last_day)
                if agreement.serves(day) and (on_holidays is OnHolidays.COME or day not in free)
            ]
        )
    # Whoever asks later, or for less, is told the same.
    middle = date(2026, 4, 10)
    assert [visit for visit in visits if visit.due_on <= middle] == planned_visits(
        agreement, until=middle, free=free, zone=zone
    )


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2026, 10, 25)])
def test_an_hour_that_the_clocks_skip_or_repeat_is_visited_once_and_lasts_as_long(day):
    agreement = in_force(from_day=date(2026, 3, 1), begins_at=time(2, 30), weekdays=frozenset({Weekday.SUNDAY}))
    agreement.last_day = date(2026, 12, 31)
    visits = planned_visits(agreement, until=day, free=frozenset(), zone="Europe/Berlin")
    assert [visit.on for visit in visits].count(day) == 1
    begins = datetime(2026, 3, 29, 1, 30, tzinfo=UTC) if day.month == 3 else datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert (visits[-1].begins, visits[-1].ends) == (begins, begins + timedelta(hours=2))


@given(
    st.integers(0, 1_000_000),
    st.frozensets(st.sampled_from(Weekday), min_size=1),
    st.sampled_from(OnHolidays),
    st.frozensets(st.integers(0, 91), max_size=20),
)
def test_the_shares_of_a_whole_month_add_up_to_its_price(price_fen, weekdays, on_holidays, holidays):
    agreement = in_force(charge=Charge.MONTH, price_fen=price_fen or 1, weekdays=weekdays, on_holidays=on_holidays)
    terms, free = agreement.terms[0], frozenset(agreement.first_day + timedelta(days=n) for n in holidays)
    skipped = free if on_holidays is OnHolidays.SKIP else frozenset()
    month = [day for day in terms.recurrence.days(date(2026, 4, 1), date(2026, 4, 30)) if day not in skipped]
    shares = [terms.price_on(day, free) for day in month]
    assert sum(shares) == (price_fen or 1 if month else 0)
    assert not shares or max(shares) - min(shares) <= 1
