"""A request becomes an order at once, with the next number of its branch and year."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.catalogue import Category
from fieldapp.domain.course import OrderState
from fieldapp.domain.intake import Request, kind_of, receive, received_before
from fieldapp.domain.order import Channel, Kind
from fieldapp.domain.people import Department
from fieldapp.domain.premises import Branch, Owner, Room, Site
from tests.builders import BRANCH_ID, NOW, an_owner, chen, the_branch, the_site
from tests.jobs import CATALOGUE_ID, a_line, an_item, at, the_catalogue

pytestmark = pytest.mark.both_engines

NEW_YEARS_EVE_IN_LONDON = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)  # in Shanghai it is one o'clock of the new year


@pytest.fixture
def desk(app, save):
    """The front desk of a branch, in an open session."""
    branch, clerk, item = the_branch(), chen(), an_item()
    save(branch, the_site(), clerk, the_catalogue(item), an_owner())
    with app.app_context():
        yield Desk(clerk, item)


class Desk:
    def __init__(self, clerk, item):
        self.clerk, self.item = clerk, item
        self.branch = db.session.get_one(Branch, BRANCH_ID)
        self.owner = db.session.scalars(select(Owner)).one()
        self.room = db.session.scalars(select(Room)).one()

    def writes(self, *, moment=NOW, branch=None, id=None, **wanted):
        request = Request(room=self.room, owner=self.owner, channel=Channel.PHONE, kind=Kind.REPAIR, **wanted)
        act = at(moment, self.clerk.id)
        session, branch = db.session(), branch or self.branch
        order = receive(session, request, act, branch=branch, catalogue_version_id=CATALOGUE_ID, id=id)
        session.flush()
        return order


def test_the_numbers_of_a_year_count_up(desk):
    assert [desk.writes(requirements="漏水").number for _ in range(3)] == ["2026-00001", "2026-00002", "2026-00003"]


def test_the_year_is_that_of_the_branchs_own_clock(desk):
    desk.writes(requirements="漏水")

    assert desk.writes(requirements="漏水", moment=NEW_YEARS_EVE_IN_LONDON).number == "2027-00001"
    assert desk.writes(requirements="漏水", moment=NEW_YEARS_EVE_IN_LONDON - timedelta(hours=2)).number == "2026-00002"


def test_each_branch_counts_for_itself(desk):
    other = the_branch()
    other.id, other.timezone = new_id(), "Europe/London"
    db.session.add_all([other, Site(id=new_id(), branch_id=other.id, code="Z", name_zh="南苑", name_en="South Court")])
    db.session.flush()
    desk.writes(requirements="漏水")

    assert desk.writes(requirements="漏水", branch=other, moment=NEW_YEARS_EVE_IN_LONDON).number == "2026-00001"


def test_somebody_has_to_want_something(desk):
    with pytest.raises(RuleBroken, match="nothing_wanted"):
        desk.writes(requirements=" \n")


def test_an_emergency_may_be_written_before_anybody_says_what_it_is_4_3_5(desk):
    order = desk.writes(urgent=True)

    assert (order.title_zh, order.title_en) == ("紧急", "Emergency")


def test_it_exists_at_once_with_its_lines_its_department_and_its_first_entry_4_3_1(desk):
    order = desk.writes(lines=[a_line(desk.item, quantity=2)], wanted_from=NOW, wanted_until=NOW + timedelta(hours=1))

    assert (order.state, order.department, order.version) == (OrderState.RECEIVED, Department.REPAIR, 1)
    assert (order.title_zh, order.price_fen) == ("更换角阀 × 2", 3000)
    (entry,) = db.session.scalars(order.journal.select())
    assert (entry.what, entry.by_id, entry.at) == ("receive", desk.clerk.id, NOW)


def test_a_time_does_not_end_before_it_begins(desk):
    with pytest.raises(RuleBroken, match="window_backwards"):
        desk.writes(requirements="漏水", wanted_from=NOW, wanted_until=NOW - timedelta(hours=1))


def test_a_form_that_comes_twice_finds_the_order_that_it_wrote(desk):
    id = new_id()
    assert received_before(db.session(), id, branch_id=BRANCH_ID) is None
    order = desk.writes(requirements="漏水", id=id)

    assert received_before(db.session(), id, branch_id=BRANCH_ID) is order
    assert received_before(db.session(), id, branch_id=new_id()) is None


def test_an_order_is_of_one_department_3_2():
    cleaning = an_item("CLN-001", category=Category.CLEANING)

    assert kind_of([]) is None
    assert kind_of([cleaning, cleaning]) is Kind.CLEANING
    with pytest.raises(RuleBroken, match="two_departments"):
        kind_of([an_item(), cleaning])
