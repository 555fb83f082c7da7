"""An id that names something elsewhere is refused in words: by chance, or by somebody who tries."""

import json

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.signature import new_copy_token
from tests.jobs import DRAWN, a_line
from tests.pages import form_of

pytestmark = pytest.mark.both_engines


def test_a_line_of_another_order_is_not_changed(day):
    theirs, mine = a_line(day.item), day.job(until="enter")
    other = day.job(theirs, until="enter")

    answer = day.send(mine, press("line", line=theirs.id, item=day.item.id, quantity="9"))

    assert answer.status_code == 409 and "</html>" in answer.text
    assert [line.quantity_milli for line in day.stored(other).order.lines] == [1000]
    assert len(day.stored(mine).order.lines) == 1


def test_a_photo_of_another_visit_is_not_taken_away(day):
    mine, other, photo = day.job(until="enter"), day.job(until="enter"), new_id()
    said = {"photo": photo, "sha256": "a" * 64, "moment": "before", "consent": "1"}
    assert day.send(other, press("photo", **said)).status_code == 303

    assert day.send(mine, press("photo", **said)).status_code == 409
    assert [photo.visit_id for photo in day.stored(other).photos] == [other]
    assert day.stored(mine).photos == []


@pytest.mark.parametrize("name", ["signature", "copy_token"])
def test_a_signature_or_a_link_that_exists_is_not_given_again(day, name):
    first, second = day.job(until="test"), day.job(until="test")
    ids = {"signature": str(new_id()), "copy_token": new_copy_token()}
    assert sign(day, first, **ids).status_code == 303

    answer = sign(day, second, **{name: ids[name]})

    assert answer.status_code == 409 and day.stored(second).signature is None
    assert day.stored(first).signature.visit_id == first


def press(verb, **said):
    return {"verb": verb, "command": str(new_id())} | {name: str(value) for name, value in said.items()}


def sign(day, visit_id, **said):
    form = form_of(day.shown(visit_id), "sign", answer="agreed")
    return day.send(visit_id, form | {"strokes": json.dumps(DRAWN)} | said)
