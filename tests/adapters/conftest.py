"""A counter to fight over, on the app's own database."""

import pytest
from flask import Blueprint, Flask
from sqlalchemy import Column, Integer, MetaData, Table, insert, select, update
from werkzeug.test import TestResponse

from fieldapp.db import db, write_again
from fieldapp.web.guard import open_to_all

COUNTER = Table("counter_of_the_tests", MetaData(), Column("n", Integer, nullable=False))


@pytest.fixture
def counting(app: Flask) -> Flask:
    """The app with a counter that stands at nought, and screens that use it."""
    with app.app_context(), db.engine.begin() as connection:
        COUNTER.create(connection)
        connection.execute(insert(COUNTER).values(n=0))

    screens = Blueprint("counter", __name__)
    screens.before_request(open_to_all())

    @screens.route("/counter", methods=["GET", "POST"])
    def add_one() -> str:
        n = db.session.scalar(select(COUNTER.c.n))
        db.session.execute(update(COUNTER).values(n=n + 1))
        db.session.commit()
        return str(db.session.scalar(select(COUNTER.c.n)))

    @screens.post("/twice/<again>")
    def add_two(again: str) -> str:
        add_one()
        if again == "announced":
            write_again()
        return add_one()

    app.register_blueprint(screens)
    return app


def post(app: Flask, path: str) -> TestResponse:
    return app.test_client().post(path, headers={"Sec-Fetch-Site": "same-origin"})
