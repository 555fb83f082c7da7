"""A page that has not changed is not sent again."""

import pytest
from flask import Blueprint

from fieldapp.web import fresh, guard
from tests.builders import li, the_branch, zhao


@pytest.fixture
def drawn(app, save):
    """How often the page was drawn."""
    save(the_branch())
    save(li(), zhao())
    drawn: list[int] = []
    bp = Blueprint("today", __name__)
    bp.before_request(guard.signed_in())

    @bp.get("/today")
    def show():
        tag = fresh.tag(7)
        return fresh.unchanged(tag) or fresh.tagged(draw(), tag)

    def draw() -> str:
        drawn.append(1)
        return "<p>page</p>" * 100

    app.register_blueprint(bp)
    return drawn


def test_the_second_time_nothing_is_drawn(drawn, signed_in):
    li_at = signed_in("li")
    first = li_at.get("/today", headers={"Accept-Encoding": "br"})
    second = li_at.get("/today", headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})

    assert first.status_code == 200 and second.status_code == 304
    assert second.headers["ETag"] == first.headers["ETag"] and not second.data
    assert len(drawn) == 1


def test_another_reader_and_another_language_get_their_own(drawn, signed_in):
    li_at, zhao_at = signed_in("li"), signed_in("zhao")
    seen = {"If-None-Match": li_at.get("/today").headers["ETag"]}

    assert zhao_at.get("/today", headers=seen).status_code == 200
    li_at.post("/language", data={"language": "en"})
    assert li_at.get("/today", headers=seen).status_code == 200
