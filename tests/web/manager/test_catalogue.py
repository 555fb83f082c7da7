"""A catalogue version on the office's and the supervisors' screens: reviewed, approved from a day on, filed."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, Category, in_force
from fieldapp.domain.catalogue_review import Point
from fieldapp.domain.people import Department, Role
from tests.builders import BRANCH_ID, a_person, one_of_each_role, the_branch
from tests.jobs import CATALOGUE_ID, an_item, the_catalogue

DRAFT_ID = UUID("01930000-0000-7000-8000-0000000000d1")
BOARD = "/board/catalogue"
VERSION = f"/office/catalogue/{DRAFT_ID}"
YES = dict.fromkeys((point.value for point in Point), "yes")


@pytest.fixture(autouse=True)
def branch(save):
    """A version in force, and a draft in which the valve is dearer, the tap is gone and cleaning is new."""
    save(the_branch(), *one_of_each_role(), lin())
    save(the_catalogue())
    items = [
        an_item(price_fen=1800),
        an_item("CLN-002", "擦窗", "Window cleaning", category=Category.CLEANING, price_fen=500),
    ]
    for item in items:
        item.version_id = DRAFT_ID
    save(CatalogueVersion(id=DRAFT_ID, branch_id=BRANCH_ID, year=2026, number=4, items=items))


def lin():
    return a_person("lin", Role.SUPERVISOR, name="林芳", department=Department.CLEANING)


def state(app) -> CatalogueState:
    with app.app_context():
        return db.session.scalars(select(CatalogueVersion.state).where(CatalogueVersion.id == DRAFT_ID)).one()


@pytest.fixture
def reviewed(signed_in):
    """Both supervisors have said yes."""
    for login in ("supervisor", "lin"):
        assert signed_in(login).post(f"{BOARD}/{DRAFT_ID}/review", data=YES).status_code == 303


@pytest.mark.both_engines
def test_4_1_3_4_1_4_from_draft_to_filed(app, signed_in):
    for login in ("supervisor", "lin"):
        assert signed_in(login).post(f"{BOARD}/{DRAFT_ID}/review", data=YES).status_code == 303
    assert state(app) is CatalogueState.REVIEWED

    day = (now() + timedelta(days=10)).date()
    signed_in("general").post(f"{VERSION}/approval", data={"begins_on": day.isoformat()})
    assert state(app) is CatalogueState.APPROVED

    signed_in("head").post(f"{VERSION}/filing")
    assert state(app) is CatalogueState.FILED
    with app.app_context():
        assert db.session.scalars(in_force(BRANCH_ID, now())).one().id == CATALOGUE_ID, "until its day"
        assert db.session.scalars(in_force(BRANCH_ID, now() + timedelta(days=11))).one().id == DRAFT_ID
    history = signed_in("operations").get(f"{VERSION}?part=history").text
    assert [what in history for what in ('data-what="review"', 'data-what="approve"', 'data-what="file"')]


def test_a_supervisor_sees_only_what_is_of_the_own_department(signed_in):
    page = signed_in("supervisor").get(BOARD).text
    assert 'data-code="WTR-008"' in page and "¥15" in page and "¥18" in page
    assert 'data-code="WTR-001"' in page, "the tap is gone"
    assert "擦窗" not in page
    assert 'data-code="CLN-002"' in signed_in("lin").get(BOARD).text


def test_a_no_without_its_reason_is_asked_for_at_its_point(app, signed_in):
    answer = signed_in("supervisor").post(f"{BOARD}/{DRAFT_ID}/review", data=YES | {"price": "no"})
    assert answer.status_code == 422
    assert 'id="price-fault"' in answer.text
    with app.app_context():
        assert db.session.get_one(CatalogueVersion, DRAFT_ID).state is CatalogueState.DRAFT


def test_a_no_is_read_by_the_office_with_its_reason(signed_in):
    signed_in("supervisor").post(f"{BOARD}/{DRAFT_ID}/review", data=YES | {"price": "no", "price-reason": "角阀太便宜"})
    page = signed_in("general").get(VERSION).text
    assert "角阀太便宜" in page and f'action="{VERSION}/approval"' not in page


def test_what_changes_is_told_item_by_item(signed_in):
    page = signed_in("general").get(VERSION).text
    for code in ("WTR-008", "WTR-001", "CLN-002"):
        assert f'data-code="{code}"' in page
    assert "涨价" in page and "停用" in page and "新增" in page


def test_the_office_compares_with_another_version_too(save, signed_in):
    other = save(CatalogueVersion(id=new_id(), branch_id=BRANCH_ID, year=2026, number=5, items=[]))
    page = signed_in("general").get(f"{VERSION}?against={other}").text
    assert 'data-code="WTR-001"' not in page


def test_a_day_in_the_past_is_refused_in_words(app, signed_in, reviewed):
    answer = signed_in("general").post(f"{VERSION}/approval", data={"begins_on": "2020-01-01"})
    assert answer.status_code == 422 and "最早今天生效" in answer.text
    assert state(app) is CatalogueState.REVIEWED


def test_what_is_not_reviewed_is_not_approved(signed_in):
    answer = signed_in("general").post(f"{VERSION}/approval", data={})
    assert answer.status_code == 422 and "四项都同意" in answer.text


def test_approved_without_a_day_it_counts_at_once_and_is_not_reviewed_again(app, signed_in, reviewed):
    signed_in("general").post(f"{VERSION}/approval", data={})
    with app.app_context():
        assert db.session.scalars(in_force(BRANCH_ID, now())).one().id == DRAFT_ID
    answer = signed_in("supervisor").post(f"{BOARD}/{DRAFT_ID}/review", data=YES)
    assert answer.status_code == 422 and "已经批准" in answer.text


def test_a_version_of_another_branch_is_not_there(app, signed_in, save):
    far = the_branch()
    far.id = new_id()
    version = CatalogueVersion(id=new_id(), branch_id=far.id, year=2026, number=1, items=[])
    save(far, version)
    assert signed_in("general").get(f"/office/catalogue/{version.id}").status_code == 404


@pytest.mark.parametrize(
    ("login", "where"),
    [
        ("general", "/office/catalogue"),
        ("general", VERSION),
        ("general", f"{VERSION}?part=items"),
        ("general", f"{VERSION}?part=history"),
        ("supervisor", BOARD),
    ],
)
def test_a_page_asks_at_most_eight_questions(signed_in, max_queries, login, where):
    browser = signed_in(login)
    browser.get(where)  # the branch's clocks are asked for once
    with max_queries(8):
        assert browser.get(where).status_code == 200
