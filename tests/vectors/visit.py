"""Writes visit.json: what becomes of a visit, press by press, by the domain's own rules.

The phone must come to the same.

    .venv/bin/python -m tests.vectors.visit

For each press: which view stands then, how the rail stands, what holds, what it is called, and the documents that would
be agreed and signed, byte for byte.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask

from fieldapp import create_app
from fieldapp.config import Settings
from fieldapp.domain.catalogue import Item
from fieldapp.domain.document import price_document, sha256, work_document
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Kind
from fieldapp.domain.people import Language
from fieldapp.domain.shown import shown_in
from fieldapp.domain.signature import PriceAgreement, PriceAnswer
from fieldapp.domain.verbs import VERBS
from fieldapp.domain.visit import Visit
from fieldapp.web.bill import BillRow, bill, changes
from fieldapp.web.language import speak
from fieldapp.web.technician.catalogue import plain_item
from fieldapp.web.technician.facts import FACTS, holds
from fieldapp.web.technician.visit_page import VisitPage
from fieldapp.web.trials import tried
from tests.builders import NOW
from tests.jobs import DRAWN, a_line, a_visit, an_order, the_procedure
from tests.vectors.courses import COURSES, ERRANDS, FIRST, ITEMS, VALVE, Plain, name

FILE = Path(__file__).with_suffix(".json")


class Catalogue:
    """Finds items as a session does, and takes in what a verb adds."""

    def get(self, _kind: type[Item], item_id: UUID) -> Item | None:
        return ITEMS.get(item_id)

    def add(self, thing: Any) -> None:
        """A question, which is no part of the visit."""


@dataclass(frozen=True)
class Page(VisitPage):
    """A visit's page that knows by heart what was agreed."""

    said: list[PriceAgreement] = field(default_factory=list)

    @property
    def agreed(self) -> PriceAgreement | None:
        found = [each for each in self.said if each.answer is PriceAnswer.AGREED]
        return found[-1] if found else None

    @property
    def photos_here(self) -> set[str]:
        return set()

    @property
    def turned(self) -> None:
        return


def the_app() -> Flask:
    """An app that has words and addresses; its database is never asked."""
    return create_app(Settings(database_url="sqlite:////dev/null"))


def written(app: Flask | None = None) -> str:
    """The file's text."""
    with (app or the_app()).test_request_context("/"):
        items, courses = [plain_item(item) for item in ITEMS.values()], list(_courses())
    # A line for each press, so that a difference can be read.
    told = ",\n".join(
        f'{{"name": {_json(course["name"])}, "base": {_json(course["base"])}, "steps": [\n'
        + ",\n".join(_json(step) for step in course["steps"])
        + "\n]}"
        for course in courses
    )
    return f'{{"items": {_json(items)},\n"courses": [\n{told}\n]}}\n'


def _json(told: Any) -> str:
    return json.dumps(told, ensure_ascii=False, default=str, separators=(",", ":"))


def _courses() -> Iterator[Plain]:
    for title, presses in COURSES.items():
        visit = _visit(ERRANDS.get(title, Kind.REPAIR))
        answers: list[PriceAgreement] = []
        base = _page(visit, answers).model | {"shown": {"zh": _as_shown(visit)}}
        yield {"name": title, "base": base, "steps": list(_steps(visit, presses, answers))}


def _as_shown(visit: Visit) -> Plain:
    """In Chinese, under words that never change here."""
    return shown_in(visit, Language.CHINESE) | {"words_sha256": "0" * 64}


def _visit(kind: Kind) -> Visit:
    line = a_line(VALVE)
    line.id = UUID(FIRST)
    order = an_order(None, line)
    order.kind, order.department, order.errand = kind, kind.department, []
    order.serial = 231
    visit = a_visit(order)
    visit.id, order.id = UUID(name(8)), UUID(name(9))
    visit.marks, visit.tests, visit.photos = [], [], []
    return visit


def _steps(visit: Visit, presses: list[tuple[str, Plain]], answers: list[PriceAgreement]) -> Iterator[Plain]:
    for nth, (verb, data) in enumerate(presses, start=1):
        at = NOW + timedelta(minutes=nth)
        data = data | _shown(visit, verb, nth)
        rule = VERBS[verb]
        rule.press(Catalogue(), visit, Act.here(by_id=visit.technician_id, now=at), rule.data.model_validate(data))
        if verb == "price" and visit.agreement:
            answers.append(visit.agreement)
        yield {"command": {"verb": verb, "data": data, "at": at.isoformat(), "state": "waiting"}} | _told(
            visit, answers, at
        )


def _shown(visit: Visit, verb: str, nth: int) -> Plain:
    """What the page adds to what was pressed."""
    if verb == "price":
        document = price_document(visit.order, visit)
        version = document["catalogue_version"]
        return {"total_fen": document["total_fen"], "catalogue_version": version, "document_sha256": sha256(document)}
    if verb == "sign":
        document = work_document(visit.order, visit)
        return {
            "signature": name(100 + nth),
            "purpose": "work",
            "document": document,
            "document_sha256": sha256(document),
            "strokes": DRAWN,
            "signer": "王秀英",
            "relation": "owner",
            "copy_token": "0" * 32,
        }
    return {}


def _told(visit: Visit, answers: list[PriceAgreement], at: datetime) -> Plain:
    page = _page(visit, answers, at)
    document = price_document(visit.order, visit)
    agreed = None if visit.price_stands or page.agreed is None else page.agreed.document
    told: Plain = {
        "views": {f"{step}|{door}": _view(visit, answers, at, step, door) for step, door in ASKED},
        "rail": [[each.key, each.standing] for each in page._rail],
        "facts": sorted(fact for fact in FACTS if holds(page, fact)),
        "price": sha256(document),
        "work": sha256(work_document(visit.order, visit) | _as_shown(visit)),
    }
    for language in Language:
        speak(language)
        rows = changes(agreed, document) if agreed else bill(document)
        told[language.value[:2]] = {
            "title": visit.order.title(language),
            "bill": [_row(row) for row in rows],
            "tried": tried(work_document(visit.order, visit)),
        }
    speak(Language.CHINESE)
    return told


ASKED = [("", ""), ("look", ""), ("test", ""), ("sign", ""), ("enter", ""), ("", "opened"), ("", "nobody")]


def _view(visit: Visit, answers: list[PriceAgreement], at: datetime, step: str, door: str) -> list[str]:
    page = Page(visit, the_procedure().steps, at, asked_for=step, door=door, said=answers)
    return [page.view, page.stage]


def _row(row: BillRow) -> Plain:
    return {"name": row.name, "how": row.how, "sum": row.sum_fen, "was": row.was_fen, "kind": row.kind}


def _page(visit: Visit, answers: list[PriceAgreement], at: datetime = NOW) -> Page:
    return Page(visit, the_procedure().steps, at, said=answers)


if __name__ == "__main__":
    FILE.write_text(written(), encoding="utf-8")
