"""An answer to an emergency as it is kept: once, with its verdict, the same for ever to whoever sends it again.

It belongs to no visit. Who came second may have gone on with a visit that never was; what their phone tells of it is
kept, too, with who goes instead.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID

from pydantic import Field, ValidationError
from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from fieldapp.domain.answering import Outcome, cannot, take
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.command import Pressed, believed
from fieldapp.domain.journal import Act, Weight
from fieldapp.domain.receipt import Receipt, Verdict
from fieldapp.domain.verb_data import Data, Words

RECENT = 20  # answers that came second, of one person

_CAME_SECOND: Select[Receipt] = (
    select(Receipt)
    .where(Receipt.by_id == bindparam("by_id"), Receipt.verdict == Verdict.SUPERSEDED, Receipt.verb == "take")
    .order_by(Receipt.received_at.desc())
    .limit(RECENT)
)


class Take(Data):
    """我去."""

    dispatch: UUID
    reason: str = Words


class Cannot(Data):
    """去不了, and why, if there is time to say."""

    dispatch: UUID
    reason: str = Field(default="", max_length=300)


ANSWERS: dict[str, type[Data]] = {"take": Take, "cannot": Cannot}


def answer(session: Session, pressed: Pressed, act: Act) -> Receipt:
    """Carry it out, and make the receipt; the caller adds it. Raises RuleBroken."""
    data = _data_of(pressed)
    return _receipt(pressed, act, _carried_out(session, pressed, data, act))


def answer_once(session: Session, pressed: Pressed, *, act: Act) -> Receipt:
    """By a plain form: a double tap is one press. Raises RuleBroken ``command.id_used``, ``dispatch.unknown``."""
    kept = session.get(Receipt, pressed.id)
    if kept is not None:
        if kept.by_id != pressed.by or kept.verb != pressed.verb:
            raise RuleBroken("command.id_used")
        return kept
    receipt = answer(session, pressed, act)
    session.add(receipt)
    return receipt


def came_second(session: Session, by_id: UUID, visit_id: UUID) -> Receipt | None:
    """The 我去 of this person that came second, if this is the visit that would have followed from it."""
    second = session.scalars(_CAME_SECOND, {"by_id": by_id})
    return next((receipt for receipt in second if receipt.facts.get("visit") == str(visit_id)), None)


def act_of(pressed: Pressed, *, offset: timedelta, received_at: Any) -> Act:
    """Who pressed, and when, by three clocks."""
    at = believed(pressed.at, offset, received_at)
    return Act(pressed.by, at, received_at, pressed.at, Weight.DONE)


def _carried_out(session: Session, pressed: Pressed, data: Any, act: Act) -> Outcome:
    if isinstance(data, Cannot):
        return cannot(session, data.dispatch, pressed.by, act, reason=data.reason)
    return take(session, data.dispatch, pressed.by, act)


def _data_of(pressed: Pressed) -> Data:
    try:
        return ANSWERS[pressed.verb].model_validate(pressed.data)
    except ValidationError as faults:
        raise RuleBroken("command.bad_content", field=str(faults.errors()[0]["loc"][0])) from None


def _receipt(pressed: Pressed, act: Act, outcome: Outcome) -> Receipt:
    return Receipt(
        id=pressed.id,
        seq=pressed.seq,
        visit_id=None,
        by_id=pressed.by,
        verb=pressed.verb,
        device_at=pressed.at,
        at=act.at,
        received_at=act.received_at,
        base=pressed.base,
        payload=pressed.model_dump(mode="json"),
        fingerprint=pressed.fingerprint(),
        verdict=outcome.verdict,
        code=outcome.code,
        facts=outcome.facts,
        version=outcome.version,
    )
