"""The desk decides about an order while the technician presses at the door: one is first, and the other is told."""

import json
from threading import Barrier, Thread

import pytest

from fieldapp.domain.course import OrderState
from tests.doorstep import Doorstep
from tests.jobs import DRAWN
from tests.pages import form_of

ROUNDS = 6


@pytest.mark.both_engines
def test_cancelled_while_it_is_being_signed(app, save, signed_in):
    scene = Doorstep(app, save, signed_in)
    desk = signed_in("chen")
    for _ in range(ROUNDS):
        visit_id = scene.visit("test")
        order = scene.stored(visit_id).order
        signed = form_of(scene.shown(visit_id), "sign", answer="agreed") | {"strokes": json.dumps(DRAWN)}
        cancelled = {"version": str(order.version), "why": "业主取消"}

        at_the_door, at_the_desk = at_once(
            lambda form=signed, id=visit_id: scene.phone.post(f"/my/visits/{id}/commands", data=form).status_code,
            lambda form=cancelled, id=order.id: desk.post(f"/desk/orders/{id}/cancellation", data=form).status_code,
        )

        visit = scene.stored(visit_id)
        if at_the_door == 303:
            assert at_the_desk in {409, 422}
            assert visit.order.state is OrderState.SIGNED and visit.signature is not None
        else:
            assert at_the_door in {409, 422} and at_the_desk == 303
            assert visit.order.state is OrderState.CANCELLED and visit.signature is None


def at_once(*presses):
    """All of these at the same moment; their answers in the same order."""
    line, answers = Barrier(len(presses)), [0] * len(presses)

    def tap(nth):
        line.wait()
        answers[nth] = presses[nth]()

    thumbs = [Thread(target=tap, args=[nth]) for nth in range(len(presses))]
    for thumb in thumbs:
        thumb.start()
    for thumb in thumbs:
        thumb.join()
    return answers
