"""What a phone keeps of the day: every page opens, and every file that a page names is in the list."""

import re
from datetime import timedelta

import pytest

from tests.builders import NOW
from tests.web.technician.conftest import Day


def kept(day: Day) -> dict:
    answer = day.phone.get("/my/day.json")
    assert answer.headers["X-Sync-Protocol"] == "1"
    return answer.json


def test_the_day_names_todays_visits_with_their_versions_and_tomorrows_too(day):
    today, tomorrow = day.job(), day.job(wanted_from=NOW + timedelta(days=1))
    later = day.job(wanted_from=NOW + timedelta(days=3))
    pages = {page["path"]: page["version"] for page in kept(day)["pages"]}
    version = re.search(r'data-version="(\d+)"', day.phone.get(f"/my/visits/{today}").text)[1]
    assert pages[f"/my/visits/{today}"] == int(version)
    assert f"/my/visits/{tomorrow}" in pages and f"/my/visits/{later}" not in pages
    assert {"/my", "/my/catalogue", "/my/phone", "/offline"} < pages.keys()


def test_every_page_opens_as_ours_and_names_no_file_that_is_not_kept(day):
    day.job()
    found = kept(day)
    for page in found["pages"]:
        assert not any("?" in path for path in (page["path"], *page.get("with", []))), "what has a query is not kept"
        answer = day.phone.get(page["path"])
        assert answer.status_code == 200 and answer.headers["X-Sync-Protocol"] == "1"
        named = set(re.findall(r'/static/[^"#]+', answer.text))
        assert named and not named - set(found["files"]), page["path"]


def test_every_script_that_a_kept_script_imports_is_kept(app, day):
    files = kept(day)["files"]
    build = app.extensions["assets"].build
    assert f"/static/{build}/js/outbox/tray.js" in files, "imported by phone-page.js alone"
    assert f"/static/{build}/js/visit/fill.js" not in files, "joined to visit.js"
    assert f"/static/{build}/icons/sprite.svg" in files and f"/static/{build}/css/phone.css" in files
    assert not [file for file in files if not (app.extensions["assets"].folder / file.split("/", 3)[3]).is_file()]


def test_it_is_the_persons_own(client, day):
    assert kept(day)["by"] == str(day.li.id)
    assert client.get("/my/day.json").status_code == 401


def test_the_worker_is_new_when_the_build_is(app, client):
    answer = client.get("/sw.js")
    assert answer.text.startswith(f'const BUILD = "{app.extensions["assets"].build}"\n')
    assert answer.mimetype == "text/javascript" and "no-cache" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_offline_page_speaks_the_language_of_the_device(client, language):
    answer = client.get("/offline", headers={"Accept-Language": language})
    assert ("not kept" in answer.text) == (language == "en")
