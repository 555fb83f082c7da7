"""What is kept of a command: its payload, what became of it, and later what the office decided about it."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from fieldapp.domain.base import UNSEALED, Model, RuleBroken

if TYPE_CHECKING:
    from fieldapp.domain.command import Command


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
    link: Mapped[int | None] = mapped_column(BigInteger, deferred=True)  # its number in the chain, once it is sealed

    __table_args__ = (
        Index("ix_command_visit_id", "visit_id", "received_at"),
        # Not unique: a phone that was put back from a copy counts the same numbers again.
        Index("ix_command_device", "device", "seq"),
        Index("ix_command_by_id", "by_id", "verdict"),
        Index("ix_command_unsealed", "id", sqlite_where=UNSEALED, postgresql_where=UNSEALED),
    )

    def require_same(self, command: "Command") -> None:
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
    link: Mapped[int | None] = mapped_column(BigInteger, deferred=True)  # its number in the chain, once it is sealed

    __table_args__ = (
        Index("ix_other_payload_device", "device", "seq"),
        Index("ix_other_payload_unsealed", "command_id", sqlite_where=UNSEALED, postgresql_where=UNSEALED),
    )
