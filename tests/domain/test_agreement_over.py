"""When an agreement is over: of one and of all it is the same on the day before, on that day, and after."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.agreement import Agreement, AgreementState, over_on
from fieldapp.domain.agreement_list import Part, agreements_of
from fieldapp.domain.agreement_orders import running
from fieldapp.domain.people import Person
from fieldapp.domain.person_file import agreements_held
from fieldapp.domain.premises import Branch
from fieldapp.domain.purge_of_others import purge_agreements
from tests.agreements import House, asked_for
from tests.builders import BRANCH_ID, NOW

STOPS, LAST = date(2026, 12, 10), date(2027, 11, 22)
DAY = timedelta(days=1)


@pytest.fixture
def house(save) -> House:
    house = House()
    save(*house.all)
    return house


@pytest.fixture
def stopped(house, save) -> Agreement:
    agreement = house.agreement()
    agreement.stops_on = STOPS
    save(agreement)
    return agreement


def test_one_and_all_say_the_same(app, house, save, stopped):
    declined, asked = (asked_for(house.owner, house.item, house.desk) for _ in range(2))
    declined.declined_at = NOW
    agreements = [stopped, declined, asked, house.agreement()]
    save(*agreements)
    for day in (edge + length for edge in (STOPS, LAST) for length in (-DAY, 0 * DAY, DAY)):
        with app.app_context():
            over = set(db.session.scalars(select(Agreement.id).where(over_on(day))))
            going = set(db.session.scalars(select(Agreement.id).where(~over_on(day))))
        assert over == {one.id for one in agreements if one.is_over(day)}
        assert going == {one.id for one in agreements} - over, "never unknown"


@pytest.mark.parametrize(("later", "over"), [(-1, False), (0, True), (1, True)])
def test_whoever_asks_about_a_stopped_one_hears_the_same(app, house, stopped, later, over):
    day = STOPS + later * DAY
    assert (stopped.state(day) is AgreementState.STOPPED) is over
    with app.app_context():
        session, fang = db.session(), db.session.get_one(Person, house.fang.id)
        assert agreements_held(session, fang, day) == (0 if over else 1)
        assert session.execute(running(day)).all() == ([] if over else [(stopped.id, BRANCH_ID)])
        found = {part: bool(session.scalars(agreements_of(BRANCH_ID, part, day)).all()) for part in Part}
    assert found == {Part.WAITING: False, Part.RUNNING: not over, Part.OVER: over}


@pytest.mark.parametrize(("hour", "purged"), [(15, 0), (16, 1)])  # midnight in Shanghai, on the day on which it stops
def test_its_time_to_be_kept_begins_with_the_day_on_which_it_is_over(app, stopped, hour, purged):
    before = datetime(2026, 12, 9, hour, tzinfo=UTC)
    with app.app_context():
        branch = db.session.get_one(Branch, BRANCH_ID)
        assert purge_agreements(db.session(), branch, before, NOW + timedelta(days=1200)) == (purged, False)


def test_a_request_that_nobody_agreed_to_waits_however_late_it_is(app, house, save):
    save(asked_for(house.owner, house.item, house.desk))
    with app.app_context():
        found = {part: bool(db.session.scalars(agreements_of(BRANCH_ID, part, LAST + DAY)).all()) for part in Part}
    assert found == {Part.WAITING: True, Part.RUNNING: False, Part.OVER: False}
