"""What speaks against sending somebody: each rule by itself."""

from dataclasses import replace
from datetime import datetime, timedelta

from fieldapp.domain.base import new_id
from fieldapp.domain.clashes import Clash, ClashKind, clashes
from fieldapp.domain.people import Skill, Trade
from fieldapp.domain.workday import Booking, Job, Place, Stretch, Technician
from tests.builders import NOW, SITE_ID

HERE = Place(SITE_ID, "5栋")
NEXT_DOOR = Place(SITE_ID, "6栋")
ELSEWHERE = Place(new_id(), "5栋")
HALF_AN_HOUR = timedelta(minutes=30)
JOB = Job(place=HERE, length=HALF_AN_HOUR, not_before=NOW, trades=frozenset({Trade.PLUMBER}))


def after(minutes: int) -> datetime:
    return NOW + timedelta(minutes=minutes)


def a_technician(*booked: Booking, begins: int = -120, ends: int = 360) -> Technician:
    return Technician(
        id=new_id(),
        login="li",
        name="李建国",
        trades=frozenset({Trade.PLUMBER}),
        duty=(Stretch(after(begins), after(ends)),),
        booked=booked,
    )


def booked(place: Place, begins: int, ends: int) -> Booking:
    return Booking(new_id(), place, "203", after(begins), after(ends))


def named(person: Technician, job: Job = JOB, *, at: int = 0) -> list[Clash]:
    return clashes(person, job, Stretch(after(at), after(at) + job.length))


def test_somebody_on_duty_with_the_trade_and_the_time_is_free():
    assert named(a_technician()) == []


def test_two_jobs_at_once_overlap_by_what_they_share():
    other = booked(HERE, 20, 60)
    assert named(a_technician(other)) == [Clash(ClashKind.OVERLAP, booking=other, by=timedelta(minutes=10))]


def test_one_after_the_other_in_the_same_building_is_no_clash():
    assert named(a_technician(booked(HERE, 30, 60))) == []


def test_the_way_between_two_buildings_counts():
    other = booked(NEXT_DOOR, 30, 60)
    assert named(a_technician(other)) == [Clash(ClashKind.OVERLAP, booking=other, by=timedelta(minutes=5))]


def test_the_way_between_two_estates_is_longer():
    other = booked(ELSEWHERE, -30, 0)
    assert named(a_technician(other)) == [Clash(ClashKind.OVERLAP, booking=other, by=timedelta(minutes=20))]


def test_a_missing_trade_is_named():
    electrician = replace(a_technician(), trades=frozenset({Trade.ELECTRICIAN}))
    assert named(electrician) == [Clash(ClashKind.TRADE, missing=Trade.PLUMBER)]


def test_a_missing_skill_is_named():
    job = replace(JOB, skills=frozenset({Skill.WATERPROOFING}))
    assert named(a_technician(), job) == [Clash(ClashKind.SKILL, missing=Skill.WATERPROOFING)]


def test_off_duty_says_when_they_are_back():
    assert named(a_technician(begins=140), at=140) == [Clash(ClashKind.OFF_DUTY, at=after(140))]


def test_off_duty_for_good_says_no_time():
    assert named(a_technician(begins=-300, ends=-200)) == [Clash(ClashKind.OFF_DUTY)]


def test_a_shift_that_nobody_entered_is_named_as_missing():
    assert named(replace(a_technician(), duty=())) == [Clash(ClashKind.NO_SHIFT)]


def test_who_is_absent_is_named_absent_with_the_end_of_it():
    absence = Stretch(after(-60), after(90))
    ill = replace(a_technician(begins=90), away=(absence,))
    assert named(ill) == [Clash(ClashKind.ABSENT, at=after(90))]


def test_where_no_building_is_written_down_the_way_is_never_nothing():
    nowhere = Place(SITE_ID, "")
    other = booked(nowhere, 30, 60)
    assert named(a_technician(other), replace(JOB, place=nowhere)) == [
        Clash(ClashKind.OVERLAP, booking=other, by=timedelta(minutes=5))
    ]
    assert not nowhere.knows_the_way_to(HERE) and nowhere.knows_the_way_to(ELSEWHERE)


def test_duty_that_ends_before_the_work_is_named():
    assert named(a_technician(ends=20)) == [Clash(ClashKind.DUTY_ENDS, at=after(20))]


def test_work_that_cannot_begin_in_time_is_outside_the_wanted_time():
    job = replace(JOB, wanted_until=after(60), shortest=timedelta(minutes=60))
    assert named(a_technician(), job, at=30) == []
    assert named(a_technician(), job, at=35) == [Clash(ClashKind.OUTSIDE_WINDOW, at=after(60))]


def test_the_reserve_is_for_emergencies():
    reserve = replace(a_technician(), reserve=True)
    assert named(reserve) == [Clash(ClashKind.RESERVE)]
    assert named(reserve, replace(JOB, urgent=True)) == []


def test_an_emergency_that_begins_after_somebody_must_be_at_the_door_comes_too_late():
    job = replace(JOB, urgent=True, door_by=after(10))
    assert named(a_technician(), job, at=10) == []
    assert named(a_technician(), job, at=11) == [Clash(ClashKind.TOO_LATE, at=after(11))]


def test_a_full_day_is_named_but_for_an_emergency():
    day = Stretch(after(-600), after(600))
    full = replace(a_technician(), taken=6, day=day)
    assert named(full) == [Clash(ClashKind.FULL, jobs=(6, 6))]
    assert named(replace(full, taken=5)) == []
    assert named(full, replace(JOB, urgent=True)) == []
    assert named(replace(full, day=Stretch(after(-1800), after(-600)))) == [], "another day was counted"
