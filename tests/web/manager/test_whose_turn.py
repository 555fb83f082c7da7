"""Whoever is next with a version is told on a device that can be woken, once."""

import pytest
from sqlalchemy import select

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import CatalogueVersion, Category
from fieldapp.domain.catalogue_review import Point
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.people import Department, Person, Role
from fieldapp.domain.subscription import Subscription
from fieldapp.web.message_words import WORDS
from tests.builders import BRANCH_ID, a_person, one_of_each_role, the_branch
from tests.jobs import an_item, the_catalogue

DRAFT_ID = new_id()
YES = dict.fromkeys((point.value for point in Point), "yes")
TYPED = {
    "name_zh": "擦窗", "name_en": "Windows", "category": "cleaning", "code": "CLN-009", "price_kind": "fixed",
    "price_yuan": "5", "unit_zh": "扇", "unit_en": "window", "materials": "none",
}  # fmt: skip


@pytest.fixture
def told(app, save):
    """Everybody has a device; who was told, in the order in which it was written."""
    lin = a_person("lin", Role.SUPERVISOR, department=Department.CLEANING)
    people = [*one_of_each_role(), lin]
    save(the_branch(), *people)
    save(the_catalogue())
    for person in people:
        made = {"made_at": now(), "renewed_at": now(), "p256dh": "k", "auth": "a"}
        save(Subscription(id=new_id(), person_id=person.id, endpoint=f"https://x/{person.login}", **made))
    items = [an_item(), an_item("CLN-002", "保洁", category=Category.CLEANING)]
    for item in items:
        item.version_id = DRAFT_ID
    save(CatalogueVersion(id=DRAFT_ID, branch_id=BRANCH_ID, year=2026, number=4, items=items))

    def told() -> list[tuple[str, str]]:
        with app.app_context():
            rows = select(Person.login, Message.facts).join(Person, Person.id == Message.person_id)
            rows = rows.where(Message.kind == MessageKind.CATALOGUE).order_by(Message.id)
            return [(login, facts["state"]) for login, facts in db.session.execute(rows)]

    return told


@pytest.mark.both_engines
def test_supervisors_then_the_general_manager_then_head_office(told, signed_in):
    signed_in("operations").post("/office/catalogue/items", data=TYPED)
    assert sorted(told()) == [("lin", "draft"), ("supervisor", "draft")]

    for login in ("supervisor", "lin"):
        signed_in(login).post(f"/board/catalogue/{DRAFT_ID}/review", data=YES)
    assert told()[2:] == [("general", "reviewed")]

    for _ in range(2):
        signed_in("general").post(f"/office/catalogue/{DRAFT_ID}/approval")
    assert told()[3:] == [("head", "approved")]

    signed_in("head").post(f"/office/catalogue/{DRAFT_ID}/filing")
    assert len(told()) == 4


def test_only_the_department_that_has_something_new_is_asked_again(told, signed_in):
    for login in ("supervisor", "lin"):
        signed_in(login).post(f"/board/catalogue/{DRAFT_ID}/review", data=YES)
    signed_in("operations").post("/office/catalogue/items", data=TYPED)
    assert told()[1:] == [("lin", "draft")]


def test_a_draft_that_is_withdrawn_is_told_to_whoever_it_kept_busy_and_waits_for_nobody(told, signed_in):
    where = f"/office/catalogue/{DRAFT_ID}"
    general = signed_in("general")
    assert "请写明原因" in signed_in("operations").post(f"{where}/withdrawal", data={}).text
    for login in ("supervisor", "lin"):
        signed_in(login).post(f"/board/catalogue/{DRAFT_ID}/review", data=YES)
    for _ in range(2):
        assert signed_in("operations").post(f"{where}/withdrawal", data={"why": "价格要重谈"}).status_code == 303
    assert sorted(told()[1:]) == [(login, "withdrawn") for login in ("general", "lin", "supervisor")]
    assert "价格要重谈" in general.get(f"{where}?part=history").text
    assert general.post(f"{where}/approval").status_code == 422
    assert str(DRAFT_ID) not in signed_in("lin").get("/board/catalogue").text


def test_every_kind_of_message_has_its_words():
    assert set(WORDS) == set(MessageKind)
