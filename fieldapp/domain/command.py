"""A command: one press of a technician, with all it takes to carry it out once, however often it arrives.

Every press is carried out by :func:`press`: a plain form's by way of :func:`apply`, which refuses what the rules do not
allow, and one that the phone kept by way of ``custody.py``, which keeps whatever it is.
"""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, field_validator
from sqlalchemy.orm import Session

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.receipt import Receipt, Verdict
from fieldapp.domain.upcast import NEWEST
from fieldapp.domain.verbs import VERBS, Verb
from fieldapp.domain.visit import Visit
from fieldapp.domain.visit_sheet import visit_at_work

MOST_SEQ = 2**53  # as far as a phone counts exactly
MOST_VERSION = 2**31 - 1


class Pressed(BaseModel):
    """One press, as the phone or a form writes it down, in the newest version."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID
    seq: int = Field(ge=0, le=MOST_SEQ)
    v: int = Field(ge=1, le=NEWEST)
    visit: UUID | None
    verb: str = Field(max_length=20)
    at: AwareDatetime  # the device's clock
    base: int | None = Field(default=None, ge=0, le=MOST_VERSION)  # the order's version on the page that was pressed
    by: UUID
    data: dict[str, Any]

    @field_validator("at")
    @classmethod
    def _in_utc(cls, at: datetime) -> datetime:
        try:
            return at.astimezone(UTC)
        except OverflowError:
            raise ValueError("beyond the calendar") from None

    def fingerprint(self) -> str:
        """SHA-256 of the whole command: "the same payload" means the same whole object."""
        whole = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()


class Command(Pressed):
    """A press about a visit; nearly all of them are."""

    visit: UUID


def apply(session: Session, command: Command, *, received_at: datetime, offset: timedelta = timedelta(0)) -> Receipt:
    """Carry out a command once and keep it, in the caller's transaction.

    ``offset`` is how far the server's clock is ahead of the device's. A command that is already kept gets its old
    receipt. Raises RuleBroken when the visit is not this person's (``visit.unknown``), the verb or its data cannot be
    read (``command.unknown_verb``, ``command.bad_content``), the id belongs to another press (``command.id_used``), or
    the visit says no.
    """
    kept = session.get(Receipt, command.id)
    if kept is not None:
        kept.require_same(command)
        return kept
    data = data_of(command)
    visit = session.scalars(visit_at_work(command.visit)).one_or_none()
    if visit is None or visit.technician_id != command.by:
        raise RuleBroken("visit.unknown")
    at = believed(command.at, offset, received_at)
    act = Act(by_id=command.by, at=at, received_at=received_at, device_at=command.at)
    receipt = receipt_of(command, visit, act, press(session, visit, act, command, data))
    session.add(receipt)
    return receipt


def press(session: Session, visit: Visit, act: Act, command: Command, data: Any) -> Verdict:
    """Carry it out. Raises RuleBroken when the visit says no."""
    before = visit.order.version
    verb_of(command).press(session, visit, act, data)
    session.flush()
    return Verdict.APPLIED if visit.order.version != before else Verdict.NOOP


def believed(device_at: datetime, offset: timedelta, received_at: datetime) -> datetime:
    """The moment we believe: the device's clock put right, and never later than we heard of it."""
    try:
        return min(device_at + offset, received_at)
    except OverflowError:
        return received_at


def verb_of(command: Command) -> Verb:
    """The verb it presses. Raises RuleBroken ``command.unknown_verb``."""
    try:
        return VERBS[command.verb]
    except KeyError:
        raise RuleBroken("command.unknown_verb", verb=command.verb) from None


def data_of(command: Command) -> Any:
    """What it carries, in the shape of its verb. Raises RuleBroken ``command.bad_content`` with the field."""
    verb = verb_of(command)
    try:
        return verb.data.model_validate(command.data)
    except ValidationError as faults:
        field = ".".join(str(part) for part in faults.errors()[0]["loc"])
        raise RuleBroken("command.bad_content", field=field) from None


def receipt_of(command: Command, visit: Visit, act: Act, verdict: Verdict, **more: Any) -> Receipt:
    """What is kept of it; its version is that of the order after it."""
    return Receipt(
        **{
            "id": command.id,
            "seq": command.seq,
            "visit_id": command.visit,
            "by_id": command.by,
            "verb": command.verb,
            "device_at": command.at,
            "at": act.at,
            "received_at": act.received_at,
            "base": command.base,
            "payload": command.model_dump(mode="json"),
            "fingerprint": command.fingerprint(),
            "verdict": verdict,
            "version": visit.order.version,
            "facts": {},
        }
        | more
    )
