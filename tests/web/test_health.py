"""What those who watch over the server ask."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from fieldapp import create_app
from fieldapp.clock import now
from fieldapp.config import Settings
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.heartbeat import Heartbeat


def test_the_process_lives(client):
    answer = client.get("/healthz")
    assert answer.status_code == 200 and answer.text.strip() == "ok"


@pytest.mark.both_engines
def test_it_is_ready_when_the_database_is_at_this_version_and_a_worker_lives(client, save):
    save(a_heartbeat(now()))
    assert client.get("/readyz").status_code == 200


@pytest.mark.both_engines
def test_it_is_not_ready_while_the_worker_is_silent(client, save):
    answer = client.get("/readyz")
    assert answer.status_code == 503 and "worker" in answer.text

    save(a_heartbeat(now() - timedelta(minutes=1)))
    assert client.get("/readyz").status_code == 503


@pytest.mark.both_engines
def test_it_is_not_ready_with_the_tables_of_another_version(app, client):
    with app.app_context():
        db.session.execute(text("DELETE FROM alembic_version"))
        db.session.commit()
    answer = client.get("/readyz")
    assert answer.status_code == 503 and "migrations" in answer.text


def a_heartbeat(beat_at: datetime) -> Heartbeat:
    return Heartbeat(id=new_id(), name="here 1", started_at=beat_at, beat_at=beat_at)


def test_it_is_not_ready_without_its_database(tmp_path):
    app = create_app(Settings(database_url=f"sqlite:///{tmp_path}", secret_key="test"))  # a folder, not a file
    answer = app.test_client().get("/readyz")
    assert answer.status_code == 503 and "database" in answer.text
