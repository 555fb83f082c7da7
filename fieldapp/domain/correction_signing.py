"""The owner's answer to a correction: signed it is in force and the order follows it, else all stays as it was."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from fieldapp.domain.base import Fen, Milli, RuleBroken
from fieldapp.domain.catalogue import RECKONED, Item, Materials, PriceKind
from fieldapp.domain.correcting import facts_of
from fieldapp.domain.correction_notice import tell_of_answer
from fieldapp.domain.document import Document
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line
from fieldapp.domain.order import Order
from fieldapp.domain.order_correction import Ending, OrderCorrection
from fieldapp.domain.signature import COPY_LASTS, Purpose, Relation, Signature, SignatureAnswer, Strokes


class Where(StrEnum):
    """On whose screen the owner answered."""

    LINK = "link"
    DESK = "desk"
    TECHNICIAN = "technician"


@dataclass(frozen=True, slots=True)
class Given:
    """What the owner gave: an answer under exactly this document."""

    signature: UUID  # its id: given twice it is one
    shown_sha256: str
    answer: SignatureAnswer
    strokes: Strokes
    signer: str
    relation: Relation
    reason: str = ""


def answer_correction(
    session: Session, order: Order, correction: OrderCorrection, act: Act, given: Given, *, where: Where
) -> Signature | None:
    """Keep the answer. Both documents and both signatures stay. None: this very answer is kept already.

    The order comes with its lines, and both are held. Raises RuleBroken ``correction.over``,
    ``signature.document_changed``, ``correction.agree_or_not``, or what a signature raises.
    """
    if correction.signature_id == given.signature:
        return None
    correction.require_open()
    if given.shown_sha256 != correction.document_sha256:
        raise RuleBroken("signature.document_changed")
    if given.answer is SignatureAnswer.UNABLE:
        raise RuleBroken("correction.agree_or_not")
    signature = _signature(correction, act, given)
    signature.check()
    session.add(signature)
    session.flush()
    agreed = given.answer is SignatureAnswer.AGREED
    correction.end(Ending.AGREED if agreed else Ending.DISAGREED, by_id=act.by_id, at=act.at)
    correction.signature_id = signature.id
    if agreed:
        put_in_force(session, order, correction, act)
    facts = facts_of(correction) | {"answer": given.answer.value, "relation": given.relation.value}
    order.record(
        act, "correction_answered", why=signature.reason, visit_id=correction.visit_id, where=where.value, **facts
    )
    tell_of_answer(order, correction, act, agreed=agreed)
    return signature


def put_in_force(session: Session, order: Order, correction: OrderCorrection, act: Act) -> None:
    """The lines are those of the signed version from now on, and what is due follows its total (4.1.2).

    What was paid stays in the books as it is: what is over is given back, and what is missing taken, by new entries.
    """
    document = correction.contents
    told = {UUID(line["line"]): line for line in document["lines"]}
    for line in order.standing_lines:
        if line.id not in told:
            line.drop(at=act.at)
    known = {line.id: line for line in order.lines}
    for id, line in told.items():
        if id in known:
            _take_over(known[id], line, act)
        else:
            order.put(_new_line(session, id, line, correction, act))
    order.retell()
    if order.dues.owed_fen == 0:
        order.due_at = act.at
    order.due_fen = correction.total_fen


def _signature(correction: OrderCorrection, act: Act, given: Given) -> Signature:
    return Signature(
        id=given.signature,
        visit_id=correction.visit_id,
        order_id=correction.order_id,
        purpose=Purpose.WORK,
        document=correction.document,
        document_sha256=correction.document_sha256,
        strokes=given.strokes,
        signer=given.signer.strip(),
        relation=given.relation,
        answer=given.answer,
        reason=given.reason.strip(),
        at=act.at,
        copy_token=correction.token,
        copy_until=act.received_at + COPY_LASTS,
        differs=False,
    )


def _take_over(line: Line, told: Document, act: Act) -> None:
    line.dropped_at = None
    line.quantity_milli, line.unit_price_fen = Milli(told["quantity_milli"]), Fen(told["unit_price_fen"])
    line.minimum_fen, line.materials_fen = Fen(told["minimum_fen"]) or None, Fen(told["materials_fen"])
    line.warranty = bool(told["warranty"])
    if line.waits_for_answer and not told["waits_for_answer"]:
        line.answered_at = act.at


def _new_line(session: Session, id: UUID, told: Document, correction: OrderCorrection, act: Act) -> Line:
    item_id = correction.items.get(str(id))
    item = session.get(Item, UUID(item_id)) if item_id else None
    line = Line(
        id=id,
        item_id=item.id if item else None,
        name_zh=told["name_zh"],
        name_en=told["name_en"],
        unit_zh=told["unit_zh"],
        unit_en=told["unit_en"],
        price_kind=PriceKind(told["price_kind"]),
        materials=Materials(told["materials"]),
        minutes=item.minutes_for(told["quantity_milli"]) if item else RECKONED,
        asked_at=None if item else act.at,
    )
    _take_over(line, told, act)
    return line
