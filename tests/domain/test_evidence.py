"""What is gathered at a visit: photos, and things tried together."""

import pytest

from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.evidence import drop_photo, take_photo, try_out
from fieldapp.domain.mark import Trial
from fieldapp.domain.photo import Moment, Photo
from tests.jobs import a_visit, at


def test_a_photo_of_a_home_needs_the_owners_consent():
    with pytest.raises(RuleBroken, match="no_consent"):
        take_photo(a_visit(until="mat"), at(), a_photo(consent=False))


def test_the_closed_door_may_be_photographed_from_outside():
    visit = a_visit(until="ring")

    take_photo(visit, at(), a_photo(Moment.DOOR, consent=False))

    assert len(visit.photos) == 1


def test_the_same_photo_said_twice_is_one_photo():
    visit, photo = a_visit(until="mat"), a_photo()

    for _ in range(2):
        take_photo(visit, at(), photo)

    assert len(visit.photos) == 1


def test_a_photo_taken_by_mistake_stays_on_record_and_is_dropped_once():
    visit, photo = a_visit(until="mat"), a_photo()
    take_photo(visit, at(), photo)

    drop_photo(visit, at(), photo_id=photo.id)
    written = len(visit.order.unwritten)
    drop_photo(visit, at(), photo_id=photo.id)

    assert visit.photos[0].dropped_at is not None and len(visit.order.unwritten) == written


def test_what_does_not_work_takes_a_word_about_it():
    visit = a_visit(until="work")

    with pytest.raises(RuleBroken, match="remark_missing"):
        try_out(visit, at(), key=Trial.DRAIN, good=False)
    try_out(visit, at(), key=Trial.DRAIN, good=False, remark="还有点慢")

    assert visit.tests[-1].remark == "还有点慢"


def a_photo(moment: Moment = Moment.BEFORE, *, consent: bool = True) -> Photo:
    return Photo(id=new_id(), sha256="0" * 64, moment=moment, consent=consent)
