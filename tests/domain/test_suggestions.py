"""Who is suggested for a job, in which order, when, and with which reasons."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from fieldapp.domain.base import new_id
from fieldapp.domain.clashes import ClashKind
from fieldapp.domain.people import Trade
from fieldapp.domain.suggestion import Reason, ReasonKind, appointment, slot_for, suggestion, suggestions
from fieldapp.domain.workday import Place, Stretch, Technician
from tests.builders import SITE_ID
from tests.domain.test_clashes import ELSEWHERE, HERE, JOB, NEXT_DOOR, a_technician, after, booked

NOON = replace(JOB, not_before=after(60), wanted_until=after(120), shortest=timedelta(minutes=60))
BURST_PIPE = replace(JOB, urgent=True, door_by=after(10))


def named(login: str, person: Technician, *, ahead: int = 0) -> Technician:
    return replace(person, login=login, ahead=timedelta(minutes=ahead))


def logins(*people: Technician) -> list[str]:
    return [one.person.login for one in suggestions(NOON, people)]


def test_who_is_on_duty_comes_before_who_is_not():
    assert logins(named("off", a_technician(begins=200)), named("on", a_technician(), ahead=300)) == ["on", "off"]


def test_the_right_trade_comes_before_a_free_afternoon():
    electrician = replace(a_technician(), trades=frozenset({Trade.ELECTRICIAN}))
    assert logins(named("electrician", electrician), named("plumber", a_technician(), ahead=300))[0] == "plumber"


def test_without_a_clash_comes_before_less_work():
    busy = a_technician(booked(HERE, 30, 140))
    assert logins(named("busy", busy, ahead=10), named("free", a_technician(), ahead=300)) == ["free", "busy"]


def test_whose_day_is_full_comes_after_who_has_room_for_one_more():
    full = replace(a_technician(), taken=6, day=Stretch(after(-600), after(600)))
    assert logins(named("full", full, ahead=10), named("free", a_technician(), ahead=300)) == ["free", "full"]


def test_less_work_comes_first():
    assert logins(named("more", a_technician(), ahead=90), named("less", a_technician(), ahead=30)) == ["less", "more"]


def test_with_as_much_work_the_same_building_decides():
    here = a_technician(booked(HERE, -60, -30))
    there = a_technician(booked(NEXT_DOOR, -60, -30))
    assert logins(named("a there", there), named("b here", here)) == ["b here", "a there"]


def test_at_most_five_are_suggested():
    assert len(suggestions(NOON, [named(f"tech{nth}", a_technician()) for nth in range(9)])) == 5


def test_the_reserve_is_suggested_for_an_emergency_alone():
    reserve = replace(a_technician(), reserve=True)
    assert suggestions(NOON, [reserve]) == []
    assert len(suggestions(replace(NOON, urgent=True), [reserve])) == 1


def test_the_work_begins_when_the_owner_wants_it():
    assert slot_for(NOON, a_technician()).begins == after(60)


def test_within_the_wanted_time_it_begins_after_the_job_before_and_the_way():
    assert slot_for(NOON, a_technician(booked(NEXT_DOOR, 40, 79))).begins == after(84)


def test_where_it_does_not_fit_it_lies_where_it_disturbs_least():
    crowded = a_technician(booked(HERE, 50, 70), booked(HERE, 80, 200))
    squeezed = suggestion(NOON, crowded)

    assert squeezed.slot.begins == after(60)
    assert [clash.kind for clash in squeezed.clashes] == [ClashKind.OVERLAP, ClashKind.OVERLAP]


def test_who_comes_on_duty_later_begins_then():
    late = suggestion(NOON, a_technician(begins=184))

    assert late.slot.begins == after(184)
    assert [clash.kind for clash in late.clashes] == [ClashKind.OFF_DUTY, ClashKind.OUTSIDE_WINDOW]


def test_free_until_the_next_job():
    assert suggestion(NOON, a_technician(booked(HERE, 150, 200))).reasons == (
        Reason(ReasonKind.FREE_UNTIL, at=after(150)),
    )


def test_free_from_the_end_of_the_job_before():
    reasons = suggestion(NOON, a_technician(booked(NEXT_DOOR, 40, 79))).reasons
    assert reasons == (Reason(ReasonKind.FREE_FROM, at=after(84)), Reason(ReasonKind.WALK, length=timedelta(minutes=5)))


def test_a_chosen_time_is_kept_and_everything_in_its_way_is_named():
    busy = suggestion(NOON, a_technician(booked(HERE, 90, 120)), begins=after(100))
    early = suggestion(NOON, a_technician(), begins=after(30))

    assert busy.slot == Stretch(after(100), after(130))
    assert [clash.kind for clash in busy.clashes] == [ClashKind.OVERLAP, ClashKind.OUTSIDE_WINDOW]
    assert [clash.kind for clash in early.clashes] == [ClashKind.OUTSIDE_WINDOW]
    assert suggestion(NOON, a_technician(), begins=after(60)).clashes == ()


def test_a_way_that_nobody_knows_is_told_as_unknown():
    reasons = suggestion(NOON, a_technician(booked(Place(SITE_ID, ""), 0, 30))).reasons
    assert reasons[-1] == Reason(ReasonKind.WALK, length=timedelta(minutes=5), known=False)


def test_nobody_is_called_free_in_the_middle_of_a_job():
    assert suggestion(NOON, a_technician(booked(HERE, 30, 140))).reasons == ()


def test_an_appointment_ends_when_the_owner_said():
    assert appointment(NOON, Stretch(after(80), after(110))) == Stretch(after(80), after(120))


def test_in_a_long_window_the_appointment_is_as_long_as_the_work_but_half_an_hour_at_least():
    afternoon = replace(NOON, wanted_until=after(400), length=timedelta(minutes=20))
    assert appointment(afternoon, Stretch(after(80), after(100))) == Stretch(after(80), after(110))


def test_an_emergency_begins_at_once_and_what_it_disturbs_is_named():
    suggested = suggestion(BURST_PIPE, a_technician(booked(HERE, -20, 280)))

    assert suggested.slot.begins == after(0)
    assert [clash.kind for clash in suggested.clashes] == [ClashKind.OVERLAP]
    assert suggested.reasons == (Reason(ReasonKind.SAME_BUILDING),), "nobody is free in the middle of a job"


def test_an_emergency_begins_after_the_way_from_the_last_door():
    suggested = suggestion(BURST_PIPE, a_technician(booked(NEXT_DOOR, -60, -30)))

    assert suggested.slot.begins == after(5) and suggested.clashes == ()
    assert suggested.reasons == (Reason(ReasonKind.FREE), Reason(ReasonKind.WALK, length=timedelta(minutes=5)))


def test_whoever_is_in_the_very_flat_comes_first_and_leaves_nothing_for_it():
    flat = new_id()
    pipe = replace(BURST_PIPE, room_id=flat)
    inside = a_technician(replace(booked(HERE, -20, 280), inside=flat))
    upstairs = a_technician(replace(booked(HERE, -20, 280), inside=new_id()))
    people = [named("free", a_technician()), named("upstairs", upstairs), named("inside", inside, ahead=280)]

    first, *others = suggestions(pipe, people)
    assert (first.person.login, first.reasons, first.clashes) == ("inside", (Reason(ReasonKind.INSIDE),), ())
    assert first.slot.begins == after(0)
    assert [(one.person.login, bool(one.clashes)) for one in others] == [("free", False), ("upstairs", True)]
    assert Reason(ReasonKind.INSIDE) not in suggestion(replace(pipe, urgent=False), inside).reasons


def test_whoever_comes_too_late_to_an_emergency_is_named_as_that():
    far_away = suggestion(BURST_PIPE, a_technician(booked(ELSEWHERE, -60, -30)))
    chosen = suggestion(BURST_PIPE, a_technician(), begins=after(290))

    assert [clash.kind for clash in far_away.clashes] == [ClashKind.TOO_LATE]
    assert [clash.kind for clash in chosen.clashes] == [ClashKind.TOO_LATE]


def test_an_emergency_does_not_wait_for_the_next_shift():
    off = suggestion(BURST_PIPE, a_technician(begins=60))
    assert off.slot.begins == after(0) and [clash.kind for clash in off.clashes] == [ClashKind.OFF_DUTY]


@given(st.lists(st.tuples(st.integers(-100, 300), st.integers(5, 90)), max_size=6))
def test_a_suggestion_without_a_clash_fits_into_the_day(stretches):
    person = a_technician(*(booked(NEXT_DOOR, begins, begins + length) for begins, length in stretches))
    suggested = suggestion(NOON, person)

    if not suggested.clashes:
        slot = suggested.slot
        assert NOON.not_before <= slot.begins <= NOON.latest_start
        assert not any(other.collides(HERE, slot.begins, slot.ends) for other in person.booked)
