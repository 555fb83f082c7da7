"""What SQLite needs to be told, so that it neither loses nor forgets."""

import threading

from sqlalchemy import select, text

from fieldapp.db import db
from tests.adapters.conftest import COUNTER, post


def test_eight_at_once_lose_no_update(counting, monkeypatch):
    monkeypatch.setattr("fieldapp.db.WAIT_FOR_WRITERS", 60_000)  # eight in turn take long on a slow machine
    with counting.app_context():
        db.engine.dispose()  # what is open already has the usual patience

    def work() -> None:
        for _ in range(10):
            post(counting, "/counter")

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with counting.app_context():
        assert db.session.scalar(select(COUNTER.c.n)) == 80


def test_sqlite_keeps_what_it_was_told_and_its_foreign_keys(app):
    names = ("journal_mode", "synchronous", "foreign_keys")
    with app.app_context():
        pragmas = {name: db.session.scalar(text(f"PRAGMA {name}")) for name in names}

    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
