"""From the door to the signature in at most twelve taps, by the buttons of the pages alone."""

import json

from fieldapp.domain.course import OrderState
from tests.jobs import DRAWN
from tests.pages import form_of

MOST = 12


def test_from_the_door_to_the_signature_in_twelve_taps(day):
    visit_id = day.job()
    taps = 0

    def tap(verb, query="", **fields):
        nonlocal taps
        taps += 1
        answer = day.send(visit_id, form_of(day.shown(visit_id, query), verb) | fields)
        assert answer.status_code == 303, answer.text

    tap("arrive")
    tap("step", key="covers", result="done")
    tap("ring")
    taps += 1  # the door opened: a link
    tap("step", "?door=opened", key="greet", result="done")
    tap("enter", answer="come_in")
    tap("step", key="look", result="done")
    tap("price", answer="agreed")
    tap("step", key="work", result="done")
    tap("test")
    tap("sign", answer="agreed", strokes=json.dumps(DRAWN))

    assert day.stored(visit_id).order.state is OrderState.SIGNED
    assert taps <= MOST
