"""A day against the hours on duty: work, ways and what nobody knows, each as its own number (4.3.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from fieldapp.domain.base import new_id
from fieldapp.domain.crew import Member, Presence
from fieldapp.domain.load import Load, load_ahead, load_of
from fieldapp.domain.people import Department
from fieldapp.domain.phone_sign import PhoneSign
from fieldapp.domain.schedule import Slot, SlotState
from fieldapp.domain.ways_between import TooClose, ways
from fieldapp.domain.ways_between import too_close as pairs
from fieldapp.domain.week import person_day
from fieldapp.domain.workday import Place, Stretch
from tests.builders import NOW, SITE_ID
from tests.domain.test_clashes import ELSEWHERE, HERE, NEXT_DOOR, after, booked

TODAY = Stretch(after(-160), after(1280))
TOMORROW = Stretch(TODAY.ends, TODAY.ends + timedelta(days=1))
NOWHERE = Place(SITE_ID, "")


@dataclass
class Row:
    """What a slot asks of its row."""

    length_unknown: bool = False
    arrived_at: datetime | None = None
    set_out_at: datetime | None = None
    ended_at: datetime | None = None


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def a_slot(begins: int, ends: int, place: Place = HERE, *, done: bool = False, **told: object) -> Slot:
    row = Row(**told) if not done else Row(arrived_at=after(begins), ended_at=after(ends), **told)
    return Slot(booked(place, begins, ends), SlotState.DONE if done else SlotState.PLANNED, row)


def a_member(*roster: Stretch, away: tuple[Stretch, ...] = ()) -> Member:
    return Member(
        *(new_id(), "li", "李建国", Department.REPAIR, frozenset(), frozenset(), PhoneSign(), None),
        list(roster),
        list(away),
    )


SHIFT = Stretch(after(-60), after(420))  # eight hours


def test_the_load_is_work_and_the_ways_between():
    slots = [a_slot(0, 30), a_slot(60, 80, NEXT_DOOR), a_slot(120, 150, ELSEWHERE)]
    load = load_of(slots)
    assert load == Load(jobs=3, work=minutes(80), on_foot=minutes(25))
    assert load.planned == minutes(105)


def test_a_job_of_unknown_length_is_counted_and_never_taken_as_nothing_nor_as_known():
    assert load_of([a_slot(0, 30), a_slot(60, 90, length_unknown=True)]) == Load(jobs=2, work=minutes(30), unknown=1)


def test_what_is_done_took_as_long_as_it_took_whatever_was_known_before():
    assert load_of([a_slot(-90, -45, done=True, length_unknown=True)]) == Load(jobs=1, work=minutes(45))


def test_ahead_is_what_is_left_of_what_is_open():
    slots = [a_slot(-90, -45, done=True), a_slot(-10, 20), a_slot(30, 60, NEXT_DOOR)]
    assert load_ahead(slots, NOW) == Load(jobs=2, work=minutes(50), on_foot=minutes(5))


def test_a_way_between_doors_that_nobody_can_place_is_counted_as_unknown():
    load = load_of([a_slot(0, 30, NOWHERE), a_slot(60, 90, NOWHERE)])
    assert (load.on_foot, load.unknown_ways) == (minutes(5), 1)


def test_a_way_ends_when_the_next_job_begins_and_says_how_much_time_is_missing_for_it():
    (way,) = ways([booked(HERE, 0, 30), booked(NEXT_DOOR, 32, 60)])
    assert way.stretch == Stretch(after(27), after(32))
    assert way.short_by == minutes(3)
    assert not list(ways([booked(HERE, 0, 30), booked(HERE, 30, 60)]))


def test_jobs_that_cannot_both_be_kept_are_named_in_pairs():
    long, inside, later = booked(HERE, 0, 90), booked(HERE, 20, 40), booked(NEXT_DOOR, 92, 100)
    found = list(pairs([later, inside, long]))
    assert found == [TooClose(long, inside, minutes(40)), TooClose(long, later, minutes(3))]


def test_a_day_says_what_is_planned_against_the_hours_there():
    day = person_day(a_member(SHIFT), TODAY, [a_slot(0, 30), a_slot(2000, 2030)])
    assert (day.presence, day.on_duty, day.load.jobs, day.too_much) == (Presence.ON_DUTY, minutes(480), 1, minutes(0))


def test_more_than_the_hours_there_is_too_much():
    day = person_day(a_member(SHIFT), TODAY, [a_slot(0, 300), a_slot(300, 520)])
    assert day.too_much == minutes(40)


def test_an_absence_takes_its_hours_away_and_is_named():
    absence = Stretch(after(0), after(180))
    day = person_day(a_member(SHIFT, away=(absence,)), TODAY, [])
    assert (day.presence, day.on_duty, day.absent) == (Presence.ON_DUTY, minutes(300), (absence,))
    assert a_member(SHIFT, away=(SHIFT,)).presence(TODAY) is Presence.ABSENT


def test_a_day_off_and_a_shift_that_nobody_entered_are_two_things():
    assert a_member(SHIFT).presence(TOMORROW) is Presence.OFF_DUTY
    unknown = person_day(a_member(), TOMORROW, [a_slot(1300, 1330)])
    assert unknown.presence is Presence.NO_SHIFT
    assert unknown.too_much == minutes(0), "of nothing that is known nobody can say that it is too little"
