"""The verbs of a visit, version 1: what each one carries, and which method of the visit it presses."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from fieldapp.domain import capability, evidence
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.catalogue import Item
from fieldapp.domain.document import canonical, price_document, sha256, work_document
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line, line_from_item, line_in_words
from fieldapp.domain.mark import Entrance, Step, StepResult, Trial
from fieldapp.domain.photo import Moment, Photo
from fieldapp.domain.signature import (
    COPY_LASTS,
    PriceAnswer,
    Purpose,
    Relation,
    Signature,
    SignatureAnswer,
    new_copy_token,
)
from fieldapp.domain.visit import Visit

MOST_COORDINATE = 10_000_000
Sha256 = Field(pattern="^[0-9a-f]{64}$")
Words = Field(default="", max_length=2000)


class Data(BaseModel):
    """What a command carries. Unknown fields are an error: a newer phone must say so by its version."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Data):
    """The press itself says it all."""


class Arrive(Data):
    """At the door. ``place`` is where the phone was, if it may say so: ""."""

    place: str = Field(default="", max_length=60)


class Tick(Data):
    """A step of the checklist, done or left out; whoever leaves one out says why."""

    key: Step
    result: StepResult
    reason: str = Words


class Ring(Data):
    """The bell or a knock, the first to the third time (4.5.2)."""

    attempt: int = Field(ge=1, le=3)


class NewWindow(Data):
    """Another time that the owner agreed to on the telephone."""

    begins: AwareDatetime
    ends: AwareDatetime


class NoAnswer(Data):
    """Nobody opened. ``photo``: the closed door."""

    called: bool
    photo: UUID | None = None
    new_window: NewWindow | None = None


class Enter(Data):
    """What the owner said at the open door (4.5.3)."""

    answer: Entrance


class PutLine(Data):
    """A line, new or changed. Quantity in thousandths, money in fen; without an item it is described in words."""

    line: UUID
    item: UUID | None = None
    words: str = Field(default="", max_length=120)
    quantity_milli: int
    unit_price_fen: int | None = None
    materials_fen: int = 0


class DropLine(Data):
    """A line that is not to be done after all."""

    line: UUID


class Ask(Data):
    """A question to the supervisor: can we, what does it cost (4.2.3)."""

    question: str = Field(max_length=500)
    line: UUID | None = None


class Price(Data):
    """The answer to the price as it was shown: the sum in fen, and the hash of the document (4.5.4 3))."""

    total_fen: int = Field(ge=0)
    catalogue_version: str = Field(max_length=60)
    document_sha256: str = Sha256
    answer: PriceAnswer
    reason: str = Words


class TakePhoto(Data):
    """A photo was taken; its bytes follow by themselves. ``consent``: the owner said yes to it."""

    photo: UUID
    sha256: str = Sha256
    moment: Moment
    consent: bool


class DropPhoto(Data):
    """A photo taken by mistake."""

    photo: UUID


class TryOut(Data):
    """A thing tried together with the owner."""

    key: Trial
    good: bool
    remark: str = Field(default="", max_length=300)


# x and y on the pad, and milliseconds since the first point.
Point = Annotated[
    list[Annotated[int, Field(ge=-MOST_COORDINATE, le=MOST_COORDINATE)]], Field(min_length=3, max_length=3)
]


class Sign(Data):
    """What was read, how it was signed, by whom, and what they say to the work."""

    signature: UUID
    purpose: Purpose
    document: dict[str, Any]
    document_sha256: str = Sha256
    strokes: list[list[Point]]
    signer: str = Field(max_length=60)
    relation: Relation
    answer: SignatureAnswer
    reason: str = Words
    copy_token: str = Field(default="", pattern="^([0-9a-f]{32})?$")


class Stop(Data):
    """The work cannot go on: why."""

    reason: str = Words


class Note(Data):
    """Anything worth telling."""

    words: str = Words


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb: the shape of its data, and what it does."""

    data: type[Data]
    press: Callable[[Session, Visit, Act, Any], None]


def _put_line(session: Session, visit: Visit, act: Act, data: PutLine) -> None:
    visit.put_line(act, _line(session, visit, act, data))


def _line(session: Session, visit: Visit, act: Act, data: PutLine) -> Line:
    known = next((line for line in visit.order.lines if line.id == data.line), None)
    item = session.get(Item, data.item or (known.item_id if known else None)) if (data.item or known) else None
    if item is not None and item.version_id != visit.order.catalogue_version_id:
        raise RuleBroken("line.other_catalogue")
    line = known or _new_line(item, act, data)
    line.set(
        item=item,
        quantity_milli=data.quantity_milli,
        unit_price_fen=data.unit_price_fen,
        materials_fen=data.materials_fen,
    )
    return line


def _new_line(item: Item | None, act: Act, data: PutLine) -> Line:
    if item is None:
        return line_in_words(data.words, id=data.line, quantity_milli=data.quantity_milli, at=act.at)
    return line_from_item(item, id=data.line, quantity_milli=data.quantity_milli)


def _ask(session: Session, visit: Visit, act: Act, data: Ask) -> None:
    line = visit.order.line(data.line) if data.line else None
    session.add(
        capability.ask(
            visit.order, act, id=new_id(), words=data.question, line=line, by_id=act.by_id or visit.technician_id
        )
    )


def _price(session: Session, visit: Visit, act: Act, data: Price) -> None:
    visit.answer_price(
        act, answer=data.answer, total_fen=data.total_fen, shown_sha256=data.document_sha256, reason=data.reason
    )


def _no_answer(session: Session, visit: Visit, act: Act, data: NoAnswer) -> None:
    new: tuple[datetime | None, datetime | None] = (None, None)
    if data.new_window is not None:
        new = (data.new_window.begins, data.new_window.ends)
    visit.no_answer(act, called=data.called, new_from=new[0], new_until=new[1])


def _photo(session: Session, visit: Visit, act: Act, data: TakePhoto) -> None:
    evidence.take_photo(visit, act, Photo(id=data.photo, sha256=data.sha256, moment=data.moment, consent=data.consent))


def _sign(session: Session, visit: Visit, act: Act, data: Sign) -> None:
    document = price_document if data.purpose is Purpose.PRICE else work_document
    # What was read out and signed must be what the order says: a changed order is shown again.
    if data.document != document(visit.order, visit) or data.document_sha256 != sha256(data.document):
        raise RuleBroken("signature.document_changed")
    visit.sign(
        act,
        Signature(
            id=data.signature,
            purpose=data.purpose,
            document=canonical(data.document),
            document_sha256=data.document_sha256,
            strokes=data.strokes,
            signer=data.signer.strip(),
            relation=data.relation,
            answer=data.answer,
            reason=data.reason.strip(),
            copy_token=data.copy_token or new_copy_token(),
            copy_until=act.received_at + COPY_LASTS,
        ),
    )


VERBS: dict[str, Verb] = {
    "accept": Verb(Nothing, lambda _s, visit, act, _d: visit.accept(act)),
    "set_out": Verb(Nothing, lambda _s, visit, act, _d: visit.set_out(act)),
    "early_agreed": Verb(Nothing, lambda _s, visit, act, _d: visit.agree_early(act)),
    "arrive": Verb(Arrive, lambda _s, visit, act, data: visit.arrive(act, place=data.place)),
    "ring": Verb(Ring, lambda _s, visit, act, data: visit.ring(act, attempt=data.attempt)),
    "no_answer": Verb(NoAnswer, _no_answer),
    "enter": Verb(Enter, lambda _s, visit, act, data: visit.enter(act, answer=data.answer)),
    "step": Verb(Tick, lambda _s, visit, act, d: visit.tick(act, key=d.key, result=d.result, reason=d.reason)),
    "line": Verb(PutLine, _put_line),
    "drop_line": Verb(DropLine, lambda _s, visit, act, data: visit.drop_line(act, line_id=data.line)),
    "ask": Verb(Ask, _ask),
    "price": Verb(Price, _price),
    "photo": Verb(TakePhoto, _photo),
    "drop_photo": Verb(DropPhoto, lambda _s, visit, act, data: evidence.drop_photo(visit, act, photo_id=data.photo)),
    "test": Verb(TryOut, lambda _s, v, act, d: evidence.try_out(v, act, key=d.key, good=d.good, remark=d.remark)),
    "sign": Verb(Sign, _sign),
    "stop": Verb(Stop, lambda _s, visit, act, data: visit.stop(act, reason=data.reason)),
    "complete": Verb(Nothing, lambda _s, visit, act, _d: visit.complete(act)),
    "note": Verb(Note, lambda _s, visit, act, data: evidence.note(visit, act, words=data.words)),
}
