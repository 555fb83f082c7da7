"""Many at the door at once: guesses are counted one by one, and the morning's queue comes in."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from fieldapp import create_app
from fieldapp.config import Settings
from fieldapp.db import db
from fieldapp.domain.people import Role
from tests.builders import PASSWORD, a_person, the_branch

pytestmark = pytest.mark.both_engines


@pytest.fixture
def all_at_once(database_url, save):
    """Everybody tries at the same moment; gives back how often each status was the answer."""
    app = create_app(Settings(database_url=database_url, secret_key="test", public_url="http://localhost", threads=12))
    save(the_branch())
    save(*(a_person(f"desk{nth}", Role.DESK) for nth in range(8)))

    def all_at_once(tries):
        def come_in(told):
            form = {"login": told[0], "password": told[1]}
            return app.test_client().post("/sign-in", data=form).status_code

        with ThreadPoolExecutor(len(tries)) as threads:
            return Counter(threads.map(come_in, tries))

    yield all_at_once
    with app.app_context():
        db.engine.dispose()


def test_guesses_at_the_same_moment_are_counted_one_by_one(all_at_once):
    answers = all_at_once([("desk0", f"guess {nth}") for nth in range(12)])
    assert answers[422] <= 5 and answers[422] + answers[429] + answers[503] == 12


def test_eight_people_come_in_at_the_same_moment(all_at_once):
    assert all_at_once([(f"desk{nth}", PASSWORD) for nth in range(8)]) == {303: 8}
