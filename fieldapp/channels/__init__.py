"""How words reach people: one small protocol, and one class for each channel that keeps it.

A channel is asked three things by the worker: in a short transaction for the address of a way, then, with no
transaction open, to send, and, in the transaction that records the end, to forget a way that is gone. It gives up by
itself well within the lease of a timer (``domain/timer.py``): ten seconds in all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Words:
    """What a person reads: made in their language by ``web/message_words.py``, and short."""

    title: str
    body: str
    path: str  # where a tap leads, below the public address: "/my/visits/…"


@dataclass(frozen=True, slots=True)
class Parcel:
    """All that a channel needs to know of a delivery, so that it asks no database while it sends."""

    delivery_id: UUID
    kind: str
    key: str  # the phone shows a thing once by it
    topic: str  # a newer parcel of this topic takes the place of an older one
    revision: int
    urgency: str  # "low", "normal", "high"
    ttl_seconds: int  # how much is left of its time, at least 0
    receipt_token: str
    words: Words
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Accepted:
    """The service took it; what it calls it, if it says."""

    reference: str = ""


@dataclass(frozen=True, slots=True)
class Gone:
    """This way leads nowhere any more: it is forgotten."""

    reason: str = ""


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Not now: too many, or trouble on the other side. ``seconds`` as the other side said; None: as we think."""

    reason: str
    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """It will never be taken like this: trying again changes nothing."""

    reason: str


Outcome = Accepted | Gone | RetryAfter | Refused


class Channel(Protocol):
    """One way of reaching people. Used by several threads at once."""

    def address(self, session: Session, way_id: UUID) -> Any | None:
        """What :meth:`send` needs to know of this way; None when it is not there any more."""

    def send(self, address: Any, parcel: Parcel) -> Outcome:
        """Send it. Whatever goes wrong on the way is an outcome, not an exception."""

    def forget(self, session: Session, way_id: UUID, *, at: datetime) -> None:
        """The way is gone: never use it again."""
