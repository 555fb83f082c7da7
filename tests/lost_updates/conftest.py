"""Three orders that Li has, and who fights over them."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from fieldapp.domain.assignment import assign
from tests.builders import MORNING, an_owner, li, sun, the_branch, the_site, zhao
from tests.jobs import PROCEDURE_ID, a_line, an_item, an_order, at, the_catalogue, the_procedure
from tests.lost_updates.press import Shared

AS_IT_IS: dict[str, Any] = {"procedure_id": PROCEDURE_ID, "begins": None, "ends": None}


@pytest.fixture
def crowded(app, save, signed_in, database_url) -> Shared:
    """What is fought over: three orders on one database, Li who has them, and Sun who gives them to others."""
    branch, site, owner, technician, supervisor = the_branch(), the_site(), an_owner(), li(), sun()
    item = an_item()
    save(branch, site, technician, zhao(), supervisor, the_catalogue(item), the_procedure())
    shared = Shared(database_url, {login: cookie_of(app, signed_in(login)) for login in ("li", "sun")})
    for _ in range(3):
        order = an_order(owner, a_line(item), by=supervisor)
        order.branch, order.site = branch, site
        save(order)
        given = assign(order, technician, at(MORNING, supervisor.id), current=None, **AS_IT_IS)
        save(given, order)
        shared.visits[order.id], shared.lines[order.id] = given.visit.id, order.lines[0].id
    return shared


def cookie_of(app: Flask, browser: FlaskClient) -> str:
    return browser.get_cookie(app.config["SESSION_COOKIE_NAME"]).value
