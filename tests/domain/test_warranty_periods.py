"""Longer warranties of a city or of one estate (4.3.4)."""

import pytest

from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.component import Component
from fieldapp.domain.warranty import NATIONAL, Period
from fieldapp.domain.warranty_periods import periods_at, say_period
from tests.builders import BRANCH_ID, NOW, SITE_ID
from tests.jobs import at

BLOCKED = {"component": Component.BLOCKAGE, "source": "市房管局通知"}


class Said(list):
    """What a branch has said, as a session gives it back."""

    add = list.append

    def scalars(self, _):
        return self

    def all(self):
        return list(self)


def test_the_nation_counts_until_somebody_says_more():
    assert periods_at(Said(), BRANCH_ID, SITE_ID) == NATIONAL


def test_the_city_says_longer_and_the_developer_of_one_estate_longer_still():
    said = Said()
    say_period(said, BRANCH_ID, at(), site_id=None, months=24, **BLOCKED)
    assert periods_at(said, BRANCH_ID, new_id())[Component.BLOCKAGE] == Period(24, "市房管局通知")
    say_period(said, BRANCH_ID, at(), site_id=SITE_ID, months=36, **BLOCKED)
    assert periods_at(said, BRANCH_ID, SITE_ID)[Component.BLOCKAGE].months == 36
    assert periods_at(said, BRANCH_ID, new_id())[Component.BLOCKAGE].months == 24
    say_period(said, BRANCH_ID, at(NOW), site_id=SITE_ID, months=0, **BLOCKED)
    assert periods_at(said, BRANCH_ID, SITE_ID)[Component.BLOCKAGE].months == 24


def test_nobody_says_less_than_the_law_nor_without_a_source():
    for months, source, code in ((59, "通知", "warranty.shorter_than_the_law"), (72, " ", "warranty.no_source")):
        with pytest.raises(RuleBroken, match=code):
            say_period(
                Said(), BRANCH_ID, at(), site_id=None, component=Component.WATERPROOFING, months=months, source=source
            )
