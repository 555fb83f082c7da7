"""At one in the morning in Shanghai it is still the day before in UTC: for the administrator the new day has begun.

The agreement is one of Ms Wang's with Fang, and stops on the 24th.
"""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from fieldapp.db import db
from fieldapp.domain.legal_hold import LegalHold
from fieldapp.domain.owner_erasure import Fate, plan_of
from fieldapp.domain.people import Role
from fieldapp.domain.premises import Owner
from tests.agreements import House
from tests.builders import BRANCH_ID, NOW, a_person

ONE = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
YESTERDAY, TODAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def house(save) -> House:
    house = House()
    save(*house.all)
    agreement = house.agreement()
    agreement.stops_on = TODAY
    save(agreement, a_person("office", Role.ADMIN))
    return house


@pytest.fixture
def office(house, signed_in):
    with time_machine.travel(ONE, tick=False):
        yield signed_in("office")


def test_no_hold_is_put_until_yesterday(office, house):
    said = {"owner": str(house.owner.id), "reason": "仲裁中"}
    assert office.post("/admin/holds", data=said | {"until": str(YESTERDAY)}).status_code == 422
    assert office.post("/admin/holds", data=said | {"until": str(TODAY)}).status_code == 303


def test_a_hold_of_yesterday_stops_nothing(app, office, house, save):
    told = {"owner_id": house.owner.id, "reason": "仲裁中", "put_at": NOW}
    save(LegalHold(branch_id=BRANCH_ID, until=YESTERDAY, **told))
    assert not plan(app, house).is_held
    save(LegalHold(branch_id=BRANCH_ID, until=TODAY, **told))
    assert plan(app, house).is_held


def test_on_the_day_on_which_it_stops_an_agreement_is_over_for_an_erasure(app, office, house):
    assert [matter.fate for matter in plan(app, house).agreements] == [Fate.REDUCED]


def test_on_the_day_on_which_it_stops_an_agreement_holds_nobody(office, house):
    assert office.post(f"/admin/people/{house.fang.id}/leaving").status_code == 303


def test_the_evening_before_it_holds_whoever_is_named(house, signed_in):
    with time_machine.travel(ONE - timedelta(hours=2), tick=False):
        office = signed_in("office")
        assert office.post(f"/admin/people/{house.fang.id}/leaving").status_code == 422


def plan(app, house):
    with app.app_context():
        return plan_of(db.session(), db.session.get_one(Owner, house.owner.id), ONE, zone="Asia/Shanghai")
