"""Li's day: jobs at doors, his phone, and another technician's phone."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from fieldapp.db import db
from fieldapp.domain.catalogue import Item
from fieldapp.domain.command import Receipt
from fieldapp.domain.journal import Entry
from fieldapp.domain.line import Line
from fieldapp.domain.mark import StepMark
from tests.builders import NOW, a_room, an_owner
from tests.doorstep import Doorstep
from tests.jobs import COURSE, a_line, a_visit, an_item, an_order, press
from tests.pages import form_of

HTMX = {"HX-Request": "true"}


class Day(Doorstep):
    """What Li has to do today, and what is kept of it."""

    def item_of(self, code: str, name_zh: str, name_en: str, **more: Any) -> Item:
        """One more item of the catalogue."""
        item = an_item(code, name_zh, name_en, **more)
        self.save(item)
        return item

    def job(
        self,
        *lines: Line,
        until: str = "",
        wanted_from: datetime | None = NOW,
        urgent: bool = False,
        door: str = "",
        surname: str = "王",
    ) -> UUID:
        """A stored visit of Li's, assigned, wanted from ten to eleven unless the test says otherwise."""
        owner = an_owner(a_room("3栋", door or str(next(self.doors))), surname=surname)
        order = an_order(owner, *(lines or [a_line(self.item)]), by=self.chen, wanted_from=wanted_from, urgent=urgent)
        order.branch, order.site = self.branch, self.site
        self.save(order)
        visit = a_visit(order, technician=self.li)
        visit.marks, visit.tests, visit.photos = [], [], []
        self.save(visit)
        self.alter(visit, lambda: [press(visit, step) for step in COURSE[: COURSE.index(until) + 1]] if until else None)
        return visit.id

    def alter(self, thing: Any, change: Callable[[], Any]) -> None:
        """Change something that is stored, and store it again."""
        with self.app.app_context():
            db.session.add(thing)
            change()
            db.session.commit()

    def jobs(self, count: int) -> None:
        """So many more, of one owner."""
        owner = an_owner(a_room("9栋", "101"))
        orders = [an_order(owner, a_line(self.item), by=self.chen) for _ in range(count)]
        for order in orders:
            order.branch, order.site = self.branch, self.site
        with self.app.app_context():
            db.session.add_all([self.branch, self.site, self.li, *orders])
            db.session.add_all(a_visit(order, technician=self.li) for order in orders)
            db.session.commit()

    def press_at(self, visit_id: UUID, query: str, verb: str, **said: str) -> Any:
        """Press the button of this verb on the page with this query."""
        return self.send(visit_id, form_of(self.shown(visit_id, query), verb) | said)

    def by_htmx(self, visit_id: UUID, form: dict[str, str]) -> Any:
        """Send a form as the page's script does."""
        return self.phone.post(f"/my/visits/{visit_id}/commands", data=form, headers=HTMX)

    def entries(self, what: str) -> list[Entry]:
        """What the journal says under this word."""
        with self.app.app_context():
            return list(db.session.scalars(select(Entry).where(Entry.what == what).order_by(Entry.id)))

    def marks(self, visit_id: UUID) -> list[StepMark]:
        """What was ticked, in the order of time."""
        with self.app.app_context():
            asked = select(StepMark).where(StepMark.visit_id == visit_id).order_by(StepMark.at, StepMark.id)
            return list(db.session.scalars(asked))

    def receipts(self) -> int:
        """How many commands were kept."""
        with self.app.app_context():
            return db.session.scalar(select(func.count()).select_from(Receipt)) or 0


@pytest.fixture
def day(app: Flask, save: Callable[..., Any], signed_in: Callable[[str], FlaskClient], tmp_path: Path) -> Iterator[Day]:
    """Li's phone at 10:41."""
    app.config["BLOBS"] = str(tmp_path / "blobs")
    with time_machine.travel(NOW, tick=False):
        yield Day(app, save, signed_in)
