"""Who is away is not sent: an absence cuts into the duty of the roster (4.3.2)."""

from datetime import timedelta

import pytest

from fieldapp.domain.absence import AbsenceKind, away, without
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.workday import Stretch
from tests.builders import NOW, new_id

HOUR = timedelta(hours=1)
DUTY = Stretch(NOW, NOW + 8 * HOUR)


def hours(begins: int, ends: int) -> Stretch:
    return Stretch(NOW + begins * HOUR, NOW + ends * HOUR)


@pytest.mark.parametrize(
    ("absent", "left"),
    [
        (hours(-2, 0), [DUTY]),
        (hours(8, 9), [DUTY]),
        (hours(-1, 2), [hours(2, 8)]),
        (hours(6, 9), [hours(0, 6)]),
        (hours(2, 3), [hours(0, 2), hours(3, 8)]),
        (hours(-1, 9), []),
        (hours(0, 8), []),
    ],
)
def test_what_is_left_of_a_duty(absent, left):
    assert without([DUTY], [absent]) == left


def test_two_absences_cut_the_same_duty():
    assert without([DUTY], [hours(1, 2), hours(4, 9)]) == [hours(0, 1), hours(2, 4)]


def test_an_absence_ends_after_it_begins_and_some_time():
    act = Act.here(by_id=None, now=NOW)
    with pytest.raises(RuleBroken, match="absence.backwards"):
        away(new_id(), act, begins=NOW, ends=NOW, kind=AbsenceKind.SICK)
    with pytest.raises(RuleBroken, match="absence.too_long"):
        away(new_id(), act, begins=NOW, ends=NOW + timedelta(days=500), kind=AbsenceKind.SICK)


def test_who_is_back_early_was_away_until_now_and_who_never_left_was_not_away():
    running = away(new_id(), Act.here(by_id=None, now=NOW), begins=NOW, ends=NOW + 8 * HOUR, kind=AbsenceKind.SICK)
    later = away(
        new_id(), Act.here(by_id=None, now=NOW), begins=NOW + HOUR, ends=NOW + 2 * HOUR, kind=AbsenceKind.LEAVE
    )
    back = Act.here(by_id=None, now=NOW + HOUR / 2)
    running.withdraw(back)
    later.withdraw(back)
    assert running.ends_at == back.at and running.withdrawn_at is None
    assert later.withdrawn_at == back.at
