"""What of the work in hand may be under warranty, line by line (4.3.4)."""

from datetime import date

from fieldapp.domain.base import new_id
from fieldapp.domain.component import Component
from fieldapp.domain.warranty import NATIONAL
from fieldapp.domain.warranty_hint import Hints, lasting

TODAY = date(2026, 11, 23)
PIPE, LAMP, SERVICE = (new_id() for _ in range(3))
PARTS = {PIPE: Component.PLUMBING, LAMP: Component.LAMP_SWITCH, SERVICE: Component.NONE}


def hints(handed_over_on: date | None) -> Hints:
    return Hints(lasting(handed_over_on=handed_over_on, on=TODAY, periods=NATIONAL), PARTS)


def test_a_pipe_may_still_be_waterproofing_when_its_own_warranty_is_over():
    cover = hints(date(2023, 6, 18)).cover(PIPE)
    assert cover and (cover.component, cover.until) == (Component.WATERPROOFING, date(2028, 6, 18))


def test_what_is_over_is_not_offered():
    told = hints(date(2023, 6, 18))
    assert [told.may_cover(item) for item in (PIPE, LAMP, SERVICE)] == [True, False, False]


def test_without_a_day_of_hand_over_nothing_is_ruled_out_and_nothing_is_named():
    told = hints(None)
    assert [told.may_cover(item) for item in (PIPE, LAMP, SERVICE)] == [True, True, False]
    assert told.cover(PIPE) is None


def test_what_is_described_in_words_may_be_any_part_that_is_covered_at_all():
    told = hints(date(2023, 6, 18))
    assert told.may_cover(None) and told.cover(None) is None
    assert not Hints().may_cover(None)
