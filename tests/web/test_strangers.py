"""What belongs to others is not there: another technician's, another department's, another branch's."""

import re
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from sqlalchemy import func, select

from fieldapp.db import db
from fieldapp.domain.assignment import Assignment
from fieldapp.domain.base import new_id
from fieldapp.domain.capability import ask
from fieldapp.domain.course import OrderState
from fieldapp.domain.journal import Entry
from fieldapp.domain.order import Order
from fieldapp.domain.people import Department, Person, Role
from fieldapp.domain.photo import Moment, Photo
from fieldapp.domain.visit import Visit
from tests.builders import NOW, a_person, sun, the_branch
from tests.doorstep import Doorstep
from tests.jobs import at

OTHER_BRANCH = UUID("01930000-0000-7000-8000-0000000000b2")


def elsewhere(person: Person) -> Person:
    """The same kind of person at another branch."""
    person.branch_id = OTHER_BRANCH
    return person


@pytest.fixture
def scene(app: Flask, save, signed_in):
    """Li inside at Ms Wang's, with a photo, a question and the assignment that brought him there."""
    with time_machine.travel(NOW, tick=False):
        scene = Doorstep(app, save, signed_in)
        branch = the_branch()
        branch.id = OTHER_BRANCH
        save(branch)
        save(
            sun(),
            a_person("cleaning", Role.SUPERVISOR, name="周洁", department=Department.CLEANING),
            *(
                elsewhere(a_person(f"far {role}", role, name="远方"))
                for role in (Role.TECHNICIAN, Role.SUPERVISOR, Role.DESK)
            ),
        )
        scene.ids = things_of(scene, scene.visit("look"))
        yield scene


def things_of(scene: Doorstep, visit_id: UUID) -> dict[str, UUID]:
    """The ids of all that hangs on the visit, by the names that addresses give them."""
    with scene.app.app_context():
        visit = db.session.get_one(Visit, visit_id)
        order = db.session.get_one(Order, visit.order_id)
        photo = Photo(id=new_id(), visit_id=visit.id, sha256="0" * 64, moment=Moment.DOOR, consent=True)
        photo.at, photo.by_id = NOW, scene.li.id
        question = ask(order, at(by_id=scene.li.id), id=new_id(), words="能做吗", by_id=scene.li.id)
        given = Assignment(
            id=new_id(),
            order_id=order.id,
            visit_id=visit.id,
            technician_id=scene.li.id,
            by_id=scene.chen.id,
            at=NOW,
            state_before=OrderState.RECEIVED,
        )
        db.session.add_all([photo, question, given])
        db.session.commit()
        return {
            "visit_id": visit.id,
            "order_id": order.id,
            "photo_id": photo.id,
            "question_id": question.id,
            "assignment_id": given.id,
            "entry": new_id(),
        }


def told_to_everybody(scene: Doorstep) -> dict[str, str]:
    """Fields that every form of ours could wish for, so that nothing is refused for what is missing."""
    with scene.app.app_context():
        version = str(db.session.get_one(Order, scene.ids["order_id"]).version)
    usual = {"version": version, "why": "x", "reason": "part", "words": "x", "window": "any", "technician": "zhao"}
    return usual | {"can": "yes", "price": "5", "verb": "note", "command": str(new_id())}


def calls_about(scene: Doorstep):
    """Each route that names one of the things, with the things that there are."""
    for rule in scene.app.url_map.iter_rules():
        if any(name in scene.ids for name in rule.arguments):
            with scene.app.test_request_context():
                _, path = rule.build({name: scene.ids.get(name, "unknown") for name in rule.arguments})
            yield from ((method, path) for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))


def entries(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Entry))


@pytest.mark.parametrize("login", ["zhao", "cleaning", "far technician", "far supervisor", "far desk"])
def test_what_belongs_to_others_is_not_there_whatever_is_asked_of_it(scene, signed_in, login):
    browser, before, form = signed_in(login), entries(scene.app), told_to_everybody(scene)

    found = {
        f"{method} {path}": answer.status_code
        for method, path in calls_about(scene)
        for answer in [browser.open(path, method=method, data=form if method == "POST" else None)]
        if answer.status_code != 404
    }

    assert found == {}
    assert entries(scene.app) == before


@pytest.mark.parametrize("login", ["cleaning", "far supervisor", "far desk"])
def test_lists_and_searches_name_only_what_is_ours(scene, signed_in, login):
    browser = signed_in(login)
    number = scene.stored(scene.ids["visit_id"]).order.number
    places = ["/board", "/desk/orders", f"/desk/orders?q={number}", "/desk/orders?q=503", "/desk/call-backs"]
    for path in [*places, f"/board?just={scene.ids['assignment_id']}", "/desk/rooms?room=503", "/desk/rooms?room=王"]:
        page = browser.get(path).text
        assert str(scene.ids["order_id"]) not in page and "秀英" not in page and "李建国" not in page, path


def test_an_owner_of_another_branch_cannot_be_written_an_order_for(scene, signed_in):
    with scene.app.app_context():
        order = db.session.get_one(Order, scene.ids["order_id"])
        form = {"id": str(new_id()), "owner": str(order.owner_id), "words-0": "x", "route": "assign", "window": "any"}
    answer = signed_in("far desk").post("/desk/orders/new", data=form)
    page = signed_in("far desk").get(f"/desk/orders/new?owner={form['owner']}")
    words = re.sub("[0-9a-f]{8}-[0-9a-f-]{27}", "", answer.text + page.text)  # an id may hold any digits
    assert answer.status_code == 422 and "秀英" not in words and "1381" not in words


def test_the_feed_of_one_branch_does_not_tell_of_another(scene, signed_in):
    browser = signed_in("far desk")
    before = browser.get("/live").json
    scene.visit("look")
    assert browser.get("/live").json == before
