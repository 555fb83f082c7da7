"""A command: one press of a technician, with all it takes to carry it out once, however often it arrives.

Every press goes through :func:`apply`, whether it comes from a plain form or, later, from the phone's own store.
"""

import hashlib
import json
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model, RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.domain.verbs import VERBS, Verb
from fieldapp.domain.visit import Visit
from fieldapp.domain.visit_sheet import visit_at_work


class Verdict(StrEnum):
    """What became of a command."""

    APPLIED = "applied"
    NOOP = "noop"
    SUPERSEDED = "superseded"
    PARKED = "parked"
    REJECTED = "rejected"
    LATER = "later"


class Decision(StrEnum):
    """What the office says to a parked command."""

    COUNTS = "counts"
    LEFT = "left"  # kept in the history, without effect


class Command(BaseModel):
    """One press, as the phone or a form writes it down (protocol version 1)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID
    seq: int = Field(ge=0)
    v: int = Field(ge=1, le=1)
    visit: UUID
    verb: str = Field(max_length=20)
    at: AwareDatetime  # the device's clock
    base: int | None = None  # the order's version on the page that was pressed
    by: UUID
    data: dict[str, Any]

    def fingerprint(self) -> str:
        """SHA-256 of the whole command: "the same payload" means the same whole object."""
        whole = json.dumps(self.model_dump(mode="json"), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(whole.encode()).hexdigest()


class Receipt(Model):
    """A command as it was kept, with its verdict: the same answer for ever to whoever sends it again."""

    __tablename__ = "command"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    device: Mapped[UUID | None]
    seq: Mapped[int] = mapped_column(BigInteger)
    visit_id: Mapped[UUID | None]  # None: what came names no visit that can be read
    by_id: Mapped[UUID]
    verb: Mapped[str] = mapped_column(String(20))
    device_at: Mapped[datetime | None]
    at: Mapped[datetime]
    received_at: Mapped[datetime]
    base: Mapped[int | None]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    fingerprint: Mapped[str] = mapped_column(String(64))
    verdict: Mapped[Verdict]
    code: Mapped[str] = mapped_column(String(60), default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    version: Mapped[int]
    # What the office decided about a parked one, and when the phone was first told.
    decision: Mapped[Decision | None]
    decided_at: Mapped[datetime | None]
    decided_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    decision_told_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_command_visit_id", "visit_id", "received_at"),
        # Not unique: a phone that was put back from a copy counts the same numbers again.
        Index("ix_command_device", "device", "seq"),
        Index("ix_command_by_id", "by_id", "verdict"),
    )

    def require_same(self, command: Command) -> None:
        """Refuse another press under the same id; when it was pressed does not matter, a form is read when it arrives.

        Raises RuleBroken ``command.id_used``.
        """
        sent = command.model_dump(mode="json")
        if any(sent[part] != self.payload[part] for part in ("visit", "by", "verb", "data")):
            raise RuleBroken("command.id_used")


class OtherPayload(Model):
    """Something else under an id that is taken: refused, and kept all the same."""

    __tablename__ = "other_payload"

    command_id: Mapped[UUID] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64), primary_key=True)
    device: Mapped[UUID | None]
    seq: Mapped[int] = mapped_column(BigInteger)
    by_id: Mapped[UUID]
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    received_at: Mapped[datetime]

    __table_args__ = (Index("ix_other_payload_device", "device", "seq"),)


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
    verb = _verb(command)
    data = _data(verb, command)
    visit = session.scalars(visit_at_work(command.visit)).one_or_none()
    if visit is None or visit.technician_id != command.by:
        raise RuleBroken("visit.unknown")
    at = min(command.at + offset, received_at)
    before = visit.order.version
    verb.press(session, visit, Act(by_id=command.by, at=at, received_at=received_at, device_at=command.at), data)
    session.flush()
    receipt = _receipt(command, visit, at=at, received_at=received_at, changed=visit.order.version != before)
    session.add(receipt)
    return receipt


def _verb(command: Command) -> Verb:
    try:
        return VERBS[command.verb]
    except KeyError:
        raise RuleBroken("command.unknown_verb", verb=command.verb) from None


def _data(verb: Verb, command: Command) -> Any:
    try:
        return verb.data.model_validate(command.data)
    except ValidationError as faults:
        field = ".".join(str(part) for part in faults.errors()[0]["loc"])
        raise RuleBroken("command.bad_content", field=field) from None


def _receipt(command: Command, visit: Visit, *, at: datetime, received_at: datetime, changed: bool) -> Receipt:
    return Receipt(
        id=command.id,
        seq=command.seq,
        visit_id=command.visit,
        by_id=command.by,
        verb=command.verb,
        device_at=command.at,
        at=at,
        received_at=received_at,
        base=command.base,
        payload=command.model_dump(mode="json"),
        fingerprint=command.fingerprint(),
        verdict=Verdict.APPLIED if changed else Verdict.NOOP,
        version=visit.order.version,
    )
