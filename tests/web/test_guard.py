"""Who may come in."""

import pytest
from flask import Blueprint

from fieldapp.domain.people import Role
from fieldapp.web import guard
from tests.builders import a_person, li, the_branch

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _cast(save):
    save(the_branch())
    save(li(), a_person("admin", Role.ADMIN), a_person("both", Role.CASHIER, Role.ADMIN))


def test_a_visitor_is_sent_to_sign_in_and_back(client):
    assert client.get("/office").headers["Location"] == "/sign-in?next=/office"


def test_a_visitor_who_sends_something_comes_back_to_the_start(client):
    assert client.post("/office").status_code == 405  # nothing there takes it


def test_a_program_is_told_401_in_plain_words(app, client):
    bp = Blueprint("sync", __name__)
    bp.before_request(guard.only(Role.TECHNICIAN))
    bp.post("/my/sync")(lambda: "synced")
    app.register_blueprint(bp)

    answer = client.post("/my/sync")

    assert answer.status_code == 401 and answer.mimetype == "text/plain"


def test_htmx_is_told_401_and_where_to_sign_in(client):
    answer = client.get("/office", headers={**HTMX, "HX-Current-URL": "http://localhost/office?page=2"})
    assert answer.status_code == 401
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/office?page%3D2"


def test_what_is_not_mine_is_not_there(signed_in):
    assert signed_in("li").get("/office").status_code == 404


def test_one_of_the_roles_is_enough(signed_in):
    assert signed_in("both").get("/office").status_code == 200
    assert signed_in("both").get("/admin").status_code == 200


def test_a_view_may_be_narrower_than_its_blueprint(app, signed_in):
    bp = Blueprint("narrow", __name__, url_prefix="/narrow")
    bp.before_request(guard.only(Role.CASHIER, Role.ADMIN))
    bp.get("")(guard.narrowed_to(Role.CASHIER)(lambda: "money"))
    app.register_blueprint(bp)

    assert guard.who_may(app, "narrow.<lambda>") == {Role.CASHIER}
    assert signed_in("both").get("/narrow").status_code == 200
    assert signed_in("admin").get("/narrow").status_code == 404


def test_a_route_without_a_guard_answers_nobody(app, signed_in):
    bp = Blueprint("forgotten", __name__)
    bp.get("/forgotten")(lambda: "secret")
    app.register_blueprint(bp)

    assert guard.who_may(app, "forgotten.<lambda>") is None
    assert signed_in("both").get("/forgotten").status_code == 404
