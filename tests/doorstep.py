"""Li at Ms Wang's door: a stored visit, as far along as a test asks, and what the owner sees of it."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from fieldapp.db import db
from fieldapp.domain.line import Line
from fieldapp.domain.people import Language
from fieldapp.domain.signature import Signature
from fieldapp.domain.visit import Visit
from tests.builders import a_room, an_owner, chen, li, the_branch, the_site, zhao
from tests.jobs import COURSE, DRAWN, a_line, a_visit, an_item, an_order, press, the_catalogue, the_procedure
from tests.pages import form_of


class Doorstep:
    """The scene, and the phone that Li holds out to the owner."""

    def __init__(self, app: Flask, save: Callable[..., Any], signed_in: Callable[[str], FlaskClient]) -> None:
        self.app, self.save = app, save
        self.item = an_item()
        self.branch, self.site, self.li, self.zhao, self.chen = the_branch(), the_site(), li(), zhao(), chen()
        save(self.branch, self.site, self.li, self.zhao, self.chen, the_catalogue(self.item), the_procedure())
        self.doors = count(503)
        self.phone, self.others_phone = signed_in("li"), signed_in("zhao")

    def visit(self, until: str, *lines: Line, language: Language = Language.CHINESE) -> UUID:
        """A stored visit after this step of the course."""
        owner = an_owner(a_room("3栋", str(next(self.doors))), language=language)
        order = an_order(owner, *(lines or [a_line(self.item)]), by=self.chen)
        order.branch, order.site = self.branch, self.site
        self.save(order)
        visit = a_visit(order, technician=self.li)
        visit.marks, visit.tests, visit.photos = [], [], []
        self.save(visit)  # what is agreed and signed hangs on a visit that is stored already
        for step in COURSE[: COURSE.index(until) + 1]:
            press(visit, step)
        self.save(visit)
        return visit.id

    def shown(self, visit_id: UUID, query: str = "") -> str:
        """The page that the phone shows now."""
        page = self.phone.get(f"/my/visits/{visit_id}{query}")
        assert page.status_code == 200, page.text
        return page.text

    def press(self, visit_id: UUID, verb: str, **said: str) -> TestResponse:
        """Press the button of this verb on the page that is shown, with what the owner chose."""
        return self.send(visit_id, form_of(self.shown(visit_id), verb) | said)

    def send(self, visit_id: UUID, form: dict[str, str]) -> TestResponse:
        """Send a form of the page as it is."""
        return self.phone.post(f"/my/visits/{visit_id}/commands", data=form)

    def sign(self, visit_id: UUID, **said: str) -> TestResponse:
        """The owner draws and agrees, unless the test says otherwise."""
        form = form_of(self.shown(visit_id), "sign", answer="agreed") | {"strokes": json.dumps(DRAWN)}
        return self.send(visit_id, form | said)

    def stored(self, visit_id: UUID) -> Visit:
        """The visit as it is stored, with its price and signature."""
        with self.app.app_context():
            visit = db.session.get_one(Visit, visit_id)
            db.session.refresh(visit, ["order", "agreement", "signature", "photos"])
            db.session.refresh(visit.order, ["lines"])
            return visit

    def change(self, what: Callable[[Signature], None]) -> None:
        """Do something to the one signature that is stored."""
        with self.app.app_context():
            what(db.session.scalars(select(Signature)).one())
            db.session.commit()
