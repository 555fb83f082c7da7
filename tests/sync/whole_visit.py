"""A whole visit as a phone without signal writes it down: twelve presses, from taking the job to leaving."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.document import canonical, price_document, sha256, work_document
from fieldapp.domain.mark import Trial, TrialMark
from fieldapp.domain.people import Language
from fieldapp.domain.shown import shown_in
from fieldapp.domain.visit_sheet import visit_at_work
from tests.builders import NOW
from tests.jobs import DRAWN

Document = dict[str, Any]
Spoil = Callable[[Document], Document]


def whole_visit(scene: Any, phone: Any, visit: UUID, *, spoil: Spoil | None = None) -> list[Any]:
    """The presses, in their order; ``spoil`` changes what is signed."""
    return [
        phone.press(visit, "accept"),
        phone.press(visit, "set_out"),
        phone.press(visit, "arrive"),
        phone.press(visit, "step", key="covers", result="done"),
        phone.press(visit, "ring", attempt=1),
        phone.press(visit, "enter", answer="come_in"),
        price(scene, phone, visit),
        phone.press(visit, "step", key="mat", result="done"),
        phone.press(visit, "step", key="work", result="done"),
        phone.press(visit, "test", key="tap", good=True, remark=""),
        sign(scene, phone, visit, spoil=spoil),
        phone.press(visit, "complete"),
    ]


def price(scene: Any, phone: Any, visit: UUID) -> Any:
    """The owner agrees to the price as the phone shows it."""
    document = _document(scene, visit, price_document)
    return phone.press(
        visit,
        "price",
        total_fen=document["total_fen"],
        catalogue_version=document["catalogue_version"],
        document_sha256=sha256(document),
        answer="agreed",
        reason="",
    )


def sign(scene: Any, phone: Any, visit: UUID, *, spoil: Spoil | None = None) -> Any:
    """The owner signs what the phone shows: one tap was tried, and was good."""
    document = _document(scene, visit, _in_chinese)
    if spoil is not None:
        document = spoil(document)
    try:
        digest = sha256(document)
    except ValueError:
        digest = "f" * 64
    return phone.press(
        visit,
        "sign",
        signature=str(new_id()),
        purpose="work",
        document=document,
        document_sha256=digest,
        strokes=DRAWN,
        signer="王秀英",
        relation="owner",
        answer="agreed",
        reason="",
        copy_token=new_id().hex,
    )


def _in_chinese(order: Any, visit: Any) -> Document:
    return work_document(order, visit) | shown_in(visit, Language.CHINESE)


def _document(scene: Any, visit_id: UUID, make: Callable[[Any, Any], Document]) -> Document:
    with scene.app.app_context():
        visit = db.session.scalars(visit_at_work(visit_id)).one()
        db.session.expunge_all()
        if not visit.tests:
            visit.tests = [TrialMark(id=new_id(), key=Trial.TAP, good=True, remark="", at=NOW)]
        document = make(visit.order, visit)
        assert canonical(document)
        return document
