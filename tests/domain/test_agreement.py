from datetime import UTC, date, datetime, time

import pytest

from fieldapp.domain.agreement import Agreement, Weekday
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.journal import Act

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
SUPERVISOR, OPERATIONS = (Act.here(by_id=new_id(), now=NOON) for _ in range(2))
SHANGHAI = "Asia/Shanghai"


def an_agreement() -> Agreement:
    return Agreement(
        weekdays=frozenset({Weekday.MONDAY, Weekday.THURSDAY}),
        begins_at=time(9, 0),
        minutes=120,
        first_day=date(2026, 3, 1),
        last_day=date(2026, 3, 31),
    )


def a_signed_agreement() -> Agreement:
    agreement = an_agreement()
    agreement.confirm(SUPERVISOR, price_fen=4500, person_id=new_id())
    agreement.approve(OPERATIONS)
    agreement.sign(OPERATIONS)
    return agreement


def test_long_term_service_is_priced_approved_and_signed_in_this_order_4_2_4():
    agreement = an_agreement()

    with pytest.raises(RuleBroken, match="not_confirmed"):
        agreement.approve(OPERATIONS)
    with pytest.raises(RuleBroken, match="not_approved"):
        agreement.sign(OPERATIONS)

    assert a_signed_agreement().signed_at == NOON


def test_nobody_approves_what_they_confirmed_themselves():
    agreement = an_agreement()
    agreement.confirm(SUPERVISOR, price_fen=4500, person_id=new_id())

    with pytest.raises(RuleBroken, match="own_approval"):
        agreement.approve(SUPERVISOR)


def test_visits_fall_on_the_agreed_days_at_the_hour_of_the_site_4_2_1():
    windows = list(a_signed_agreement().visits_between(date(2026, 3, 2), date(2026, 3, 9), SHANGHAI))

    assert [begins.astimezone(UTC) for begins, _ in windows] == [
        datetime(2026, 3, 2, 1, 0, tzinfo=UTC),
        datetime(2026, 3, 5, 1, 0, tzinfo=UTC),
    ]


def test_nobody_comes_before_the_agreement_is_signed():
    assert not list(an_agreement().visits_between(date(2026, 3, 2), date(2026, 3, 9), SHANGHAI))


def test_stopping_midway_takes_a_written_notice_and_ends_the_visits_4_2_5():
    agreement = a_signed_agreement()

    with pytest.raises(RuleBroken, match="reason_missing"):
        agreement.stop(SUPERVISOR, notice=" ")
    agreement.stop(SUPERVISOR, notice="保洁员离职，暂无人接替")

    assert agreement.stopped_at == NOON
    assert len(list(agreement.visits_between(date(2026, 3, 2), date(2026, 3, 9), SHANGHAI))) == 1
