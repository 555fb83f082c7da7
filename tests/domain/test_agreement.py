"""Long-term service from the request to the stop: who decides what, and what nobody may (4.2.4, 4.2.5)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from fieldapp.domain.agreement import Agreed, Agreement, AgreementState
from fieldapp.domain.agreement_notice import Delivery, Notice, NoticeKind
from fieldapp.domain.agreement_terms import Charge, Terms
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.holiday import OnHolidays
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Language
from fieldapp.domain.planned_visit import planned_visits
from fieldapp.domain.recurrence import Rhythm, Weekday

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)  # a Monday
DESK, SUPERVISOR, OPERATIONS = (Act.here(by_id=new_id(), now=NOON) for _ in range(3))
SHANGHAI = "Asia/Shanghai"
MONDAYS = frozenset({Weekday.MONDAY})
SAID = {"document": "agreement"}
NONE: frozenset[date] = frozenset()


def terms(from_day=date(2026, 3, 1), **more) -> Terms:
    usual = {"rhythm": Rhythm.WEEKLY, "every": 1, "month_day": 0, "begins_at": time(9), "minutes": 120}
    usual |= {"weekdays": frozenset({Weekday.MONDAY, Weekday.THURSDAY}), "on_holidays": OnHolidays.SKIP}
    return Terms(id=new_id(), from_day=from_day, **(usual | {"charge": Charge.VISIT, "price_fen": None} | more))


def requested(**more) -> Agreement:
    agreement = Agreement(id=new_id(), last_day=date(2026, 5, 31), terms=[terms(**more)], notices=[])
    agreement.request(DESK)
    return agreement


def in_force(**more) -> Agreement:
    agreement = requested(**more)
    charge = more.get("charge", Charge.VISIT)
    agreement.confirm(SUPERVISOR, price_fen=more.get("price_fen") or 4500, charge=charge, person_id=new_id())
    agreement.approve(OPERATIONS)
    agreement.agree(DESK, SAID, how=Agreed.ON_PAPER, by="王秀英")
    return agreement


def a_notice(kind: NoticeKind, from_day: date, until_day: date | None = None, reason: str = "保洁员离职") -> Notice:
    told = {"language": Language.CHINESE, "words": "……", "made_at": NOON, "made_by_id": OPERATIONS.by_id}
    return Notice(id=new_id(), kind=kind, from_day=from_day, until_day=until_day, reason=reason, **told)


def days(agreement: Agreement, until: date = date(2026, 6, 30), free: frozenset[date] = NONE) -> list[date]:
    return [visit.on for visit in planned_visits(agreement, until=until, free=free, zone=SHANGHAI)]


def march(*numbers: int) -> list[date]:
    return [date(2026, 3, number) for number in numbers]


def test_long_term_service_is_priced_approved_and_agreed_in_this_order_4_2_4():
    agreement = requested()
    with pytest.raises(RuleBroken, match="not_confirmed"):
        agreement.approve(OPERATIONS)
    with pytest.raises(RuleBroken, match="not_approved"):
        agreement.agree(DESK, SAID, how=Agreed.BY_WORD, by="王秀英")

    assert agreement.state(TODAY) is AgreementState.REQUESTED
    agreement.confirm(SUPERVISOR, price_fen=4500, charge=Charge.VISIT, person_id=new_id())
    assert agreement.state(TODAY) is AgreementState.CONFIRMED
    agreement.approve(OPERATIONS)
    assert agreement.state(TODAY) is AgreementState.APPROVED
    agreement.agree(DESK, SAID, how=Agreed.BY_WORD, by="王秀英")
    assert agreement.state(TODAY) is AgreementState.IN_FORCE


def test_nobody_approves_what_they_confirmed_themselves():
    agreement = requested()
    agreement.confirm(SUPERVISOR, price_fen=4500, charge=Charge.VISIT, person_id=new_id())
    with pytest.raises(RuleBroken, match="own_approval"):
        agreement.approve(SUPERVISOR)


def test_what_is_approved_is_neither_priced_anew_nor_declined():
    agreement = in_force()
    with pytest.raises(RuleBroken, match="settled"):
        agreement.confirm(SUPERVISOR, price_fen=1, charge=Charge.VISIT, person_id=new_id())
    with pytest.raises(RuleBroken, match="settled"):
        agreement.decline(SUPERVISOR, why="没人")


def test_a_no_needs_the_reason_that_the_owner_hears():
    agreement = requested()
    with pytest.raises(RuleBroken, match="reason_missing"):
        agreement.decline(SUPERVISOR, why=" ")
    agreement.decline(SUPERVISOR, why="人手不够")
    assert agreement.state(TODAY) is AgreementState.DECLINED


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"weekdays": frozenset()}, "no_weekday"),
        ({"rhythm": Rhythm.MONTHLY, "month_day": 0}, "no_month_day"),
        ({"every": 0}, "too_seldom"),
        ({"minutes": 0}, "no_length"),
        ({"from_day": date(2026, 6, 1)}, "ends_before_it_begins"),
    ],
)
def test_terms_that_nobody_could_keep_are_refused(more, code):
    with pytest.raises(RuleBroken, match=code):
        requested(**more)


def test_a_decision_on_an_older_state_is_refused():
    agreement = requested()
    before = agreement.version
    agreement.confirm(SUPERVISOR, price_fen=4500, charge=Charge.VISIT, person_id=new_id())
    with pytest.raises(RuleBroken, match="changed_meanwhile"):
        agreement.expect(before)


def test_visits_fall_on_the_agreed_days_at_the_hour_of_the_site_4_2_1():
    visits = planned_visits(in_force(), until=date(2026, 3, 8), free=NONE, zone=SHANGHAI)
    assert [visit.begins for visit in visits] == [
        datetime(2026, 3, 2, 1, 0, tzinfo=UTC),
        datetime(2026, 3, 5, 1, 0, tzinfo=UTC),
    ]


def test_nobody_comes_before_it_is_agreed():
    assert days(requested()) == []


def test_a_holiday_is_left_out_or_moved_as_agreed():
    free = frozenset(march(9, 10))
    assert days(in_force(), date(2026, 3, 15), free) == march(2, 5, 12)
    assert days(in_force(on_holidays=OnHolidays.MOVE), date(2026, 3, 15), free) == march(2, 5, 11, 12)
    assert days(in_force(on_holidays=OnHolidays.COME), date(2026, 3, 15), free) == march(2, 5, 9, 12)


def test_two_visits_are_never_moved_to_the_same_day():
    free = frozenset(march(9, 10, 11, 12))
    assert days(in_force(on_holidays=OnHolidays.MOVE), date(2026, 3, 12), free) == march(2, 5, 13, 14)


def test_nobody_comes_in_a_pause_and_it_can_end_sooner():
    agreement = in_force()
    agreement.pause(OPERATIONS, a_notice(NoticeKind.PAUSE, date(2026, 3, 5)), today=TODAY)
    assert days(agreement) == march(2)
    assert agreement.state(date(2026, 3, 6)) is AgreementState.PAUSED

    agreement.go_on(OPERATIONS, on=date(2026, 3, 12), today=date(2026, 3, 10))
    assert days(agreement, date(2026, 3, 15)) == march(2, 12)
    with pytest.raises(RuleBroken, match="not_paused"):
        agreement.go_on(OPERATIONS, on=date(2026, 3, 12), today=TODAY)


def test_a_change_holds_from_its_day_on_and_the_old_terms_before_it():
    agreement = in_force()
    new = terms(date(2026, 3, 9), weekdays=frozenset({Weekday.TUESDAY}), price_fen=9900)
    agreement.change(OPERATIONS, a_notice(NoticeKind.CHANGE, date(2026, 3, 9)), new, today=TODAY)
    visits = planned_visits(agreement, until=date(2026, 3, 20), free=NONE, zone=SHANGHAI)
    assert [(visit.on, visit.price_fen) for visit in visits] == list(
        zip(march(2, 5, 10, 17), (4500, 4500, 9900, 9900), strict=True)
    )
    with pytest.raises(RuleBroken, match="dates_wrong"):
        agreement.change(
            OPERATIONS, a_notice(NoticeKind.CHANGE, date(2026, 3, 9)), terms(date(2026, 3, 9)), today=TODAY
        )


def test_stopping_midway_takes_a_written_notice_and_ends_the_visits_4_2_5():
    agreement = in_force()
    with pytest.raises(RuleBroken, match="reason_missing"):
        agreement.stop(OPERATIONS, a_notice(NoticeKind.STOP, date(2026, 3, 5), reason=" "), today=TODAY)
    agreement = in_force()
    agreement.stop(OPERATIONS, a_notice(NoticeKind.STOP, date(2026, 3, 5)), today=TODAY)

    assert days(agreement) == march(2)
    assert agreement.state(date(2026, 3, 5)) is AgreementState.STOPPED
    with pytest.raises(RuleBroken, match="not_running"):
        agreement.stop(OPERATIONS, a_notice(NoticeKind.STOP, date(2026, 3, 9)), today=TODAY)


@pytest.mark.parametrize("from_day", [date(2026, 3, 1), date(2026, 6, 1)])
def test_no_notice_is_given_for_the_past_or_beyond_the_end(from_day):
    with pytest.raises(RuleBroken, match="dates_wrong"):
        in_force().stop(OPERATIONS, a_notice(NoticeKind.STOP, from_day), today=TODAY)


def test_how_a_notice_reached_the_owner_is_said_once():
    notice = a_notice(NoticeKind.STOP, date(2026, 3, 5))
    later = Act.here(by_id=DESK.by_id, now=NOON + timedelta(hours=2))
    for wrong in (NOON - timedelta(minutes=1), NOON + timedelta(hours=3)):
        with pytest.raises(RuleBroken, match="delivered_too_early"):
            notice.deliver(later, by=Delivery.BY_HAND, at=wrong)
    notice.deliver(later, by=Delivery.BY_HAND, at=NOON + timedelta(hours=1), remark="本人签收")

    assert (notice.delivered_by, notice.delivered_by_id) == (Delivery.BY_HAND, DESK.by_id)
    with pytest.raises(RuleBroken, match="delivered_before"):
        notice.deliver(later, by=Delivery.MAIL, at=NOON + timedelta(hours=1))


def test_a_months_price_is_shared_out_among_its_visits_to_the_fen():
    agreement = in_force(charge=Charge.MONTH, price_fen=10_000, weekdays=MONDAYS)
    visits = planned_visits(agreement, until=date(2026, 3, 31), free=NONE, zone=SHANGHAI)
    assert [visit.price_fen for visit in visits] == [2000] * 5
    april = [visit.price_fen for visit in planned_visits(agreement, until=date(2026, 4, 30), free=NONE, zone=SHANGHAI)]
    assert sum(april[5:]) == 10_000 and len(april[5:]) == 4
