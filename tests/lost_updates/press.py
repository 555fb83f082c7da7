"""One of eight who press at the same time: an app of its own on the shared database, and a count of what came back."""

import re
import traceback
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.synchronize import Barrier
from random import Random
from time import monotonic, sleep
from unittest.mock import patch
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from fieldapp import db as database
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.order import Order
from tests.databases import Browser, tested_app
from tests.lost_updates.sabotage import TAKEN_OUT

TOLD = re.compile(r'class="notice__title">\s*[^<\s]')  # a notice with words in it
REFUSED = {409, 422}
PATIENT = 60_000  # milliseconds: eight in turn take long on a slow machine; who blocks another is refused at once
LINES_UP_WITHIN = 300  # seconds, on a machine that is busy with other tests
A_MOMENT = 0.02  # seconds that a thumb needs at most from one press to the next: nobody hammers


@dataclass(frozen=True)
class Shared:
    """What all eight press on, and who they are: three orders, their technician and the supervisor."""

    database_url: str
    cookies: dict[str, str]  # by login
    visits: dict[UUID, UUID] = field(default_factory=dict)  # order → the technician's visit
    lines: dict[UUID, UUID] = field(default_factory=dict)  # order → its one line
    seconds: float = 0
    without: str = ""  # the precaution that is taken out


@dataclass
class Tally:
    """What one of the eight heard back."""

    applied: Counter[str] = field(default_factory=Counter)
    refused: Counter[int] = field(default_factory=Counter)
    untold: list[str] = field(default_factory=list)  # refusals without a word for the person
    mishaps: list[str] = field(default_factory=list)  # server errors, and whatever broke

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.applied + other.applied,
            self.refused + other.refused,
            self.untold + other.untold,
            self.mishaps + other.mishaps,
        )


def stand_in_line(line: Barrier) -> None:
    """Where the eight wait for one another."""
    press_on.line = line


def press_on(shared: Shared, number: int) -> Tally:
    """Press for so many seconds, together with the others."""
    tally = Tally()
    try:
        with TAKEN_OUT[shared.without](), patch.object(database, "WAIT_FOR_WRITERS", PATIENT):
            app = tested_app(shared.database_url)
            press_on.line.wait(timeout=LINES_UP_WITHIN)
            _press_until_tired(app, shared, Random(number), tally)
    except Exception:
        press_on.line.abort()
        tally.mishaps.append(traceback.format_exc())
    return tally


def _press_until_tired(app: Flask, shared: Shared, chance: Random, tally: Tally) -> None:
    end = monotonic() + shared.seconds
    browsers = {login: _browser(app, cookie) for login, cookie in shared.cookies.items()}
    while monotonic() < end:
        order_id = chance.choice(list(shared.visits))
        what = chance.choice(["note", "note", "line", "drop", "reassign", "reassign"])
        try:
            _count(tally, what, PRESSES[what](app, browsers, shared, order_id, chance))
        except Exception:  # an app under test lets its errors through
            tally.mishaps.append(traceback.format_exc())
        sleep(chance.uniform(0, A_MOMENT))
    with app.app_context():
        db.engine.dispose()


def _browser(app: Flask, cookie: str) -> FlaskClient:
    browser = Browser(app, app.response_class)
    browser.set_cookie(app.config["SESSION_COOKIE_NAME"], cookie)
    return browser


def _count(tally: Tally, what: str, answer: TestResponse) -> None:
    if answer.status_code == 303:
        tally.applied[what] += 1
    elif answer.status_code in REFUSED:
        tally.refused[answer.status_code] += 1
        if not TOLD.search(answer.text):
            tally.untold.append(answer.text)
    else:
        tally.mishaps.append(f"{what}: {answer.status}\n{answer.text}")


def _note(
    _app: Flask, browsers: dict[str, FlaskClient], shared: Shared, order_id: UUID, chance: Random
) -> TestResponse:
    return _command(browsers, shared, order_id, verb="note", words=f"敲了 {chance.randrange(10**9)} 下")


def _line(
    _app: Flask, browsers: dict[str, FlaskClient], shared: Shared, order_id: UUID, chance: Random
) -> TestResponse:
    quantity = str(chance.randrange(1, 1000))
    return _command(browsers, shared, order_id, verb="line", line=str(shared.lines[order_id]), quantity=quantity)


def _drop(
    _app: Flask, browsers: dict[str, FlaskClient], shared: Shared, order_id: UUID, _chance: Random
) -> TestResponse:
    return _command(browsers, shared, order_id, verb="drop_line", line=str(new_id()))  # there is no such line: refused


def _command(browsers: dict[str, FlaskClient], shared: Shared, order_id: UUID, **form: str) -> TestResponse:
    address = f"/my/visits/{shared.visits[order_id]}/commands"
    return browsers["li"].post(address, data={"command": str(new_id()), **form})


def _reassign(
    app: Flask, browsers: dict[str, FlaskClient], _shared: Shared, order_id: UUID, chance: Random
) -> TestResponse:
    with app.test_request_context(method="GET"):  # what the supervisor's page says before the tap
        version = db.session.scalar(select(Order.version).where(Order.id == order_id))
    sleep(chance.uniform(0, A_MOMENT))
    form = {"version": str(version), "technician": chance.choice(["li", "zhao"]), "anyway": "1", "reason": "顺路"}
    return browsers["sun"].post(f"/board/orders/{order_id}/assignments", data=form)


PRESSES = {"note": _note, "line": _line, "drop": _drop, "reassign": _reassign}
