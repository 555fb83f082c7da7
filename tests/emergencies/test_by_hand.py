"""The supervisor sends somebody by hand: the order is theirs, and those who were called hear it (4.3.5)."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from fieldapp.domain.assignment import assign
from fieldapp.domain.course import OrderState
from fieldapp.domain.premises import Owner
from fieldapp.domain.visit import Visit
from tests.builders import NOW, a_room, an_owner
from tests.emergencies.conftest import Scene
from tests.jobs import PROCEDURE_ID, a_line, an_order


def give(browser: FlaskClient, scene: Scene, dispatch: UUID, login: str, **said: str) -> TestResponse:
    """A tap on the name."""
    order = scene.order_of(dispatch)
    data = {"technician": login, "version": order.version, **said}
    return browser.post(f"/board/orders/{order.id}/assignments", data=data)


@pytest.mark.both_engines
def test_who_was_called_and_is_silent_hears_that_somebody_goes(scene):
    dispatch, sun_at = scene.raised(), scene.signed_in("sun")
    with scene.at(60):
        assert list(scene.called(dispatch)) == ["li", "zhang", "zhou"]

        assert give(sun_at, scene, dispatch, "zhang").status_code == 303

    order = scene.order_of(dispatch)
    assert (order.state, order.holder_id) == (OrderState.ASSIGNED, scene.id("zhang"))
    assert scene.dispatch(dispatch).taken_by_id == scene.id("zhang")
    assert scene.told("taken") == ["li", "zhou"]


@pytest.mark.both_engines
def test_taken_back_the_machine_calls_again(scene):
    dispatch, sun_at = scene.raised(), scene.signed_in("sun")
    with scene.at(60):
        back = give(sun_at, scene, dispatch, "zhang").headers["Location"]
        order, assignment = scene.order_of(dispatch).id, back.partition("just=")[2]
        answer = sun_at.post(f"/board/orders/{order}/assignments/{assignment}/undo")

    assert answer.status_code == 303
    assert scene.dispatch(dispatch).taken_by_id is None
    assert "everybody" in scene.waiting()


def at_work(scene: Scene, login: str, *, owner: Owner | None = None, minutes: int = 20) -> Visit:
    """They have been at a door for so long, and the work there takes hours."""
    owner = owner or an_owner(a_room("6栋", "606"), surname="何")
    order = an_order(owner, a_line(scene.item, quantity=14), by=scene.people["chen"])
    order.branch, order.site = scene.branch, scene.site
    with scene.session() as session:
        session.add(order)
        session.flush()
        begins = NOW - timedelta(minutes=minutes)
        given = assign(
            order,
            scene.people[login],
            scene.act("sun"),
            current=None,
            procedure_id=PROCEDURE_ID,
            begins=begins,
            ends=begins + timedelta(minutes=280),
        )
        session.add(given)
        given.visit.set_out_at = given.visit.arrived_at = begins
        return given.visit


def test_who_is_at_work_elsewhere_is_asked_about_first_and_then_goes_at_once(scene):
    at_work(scene, "zhang")
    dispatch, sun_at = scene.raised(), scene.signed_in("sun")

    asked = give(sun_at, scene, dispatch, "zhang")
    assert asked.status_code == 200 and "6栋606" in asked.text
    assert scene.order_of(dispatch).holder_id is None

    assert give(sun_at, scene, dispatch, "zhang", anyway="yes").status_code == 303
    visit_id = scene.dispatch(dispatch).visit_id
    (visit,) = scene.all_of(Visit, Visit.id == visit_id)
    assert visit.planned_from == NOW.replace(second=0) + timedelta(minutes=5), "the way, and not hours later"


def test_the_bar_of_an_emergency_is_marked_as_one(scene):
    dispatch, sun_at = scene.raised(), scene.signed_in("sun")
    assert 'data-state="proposed" data-urgent' in sun_at.get(f"/board?order={scene.order_of(dispatch).id}").text

    give(sun_at, scene, dispatch, "zhang")
    page = sun_at.get("/board").text
    assert 'data-state="planned" data-urgent' in page and 'aria-label="紧急 3-503' in page


def test_who_is_in_the_very_flat_is_called_first_and_suggested_first(scene):
    owner = an_owner(a_room("3栋", "1203"))
    at_work(scene, "zhou", owner=owner)
    dispatch, sun_at = scene.raised(owner=owner), scene.signed_in("sun")

    assert set(scene.called(dispatch)) == {"zhou", "li"}
    page = sun_at.get(f"/board?order={scene.order_of(dispatch).id}").text
    first = page.partition('class="suggestion"')[2].partition("</li>")[0]
    assert 'value="zhou"' in first and "正在这户" in first
