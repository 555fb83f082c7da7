"""One button, pressed twice, and both presses arrive at the same moment."""

import pytest
from sqlalchemy import func, select

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.command import Receipt
from tests.at_once import at_once

ROUNDS = 15


@pytest.mark.both_engines
@pytest.mark.parametrize("verb", ["accept", "note"])  # accept is accepted already: there is nothing left to change
def test_a_double_tap_at_the_same_moment_is_one_press(crowded, app, signed_in, verb):
    visit_id, browsers = next(iter(crowded.visits.values())), [signed_in("li"), signed_in("li")]
    address = f"/my/visits/{visit_id}/commands"
    browsers[0].post(address, data={"verb": "accept", "command": str(new_id())})

    answers = [code for _ in range(ROUNDS) for code in both_at_once(browsers, address, verb)]

    assert answers == [303] * 2 * ROUNDS
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Receipt)) == 1 + ROUNDS


def both_at_once(browsers, address, verb):
    form = {"verb": verb, "command": str(new_id()), "words": "门铃坏了"}
    return at_once(*((browser, address, form) for browser in browsers))
