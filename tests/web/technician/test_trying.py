"""Trying it together (4.5.4 4)): what, good or not, and what is ticked at the end."""

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.mark import Trial
from tests.pages import form_of


@pytest.fixture
def finished(day):
    """The work is done."""
    return day.job(until="work")


def tried(day, visit_id):
    with day.app.app_context():
        visit = day.stored(visit_id)
        return [(entry.facts["key"], entry.facts["good"], entry.why) for entry in day.entries("test")] if visit else []


def try_out(day, visit_id, **said):
    return day.send(visit_id, form_of(day.shown(visit_id), "test") | said)


def test_one_tap_is_enough(day, finished):
    try_out(day, finished)
    assert tried(day, finished) == [("other", True, "")] and "请您签字" in day.shown(finished)


def test_each_thing_that_was_tried_is_kept(day, finished):
    try_out(day, finished, tried_tap="1", tried_drain="1")
    assert tried(day, finished) == [("tap", True, ""), ("drain", True, "")]


def test_all_things_can_be_chosen(day, finished):
    page = day.shown(finished)
    assert all(f'name="tried_{key}"' in page for key in Trial) and "水龙头" in page


def test_not_good_needs_a_word_about_it(day, finished):
    answer = try_out(day, finished, not_good="1", remark="  ", tried_tap="1")
    assert answer.status_code == 422 and tried(day, finished) == []
    assert 'name="tried_tap" value="1" checked' in answer.text


def test_not_good_stays_here_until_it_is_put_right(day, finished):
    try_out(day, finished, not_good="1", remark="还滴水", tried_tap="1")
    page = day.shown(finished)
    assert "还不行：还滴水" in page and "和业主一起试" in page
    try_out(day, finished, tried_tap="1")
    assert "请您签字" in day.shown(finished)


def test_not_good_may_be_signed_as_it_is(day, finished):
    try_out(day, finished, not_good="1", remark="还滴水", tried_tap="1")
    assert "?step=sign" in day.shown(finished) and "还滴水" in day.shown(finished, "?step=sign")


def test_several_things_from_one_double_tap_are_kept_once(day, finished):
    form = form_of(day.shown(finished), "test") | {"tried_tap": "1", "tried_power": "1"}
    day.send(finished, form)
    day.send(finished, form)
    assert len(tried(day, finished)) == 2 and day.receipts() == 2


@pytest.mark.parametrize("key", ["clean", "explain"])
def test_cleaning_up_and_explaining_are_ticked_by_one_tap(day, finished, key):
    day.send(finished, form_of(day.shown(finished), "step", key=key))
    assert [mark.key for mark in day.marks(finished)][-1] == key


@pytest.mark.parametrize("key", ["roof", "TAP"])
def test_what_cannot_be_tried_is_refused(day, finished, key):
    answer = day.by_htmx(finished, {"verb": "test", "command": str(new_id()), "key": key})
    assert answer.status_code == 422 and tried(day, finished) == []
