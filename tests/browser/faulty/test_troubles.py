"""Each trouble of the road by itself: what was saved arrives, once, and is sent by one tab alone."""

import pytest

from tests.browser.faulty.checks import all_is_there, begun, sent_once
from tests.browser.faulty.troubles import ON_WRITES, for_writes

# Troubles have no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


def test_no_trouble_of_the_road_loses_or_repeats_a_press(street, words):
    li, visit = begun(street, "tech2")
    for trouble in ON_WRITES:
        li.road.close()
        li.bursts_of_notes(visit, 3)
        li.road.befalls = for_writes(trouble, 1)
        li.road.open()
        li.flushes()
        li.sends_all(visit)
    all_is_there(street, li, visit)


def test_a_batch_that_is_slow_is_sent_by_one_tab_alone(street, words):
    li, visit = begun(street, "tech2")
    sent_once(street, li, visit)
