"""The supervisor sends somebody by hand: the order is theirs, and those who were called hear it (4.3.5)."""

from uuid import UUID

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from fieldapp.domain.course import OrderState
from tests.emergencies.conftest import Scene


def give(browser: FlaskClient, scene: Scene, dispatch: UUID, login: str) -> TestResponse:
    """A tap on the name, and "anyway" to all that speaks against it."""
    order = scene.order_of(dispatch)
    data = {"technician": login, "version": order.version, "anyway": "yes"}
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
