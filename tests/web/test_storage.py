"""When the disk is full, or the database or the photos' folder is away: a clear sentence, and nothing half-written."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import event

from fieldapp import create_app
from fieldapp.config import Settings
from fieldapp.db import db
from fieldapp.domain.base import new_id
from tests.doorstep import Doorstep
from tests.photographs import a_jpeg

HTMX = {"HX-Request": "true"}


@pytest.fixture
def door(app, save, signed_in, tmp_path, capsys):
    app.config["BLOBS"] = str(tmp_path / "blobs")
    yield Doorstep(app, save, signed_in)
    capsys.readouterr()  # what is logged of it


@pytest.fixture
def full_disk(app):
    """From now on the database cannot grow."""

    def fill() -> None:
        with app.app_context():
            event.listen(db.engine, "checkout", lambda connection, *_: connection.execute("PRAGMA max_page_count=1"))

    return fill


def a_note(visit_id):
    return {"verb": "note", "command": str(new_id()), "words": "门铃坏了" * 400}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_full_disk_is_told_and_nothing_stays(door, full_disk, headers):
    visit_id = door.visit("accept")
    before = door.stored(visit_id).order.version
    full_disk()

    answers = [
        door.phone.post(f"/my/visits/{visit_id}/commands", data=a_note(visit_id), headers=headers) for _ in range(3)
    ]

    assert {answer.status_code for answer in answers} == {507}
    assert "服务器空间已满" in answers[0].text and "max_page" not in answers[0].text
    assert door.stored(visit_id).order.version == before
    assert door.phone.get(f"/my/visits/{visit_id}").status_code == 200, "what is there can still be read"


def test_a_folder_that_cannot_be_written_is_told_and_no_photo_is_kept(app, door, tmp_path, capsys):
    visit_id = door.visit("enter")
    app.config["BLOBS"] = str(Path(tmp_path / "file") / "blobs")
    (tmp_path / "file").write_text("not a folder")
    form = {"photo_before": str(new_id()), "command_before": str(new_id()), "consent": "1"}

    answer = door.phone.post(f"/my/visits/{visit_id}/photos", data=form | {"before": (BytesIO(a_jpeg()), "x.jpg")})

    assert answer.status_code == 503 and "暂时不能读写数据" in answer.text and str(tmp_path) not in answer.text
    assert door.stored(visit_id).photos == []
    assert json.loads(capsys.readouterr().err.splitlines()[-1])["event"] == "storage.failed"


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("path", ["/my", "/live", "/sign-in", "/copy/" + "0" * 32])
def test_without_its_database_every_page_says_so(tmp_path, path, language, capsys):
    away = create_app(Settings(database_url=f"sqlite:///{tmp_path}", secret_key="test"))  # a folder, not a file
    browser = away.test_client()
    with browser.session_transaction() as session:
        session["_user_id"] = f"{new_id()}.abc"

    answer = browser.get(path, headers={"Accept-Language": language})

    assert answer.status_code == 503 and int(answer.headers["Retry-After"]) > 0
    assert ("The server" in answer.text) == (language == "en")
    capsys.readouterr()
