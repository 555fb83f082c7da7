"""The verbs of a visit, version 1: which method of the visit each one presses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from fieldapp.domain import capability, emergency, errand, evidence, on_site, payment, transfer, under_control
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.catalogue import Item
from fieldapp.domain.correction import correct
from fieldapp.domain.course import OVER
from fieldapp.domain.journal import Act
from fieldapp.domain.photo import Photo
from fieldapp.domain.receipt import Receipt
from fieldapp.domain.signed import signature_from
from fieldapp.domain.verb_data import (
    Advance,
    Arrive,
    Ask,
    Correct,
    Data,
    DropLine,
    DropPhoto,
    Enter,
    NoAnswer,
    Note,
    Nothing,
    Payment,
    Price,
    PutLine,
    PutUnderWarranty,
    Ring,
    Sign,
    Spend,
    Stop,
    Strike,
    TakePhoto,
    Tick,
    Transfer,
    TryOut,
    UnderControl,
)
from fieldapp.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: the shape of its data, and what it does."""

    data: type[Data]
    press: Callable[[Session, Visit, Act, Any], None]


def _arrive(session: Session, visit: Visit, act: Act, data: Arrive) -> None:
    visit.arrive(act, place=data.place)
    if visit.order.urgent:
        emergency.at_the_door(session, visit, act)


def _under_control(session: Session, visit: Visit, act: Act, data: UnderControl) -> None:
    under_control.bring_under_control(visit, act, what=data.what)
    if visit.order.urgent:
        emergency.under_control(session, visit, act)


def _put_line(session: Session, visit: Visit, act: Act, data: PutLine) -> None:
    on_site.put_line(visit, act, on_site.told_line(session, visit, act, data))


def _put_under_warranty(session: Session, visit: Visit, act: Act, data: PutUnderWarranty) -> None:
    line = visit.order.line(data.line)
    item = session.get(Item, line.item_id) if line.item_id else None
    on_site.put_under_warranty(visit, act, line=line, item=item, covered=data.covered)


def _ask(session: Session, visit: Visit, act: Act, data: Ask) -> None:
    if act.beside and visit.order.state in OVER:
        return visit.record(act, "ask", why=data.question)  # nobody is to answer it any more
    line = visit.order.line(data.line) if data.line and not act.beside and not visit.is_signed else None
    by_id = act.by_id or visit.technician_id
    return session.add(capability.ask(visit.order, act, id=new_id(), words=data.question, line=line, by_id=by_id))


def _price(session: Session, visit: Visit, act: Act, data: Price) -> None:
    said = visit.answer_price(
        act, answer=data.answer, total_fen=data.total_fen, shown_sha256=data.document_sha256, reason=data.reason
    )
    session.add(said)


def _no_answer(session: Session, visit: Visit, act: Act, data: NoAnswer) -> None:
    new: tuple[datetime | None, datetime | None] = (None, None)
    if data.new_window is not None:
        new = (data.new_window.begins, data.new_window.ends)
    visit.no_answer(act, called=data.called, new_from=new[0], new_until=new[1])


def _photo(session: Session, visit: Visit, act: Act, data: TakePhoto) -> None:
    evidence.take_photo(visit, act, Photo(id=data.photo, sha256=data.sha256, moment=data.moment, consent=data.consent))


def _payment(session: Session, visit: Visit, act: Act, data: Payment) -> None:
    payment.pay(session, visit, act, method=data.method, amount_fen=data.amount_fen, receipt=data.receipt)


def _transfer(session: Session, visit: Visit, act: Act, data: Transfer) -> None:
    transfer.transfer(session, visit, act, component=data.component, words=data.words, consent=data.consent)


def _advance(visit: Visit, act: Act, data: Advance) -> None:
    order, entry, amount = visit.order, data.entry, data.amount_fen
    errand.advance(order, act, id=entry, whose=data.whose, amount_fen=amount, words=data.words, visit_id=visit.id)


def _receipt(visit: Visit, act: Act, data: Spend) -> None:
    order, entry, amount = visit.order, data.entry, data.amount_fen
    errand.receipt(order, act, id=entry, words=data.words, amount_fen=amount, photo=data.sha256, visit_id=visit.id)
    if data.sha256:
        evidence.picture_receipt(visit, act, entry=data.entry, sha256=data.sha256)


def _strike(visit: Visit, act: Act, data: Strike) -> None:
    errand.strike(visit.order, act, id=data.entry, visit_id=visit.id)
    if not errand.account(visit.order).has(data.entry):
        evidence.drop_photo(visit, act, photo_id=data.entry)


def _correct(session: Session, visit: Visit, act: Act, data: Correct) -> None:
    pressed = session.get(Receipt, data.command)
    if pressed is None or pressed.visit_id != visit.id or pressed.by_id != act.by_id:
        raise RuleBroken("correct.unknown")
    # Both moments are of the phone's clock; what was put right of the one is put right of the other.
    shift = pressed.at - pressed.device_at if pressed.device_at else pressed.at - data.at
    try:
        happened_at = data.at + shift
    except OverflowError:
        raise RuleBroken("command.bad_content", field="at") from None
    correct(visit, act, verb=pressed.verb, pressed_at=pressed.at, happened_at=happened_at)
    if visit.order.urgent and pressed.verb == "arrive":
        emergency.at_the_door(session, visit, act)


VERBS: dict[str, Verb] = {
    "accept": Verb(Nothing, lambda _s, visit, act, _d: visit.accept(act)),
    "set_out": Verb(Nothing, lambda _s, visit, act, _d: visit.set_out(act)),
    "early_agreed": Verb(Nothing, lambda _s, visit, act, _d: visit.agree_early(act)),
    "arrive": Verb(Arrive, _arrive),
    "ring": Verb(Ring, lambda _s, visit, act, data: visit.ring(act, attempt=data.attempt)),
    "no_answer": Verb(NoAnswer, _no_answer),
    "enter": Verb(Enter, lambda _s, visit, act, data: visit.enter(act, answer=data.answer)),
    "step": Verb(Tick, lambda _s, visit, act, d: visit.tick(act, key=d.key, result=d.result, reason=d.reason)),
    "line": Verb(PutLine, _put_line),
    "drop_line": Verb(DropLine, lambda _s, visit, act, data: on_site.drop_line(visit, act, line_id=data.line)),
    "warranty": Verb(PutUnderWarranty, _put_under_warranty),
    "ask": Verb(Ask, _ask),
    "price": Verb(Price, _price),
    "photo": Verb(TakePhoto, _photo),
    "drop_photo": Verb(DropPhoto, lambda _s, visit, act, data: evidence.drop_photo(visit, act, photo_id=data.photo)),
    "test": Verb(TryOut, lambda _s, v, act, d: evidence.try_out(v, act, key=d.key, good=d.good, remark=d.remark)),
    "sign": Verb(Sign, lambda _s, visit, act, data: visit.sign(act, signature_from(visit, act, data))),
    "stop": Verb(Stop, lambda _s, visit, act, data: visit.stop(act, reason=data.reason)),
    "complete": Verb(Nothing, lambda _s, visit, act, _d: visit.complete(act)),
    "note": Verb(Note, lambda _s, visit, act, data: evidence.note(visit, act, words=data.words)),
    "under_control": Verb(UnderControl, _under_control),
    "payment": Verb(Payment, _payment),
    "transfer": Verb(Transfer, _transfer),
    "advance": Verb(Advance, lambda _s, visit, act, data: _advance(visit, act, data)),
    "receipt": Verb(Spend, lambda _s, visit, act, data: _receipt(visit, act, data)),
    "strike": Verb(Strike, lambda _s, visit, act, data: _strike(visit, act, data)),
    "correct": Verb(Correct, _correct),
}
