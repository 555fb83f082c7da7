"""Fifty people press 我去 in the same instant (4.3.5). The long run is `python -m tests.emergencies`."""

import pytest

from tests.emergencies.fifty import faults, prepared, run

TIMES = 3


@pytest.mark.both_engines
def test_exactly_one_of_fifty_goes_and_all_others_are_told_who(database_url):
    race = prepared(database_url, TIMES)

    assert faults(race, run(race)) == []
