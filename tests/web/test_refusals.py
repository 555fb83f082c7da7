"""How a refusal or a mishap reaches the person."""

import errno
import json
import sqlite3
from contextlib import suppress
from pathlib import Path
from uuid import UUID

import pytest
from flask import Blueprint, request
from psycopg.errors import DiskFull, OutOfMemory
from sqlalchemy.exc import OperationalError

from fieldapp.blobs import NotKept
from fieldapp.db import Busy, Stale
from fieldapp.domain.base import Overtaken, RuleBroken
from fieldapp.web import guard
from fieldapp.web.forms import Form
from tests.builders import li, the_branch


def caused(what: Exception, why: Exception) -> Exception:
    what.__cause__ = why
    return what


def sqlite_full() -> Exception:
    trouble = sqlite3.OperationalError("database or disk is full")
    trouble.sqlite_errorcode = sqlite3.SQLITE_FULL
    return trouble


HTMX = {"HX-Request": "true"}
LONG = 2 * 1024 * 1024


@pytest.fixture
def press(app, client):
    """Press a button behind which something goes wrong; `press(error)` gives back the answer."""
    wrong: list[Exception] = []
    bp = Blueprint("wrong", __name__, url_prefix="/wrong")
    bp.before_request(guard.open_to_all())

    @bp.post("")
    def go_wrong() -> str:
        raise wrong[0]

    @bp.post("/form")
    def read() -> str:
        form = Form()
        form.text("words"), form.quantity("quantity")
        form.check()
        return "read"

    @bp.post("/echo")
    def echo() -> str:
        return request.form.get("words", "")

    app.register_blueprint(bp)
    app.testing = False  # so that what is unforeseen becomes a page

    def press(error: Exception, **headers: str):
        wrong[:] = [error]
        return client.post("/wrong", headers={name.replace("_", "-"): value for name, value in headers.items()})

    return press


def test_a_refusal_says_why_on_a_page_with_a_way_back(press):
    answer = press(RuleBroken("order.reason_missing"), Referer="http://localhost/sign-in?tab=2")
    assert answer.status_code == 422
    assert "请写明原因" in answer.text and 'href="/sign-in?tab=2"' in answer.text


def test_the_way_back_never_leads_to_the_answer_of_a_form(press):
    answer = press(RuleBroken("order.reason_missing"), Referer="http://localhost/wrong")
    assert 'href="/"' in answer.text


def test_htmx_gets_the_words_alone(press):
    answer = press(RuleBroken("order.reason_missing"), **HTMX)
    assert answer.status_code == 422
    assert "请写明原因" in answer.text and "<html" not in answer.text


def test_the_facts_of_a_refusal_are_part_of_its_sentence(press):
    assert "张三不是服务人员" in press(RuleBroken("assignment.no_technician", name="张三"), **HTMX).text


def test_facts_are_text_and_never_markup(press):
    page = press(RuleBroken("assignment.no_technician", name="<b>x</b>"), **HTMX).text
    assert "<b>x" not in page and "&lt;b&gt;x" in page


def test_who_comes_second_is_told_so(press):
    assert press(Overtaken("order.changed_meanwhile")).status_code == 409
    stale = press(Stale("UPDATE …"))
    assert stale.status_code == 409 and "刚刚有别人改过" in stale.text and "UPDATE" not in stale.text


def test_a_busy_database_asks_to_send_again(press):
    answer = press(Busy())
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "1"


def test_a_code_without_a_sentence_is_still_told_and_logged(press, capsys):
    assert "这里不能这样做" in press(RuleBroken("never.heard_of")).text
    assert "never.heard_of" in capsys.readouterr().err


def test_a_mistake_of_ours_tells_a_number_and_logs_it(press, capsys):
    answer = press(ZeroDivisionError("secret detail"))

    assert answer.status_code == 500
    assert "我们这边出错了" in answer.text and "secret detail" not in answer.text
    line = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    assert line["request_id"] in answer.text and line["request_id"] == answer.headers["X-Request-Id"]
    assert line["event"] == "request.failed" and "secret detail" in str(line["exception"])


def test_a_mistake_is_told_even_when_the_page_cannot_be_drawn(app, press, capsys):
    app.jinja_env.globals["asset"] = None
    answer = press(ZeroDivisionError())
    assert answer.status_code == 500 and "我们这边出错了" in answer.text
    capsys.readouterr()


def test_a_form_without_a_page_names_its_faults(client, press):
    answer = client.post("/wrong/form", data={"words": "", "quantity": "lots"}, headers=HTMX)
    assert answer.status_code == 422 and "这一项还没有填" in answer.text


@pytest.mark.parametrize(
    ("path", "method", "status"),
    [
        ("/nowhere", "GET", 404),
        ("/sign-out", "GET", 405),
        ("/language", "POST", 400),
        ("/static/old/css/x.css", "GET", 404),
    ],
)
@pytest.mark.parametrize("language", ["zh_Hans_CN", "en"])
def test_every_mishap_is_told_in_the_persons_language(client, path, method, status, language):
    client.set_cookie("language", language)
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert ("返回" in answer.text or "首页" in answer.text) == (language != "en")


def test_a_wrong_method_says_which_is_right(client):
    assert "POST" in client.get("/sign-out").headers["Allow"]


@pytest.mark.usefixtures("press")
def test_too_much_is_refused_in_words(client):
    answer = client.post("/wrong/echo", data={"words": "x" * LONG})
    assert answer.status_code == 413 and "太大" in answer.text
    assert client.post("/wrong/echo", data={"words": "x" * 100_000}).status_code == 200


@pytest.mark.usefixtures("press")
@pytest.mark.parametrize("body", [b"words=\xff\xfe", b"%", b"&&&==", b"words=%ED%A0%80", b"\0"])
def test_bytes_that_are_no_text_are_no_mistake_of_ours(client, body):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    assert client.post("/wrong/form", data=body, headers=headers).status_code in {400, 422}
    assert client.post("/wrong/echo", data=body, headers=headers).status_code == 200


@pytest.mark.parametrize(
    "path", ["/%00", "/%ff%fe", "/sign-in?next=%00%ff", "/?" + "a=1&" * 2000, "/" + "x" * 5000, "//", "/../etc"]
)
def test_strange_addresses_are_no_mistake_of_ours(client, path):
    assert client.get(path).status_code < 500


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["page", "fragment"])
def test_every_refusal_has_the_number_that_stands_in_the_log(press, capsys, headers):
    answer = press(RuleBroken("assignment.no_technician", name="张三"), **headers)

    line = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
    assert line["event"] == "request.refused" and line["code"] == "assignment.no_technician"
    assert line["request_id"] == answer.headers["X-Request-Id"] and line["request_id"] in answer.text


def test_a_program_reads_the_number_of_its_refusal_in_the_header(client):
    for answer in (client.post("/my/sync", json={}), client.get("/live"), client.get("/nowhere")):
        assert answer.status_code in {401, 404} and len(answer.headers["X-Request-Id"]) == 12


@pytest.mark.parametrize(
    ("trouble", "status"),
    [
        (NotKept("no room"), 503),
        (caused(NotKept("no room"), OSError(errno.ENOSPC, "No space left on device")), 507),
        (OSError(errno.ENOSPC, "No space left on device"), 507),
        (OSError(errno.EACCES, "Permission denied"), 500),
        (OperationalError("COMMIT", {}, sqlite_full()), 507),
        (OperationalError("COMMIT", {}, DiskFull("could not extend file: No space left on device")), 507),  # 53100
        (OperationalError("COMMIT", {}, OutOfMemory("out of memory")), 503),
    ],
    ids=["away", "photos", "upload", "another", "SQLite", "PostgreSQL", "PostgreSQL's memory"],
)
def test_a_full_disk_is_told_apart(press, trouble, status, capsys):
    answer = press(trouble, Accept_Language="en")

    assert answer.status_code == status and ("no room left" in answer.text) == (status == 507)
    capsys.readouterr()


def test_a_full_disk_is_told_also_where_the_log_lies_on_it(press, monkeypatch):
    with suppress(OSError), Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr("sys.stderr", full)
        answer = press(OSError(errno.ENOSPC, "No space left on device"), Accept_Language="en")
        monkeypatch.undo()
    assert answer.status_code == 507 and "no room left" in answer.text


def test_whoever_asks_for_what_is_not_theirs_stands_in_the_log(save, signed_in, capsys):
    save(the_branch())
    save(li())
    browser = signed_in("li")
    for path, route in ((f"/my/visits/{UUID(int=9)}", "technician.visit.show"), ("/admin", "admin.welcome.show")):
        assert browser.get(path).status_code == 404
        line = json.loads(capsys.readouterr().err.strip().splitlines()[-1])
        assert (line["event"], line["code"], line["route"]) == ("request.refused", "404", route)
    browser.get("/nowhere")
    assert "refused" not in capsys.readouterr().err
