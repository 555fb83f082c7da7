"""By which ways a person can be reached: the phones that take a push, and addresses of other channels.

The ways are rows of their own (a device's subscription, a channel's address). Here is only what the fan-out of a
message asks of them.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Way:
    """One way to one person: by which channel, which row of that channel, and how soon it is tried (1 = first)."""

    channel: str
    id: UUID
    rank: int


def ways_of(session: Session, person_id: UUID) -> list[Way]:
    """The ways to a person that can be used now, the first rank first; several of one rank go out together."""
    return []
