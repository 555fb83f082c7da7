"""The promises of fieldapp/db.py, on both engines."""

from contextlib import nullcontext
from time import sleep

import pytest
from sqlalchemy import select, update

from fieldapp.db import Busy, WroteWhileReading, db
from tests.adapters.conftest import COUNTER, post

pytestmark = pytest.mark.both_engines


def test_a_get_cannot_write(counting):
    with pytest.raises(WroteWhileReading):
        counting.test_client().get("/counter")


def test_a_post_can(counting):
    assert post(counting, "/counter").text == "1"


def test_after_its_commit_a_request_only_reads(counting):
    with pytest.raises(WroteWhileReading):
        post(counting, "/twice/unannounced")


def test_a_queue_of_commands_may_write_again(counting):
    assert post(counting, "/twice/announced").text == "2"


def test_outside_a_request_a_session_writes(counting):
    with counting.app_context():
        db.session.execute(update(COUNTER).values(n=5))
        db.session.commit()
        db.session.execute(update(COUNTER).values(n=6))
        db.session.commit()
        assert db.session.scalar(select(COUNTER.c.n)) == 6


def test_waiting_too_long_for_another_is_being_busy(counting):
    with counting.app_context(), db.engine.begin() as other:
        other.execute(update(COUNTER).values(n=1))
        with pytest.raises(Busy):
            write_impatiently()


def test_a_transaction_that_stood_still_is_taken_back_by_postgresql_and_that_is_being_busy(counting):
    with counting.app_context(), db.engine.connect() as connection:
        sqlite = db.engine.dialect.name == "sqlite"
        connection.exec_driver_sql("SELECT 1" if sqlite else "SET LOCAL idle_in_transaction_session_timeout = 20")
        sleep(0.3)
        with nullcontext() if sqlite else pytest.raises(Busy):
            connection.execute(select(COUNTER.c.n))


def write_impatiently() -> None:
    with db.engine.connect() as connection:
        driver = connection.connection.dbapi_connection
        sqlite = db.engine.dialect.name == "sqlite"
        driver.execute("PRAGMA busy_timeout=50" if sqlite else "SET lock_timeout = 50")
        if not sqlite:
            driver.commit()
        try:
            connection.execute(update(COUNTER).values(n=2))
        finally:
            connection.invalidate()
