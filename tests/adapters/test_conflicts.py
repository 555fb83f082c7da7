"""Two people at once: the later one is told, in words, and the session is fit to draw the page that says so."""

import pytest
from flask import Blueprint
from sqlalchemy import select, update

from fieldapp.db import Busy, db
from fieldapp.domain.people import Person, Role
from fieldapp.domain.premises import Site
from fieldapp.web.guard import signed_in as anybody
from tests.builders import a_person, the_branch, the_site

pytestmark = pytest.mark.both_engines


@pytest.fixture
def li(app, save, signed_in):
    save(the_branch(), the_site(), a_person("li", Role.TECHNICIAN))
    screens = Blueprint("conflicts", __name__)
    screens.before_request(anybody())

    @screens.post("/busy")
    def wait_too_long() -> str:
        db.session.execute(update(Site).values(name_zh="…"))
        raise Busy

    @screens.post("/half-done")
    def break_off() -> str:
        db.session.scalars(select(Person)).one().name = "x" * 10_000
        db.session.scalars(select(Site)).one().branch_id = None  # the table will refuse it
        db.session.flush()
        return ""

    app.register_blueprint(screens)
    return signed_in("li")


def test_being_busy_is_told_and_nothing_stays(app, li):
    answer = li.post("/busy")

    assert answer.status_code == 503
    with app.app_context():
        assert db.session.scalar(select(Site.name_zh)) == "阳光花园"


def test_after_a_refused_write_the_page_can_still_be_drawn(app, li):
    app.testing = app.config["PROPAGATE_EXCEPTIONS"] = False

    answer = li.post("/half-done")

    assert answer.status_code == 500 and "</html>" in answer.text
