"""The sheet that is only read says the same as the one that is worked on."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import inspect

from fieldapp.db import db
from fieldapp.domain.visit_sheet import visit_at_work
from fieldapp.domain.visit_to_read import visit_to_read
from tests.jobs import COURSE

pytestmark = pytest.mark.both_engines

ONE, MANY = ("technician", "agreement", "signature"), ("marks", "tests", "photos")


def columns(thing: Any) -> dict[str, Any] | None:
    return thing and {attribute.key: getattr(thing, attribute.key) for attribute in inspect(type(thing)).column_attrs}


def said(visit: Any) -> dict[str, Any]:
    order = visit.order
    return {
        "visit": columns(visit),
        "order": columns(order),
        "lines": [columns(line) for line in order.lines],
        **{name: columns(getattr(order, name)) for name in ("branch", "site", "room", "owner")},
        **{name: columns(getattr(visit, name)) for name in ONE},
        **{name: [columns(each) for each in getattr(visit, name)] for name in MANY},
    }


@pytest.mark.parametrize("until", ["", COURSE[-1]], ids=["assigned", "signed"])
def test_all_of_it_is_the_same(day, until):
    visit_id = day.job(until=until)
    with day.app.app_context():
        at_work = db.session.scalars(visit_at_work(visit_id)).one()
        to_read = visit_to_read(db.session.connection(), visit_id, at_work.technician_id)
        assert said(to_read) == said(at_work)
        assert visit_to_read(db.session.connection(), visit_id, uuid4()) is None
        assert to_read not in db.session
