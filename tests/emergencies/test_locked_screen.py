"""An emergency is never hidden behind a locked screen: it tells that there is one, and nothing of it."""

import re

from tests.builders import PASSWORD


def test_a_locked_screen_tells_that_there_is_an_emergency_and_not_where(scene):
    tablet = scene.signed_in("sun")
    assert tablet.post("/account/pin", data={"pin": "4827", "again": "4827", "password": PASSWORD}).status_code == 303
    assert tablet.post("/locked").location == "/locked"
    assert tablet.get("/locked/alarm").json == {"last": ""}
    assert 'role="alert" hidden' in tablet.get("/locked").text

    dispatch = scene.raised()
    assert tablet.get("/locked/alarm").json == {"last": str(dispatch)}
    page = tablet.get("/locked").text
    assert "有紧急情况" in page and 'role="alert" hidden' not in page
    words = re.sub("[0-9a-f-]{10,}", "", page)  # an id, or the name of a build, may hold any three digits
    assert "王" not in words and "503" not in words
