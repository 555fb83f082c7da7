"""Fifty people press 我去 in the same instant, so many times over: exactly one goes, and all others are told who."""

import multiprocessing
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import repeat
from multiprocessing.synchronize import Barrier
from time import perf_counter
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from fieldapp import create_app
from fieldapp import db as database
from fieldapp.db import db
from fieldapp.domain.assignment import Assignment
from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import Item
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.emergency import raise_emergency
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.people import Duty, Person, Role
from fieldapp.domain.peril import Peril
from fieldapp.domain.premises import Branch, Site
from fieldapp.web import session as sign_in
from tests.builders import a_person, a_room, an_owner, chen, the_branch, the_site
from tests.databases import Browser, TestedSettings
from tests.jobs import a_line, an_item, an_order, the_catalogue, the_procedure

PEOPLE, PROCESSES = 50, 5
EACH = PEOPLE // PROCESSES
PATIENT = 30_000  # milliseconds that a press waits for those before it; a phone would send it again
FORKED = multiprocessing.get_context("forkserver")


@dataclass(frozen=True)
class Race:
    """What they run for: the emergencies, one after the other, and who they are."""

    database_url: str
    dispatches: list[UUID]
    runners: list[tuple[UUID, str]]  # a person, and the cookie of their phone


@dataclass
class Heard:
    """What came back, for each emergency in its order."""

    verdicts: list[Counter[str]] = field(default_factory=list)
    winners: list[list[UUID]] = field(default_factory=list)
    told: list[list[str]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    def __add__(self, other: "Heard") -> "Heard":
        return Heard(
            [one + two for one, two in zip(self.verdicts, other.verdicts, strict=True)],
            [one + two for one, two in zip(self.winners, other.winners, strict=True)],
            [one + two for one, two in zip(self.told, other.told, strict=True)],
            [max(one, two) for one, two in zip(self.seconds, other.seconds, strict=True)],
        )


def prepared(database_url: str, times: int) -> Race:
    """A branch with fifty technicians on duty, and so many emergencies."""
    app = app_of(database_url)
    with app.app_context():
        item = an_item()
        people = [a_person(f"t{nth:02}", Role.TECHNICIAN, name=f"师傅{nth:02}") for nth in range(PEOPLE)]
        desk, branch, site = chen(), the_branch(), the_site()
        for thing in (branch, site, desk, *people, the_catalogue(item), the_procedure()):
            db.session.add(thing)
            db.session.flush()
        now = datetime.now(UTC)
        begins, ends = now - timedelta(hours=1), now + timedelta(hours=8)
        db.session.add_all(Duty(id=new_id(), person_id=one.id, begins_at=begins, ends_at=ends) for one in people)
        dispatches = [_raised(branch, site, item, desk, nth) for nth in range(times)]
        db.session.commit()
        ids = [one.id for one in people]
        db.session.remove()
    # Each in a request of its own, with nobody of the last one in it.
    runners = [(person_id, _cookie(app, person_id)) for person_id in ids]
    with app.app_context():
        db.engine.dispose()
    return Race(database_url, dispatches, runners)


def run(race: Race) -> Heard:
    """Five processes with ten people each press together, emergency after emergency."""
    groups = [race.runners[nth * EACH : (nth + 1) * EACH] for nth in range(PROCESSES)]
    with FORKED.Pool(PROCESSES, _stand_in_line, [FORKED.Barrier(PROCESSES)]) as pool:
        heard = pool.starmap(press_together, [(race, group) for group in groups], chunksize=1)
    return sum(heard[1:], heard[0])


def press_together(race: Race, group: list[tuple[UUID, str]]) -> Heard:
    """Ten of the fifty: they wait for the other forty before each press."""
    database.WAIT_FOR_WRITERS = PATIENT
    app, heard = app_of(race.database_url), Heard()
    phones = [(person, _browser(app, cookie)) for person, cookie in group]
    with ThreadPoolExecutor(EACH) as thumbs:
        for dispatch in race.dispatches:
            press_together.line.wait(timeout=300)
            begun = perf_counter()
            answers = thumbs.map(_take, phones, repeat(dispatch))
            receipts = list(zip((person for person, _ in phones), answers, strict=True))
            heard.seconds.append(perf_counter() - begun)
            heard.verdicts.append(Counter(receipt["verdict"] for _, receipt in receipts))
            heard.winners.append([person for person, receipt in receipts if receipt["verdict"] == "applied"])
            heard.told.append([receipt["message"] for _, receipt in receipts if receipt["verdict"] == "superseded"])
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    return heard


def faults(race: Race, heard: Heard) -> list[str]:
    """What did not hold, in words: none is what everybody hopes for."""
    app = app_of(race.database_url)
    with app.app_context():
        names = {row.id: row.name for row in db.session.execute(select(Person.id, Person.name))}
        stored = {row.id: row for row in db.session.execute(select(Dispatch.id, Dispatch.taken_by_id, Order.holder_id)
                  .join(Order, Order.id == Dispatch.order_id))}  # fmt: skip
        given = Counter(db.session.scalars(select(Assignment.order_id)))
        found = [
            f"{nth}: {what}"
            for nth, dispatch in enumerate(race.dispatches)
            for what, holds in _claims(heard, nth, stored[dispatch], names).items()
            if not holds
        ]
        db.session.remove()
        db.engine.dispose()
    return found + [f"{order} was given {count} times" for order, count in given.items() if count != 1]


def table(heard: dict[str, Heard]) -> str:
    """For each engine: how often, who won, and how long the last of the fifty waited."""
    lines = [
        "| engine | times | winners | told who | slowest of fifty, median | slowest of all |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for engine, one in heard.items():
        slow = sorted(one.seconds)
        told, winners = sum(map(len, one.told)), sum(map(len, one.winners))
        lines.append(
            f"| {engine} | {len(slow)} | {winners} | {told} | {slow[len(slow) // 2]:.2f} s | {slow[-1]:.2f} s |"
        )
    return "\n".join(lines) + "\n"


def app_of(database_url: str) -> Flask:
    """An app of its own, with a connection for each of its ten."""
    return create_app(
        TestedSettings(database_url=database_url, secret_key="test", public_url="http://localhost", threads=EACH)
    )


def _claims(heard: Heard, nth: int, stored: Any, names: dict[UUID, str]) -> dict[str, bool]:
    winners, verdicts, told = heard.winners[nth], heard.verdicts[nth], heard.told[nth]
    name = names[winners[0]] if winners else "?"
    return {
        f"{len(winners)} winners": len(winners) == 1,
        f"verdicts {dict(verdicts)}": verdicts == {"applied": 1, "superseded": PEOPLE - 1},
        "somebody was not told who goes": all(name in words for words in told),
        "another one is stored": winners == [stored.taken_by_id] == [stored.holder_id],
    }


def _raised(branch: Branch, site: Site, item: Item, desk: Person, nth: int) -> UUID:
    owner, now = an_owner(a_room("3栋", str(1000 + nth))), datetime.now(UTC)
    order = an_order(owner, a_line(item), urgent=True, received_at=now, by=desk)
    order.branch, order.site = branch, site
    db.session.add(order)
    db.session.flush()
    act = Act.here(by_id=desk.id, now=now)
    return raise_emergency(db.session(), order, act, peril=Peril.WATER).id


def _cookie(app: Flask, person_id: UUID) -> str:
    with app.test_request_context(method="POST"):
        sign_in.begin(db.session.get_one(Person, person_id))
        return str(app.session_interface.get_signing_serializer(app).dumps(dict(sign_in.session)))


def _browser(app: Flask, cookie: str) -> FlaskClient:
    browser = Browser(app, app.response_class)
    browser.set_cookie(app.config["SESSION_COOKIE_NAME"], cookie)
    return browser


def _take(phone: tuple[UUID, FlaskClient], dispatch: UUID) -> dict[str, str]:
    person, browser = phone
    at = datetime.now(UTC).isoformat()
    press = {"id": str(new_id()), "seq": 1, "v": 1, "visit": None, "verb": "take", "at": at, "base": None}
    press |= {"by": str(person), "data": {"dispatch": str(dispatch)}}
    call = {"device": str(new_id()), "sent_at": at, "pending": {"min_seq": 1, "count": 1, "tray": 0}, "discarded": []}
    call |= {"storage": {"usage": 0, "quota": 0, "persisted": True}, "commands": [press]}
    for _ in range(5):  # as a phone does when the server is busy
        answer = browser.post("/my/sync", json=call, headers={"X-Sync-Protocol": "1"})
        if answer.status_code == 200:
            receipt: dict[str, str] = answer.json["receipts"][0]
            return receipt
    return {"verdict": answer.status, "message": ""}


def _stand_in_line(line: Barrier) -> None:
    press_together.line = line
