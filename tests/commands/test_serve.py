"""`fieldapp serve` refuses to open a door that is not ready."""

from contextlib import nullcontext
from importlib import import_module

import pytest
from click.testing import Result
from flask import Flask
from granian.server import Server

from fieldapp.commands import fieldapp
from fieldapp.db import db
from fieldapp.domain.people import Role
from fieldapp.passwords import hashed
from tests.builders import a_person, the_branch


@pytest.fixture
def opened(app: Flask, monkeypatch) -> list[Server]:
    """The servers that would have been started."""
    servers: list[Server] = []
    monkeypatch.setattr(Server, "serve", lambda server: servers.append(server))
    serving = import_module("fieldapp.commands.serve")  # the package calls the command by the same name
    monkeypatch.setattr(serving, "worker_beside", lambda *_: nullcontext())
    app.config["PORT"] = 0  # any that is free
    return servers


def test_it_serves_when_all_is_set(app, opened):
    assert serve(app).exit_code == 0
    assert opened[0].blocking_threads == app.config["THREADS"]


def test_what_was_looked_at_before_keeps_nobody_from_writing(app, opened, monkeypatch):
    monkeypatch.setattr(Server, "serve", lambda server: opened.append(db.engine.pool.checkedout()))
    assert serve(app).exit_code == 0
    assert opened == [0], "an open transaction is the only writer, for as long as the server lives"


@pytest.mark.parametrize("name", ["SECRET_KEY", "PUBLIC_URL"])
def test_it_refuses_without(app, opened, name):
    app.config[name] = ""

    outcome = serve(app)

    assert outcome.exit_code == 1 and f"FIELDAPP_{name}" in outcome.stderr and not opened


def test_it_refuses_while_a_demo_password_works(app, save, opened):
    save_with_demo_password(app, save)

    outcome = serve(app)

    assert outcome.exit_code == 1 and "'desk'" in outcome.stderr and not opened


def test_a_demonstration_may_keep_them(app, save, opened):
    save_with_demo_password(app, save)
    app.config["DEMO"] = True

    assert serve(app).exit_code == 0
    assert opened


def save_with_demo_password(app: Flask, save) -> None:
    desk = a_person("desk", Role.DESK)
    desk.password_hash = hashed(app.config["DEMO_PASSWORD"])
    save(the_branch(), desk)


def serve(app: Flask) -> Result:
    return app.test_cli_runner().invoke(fieldapp, ["serve"])
