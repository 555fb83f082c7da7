"""By which ways a person can be reached: phones that take a push, the open app, and addresses of other channels.

The ways are rows of their own (a device's subscription, somebody's open page, a channel). Here is only what the fan-out
of a message asks of them.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.open_app import OpenApp
from fieldapp.domain.other_channel import other_channels
from fieldapp.domain.people import Person
from fieldapp.domain.subscription import subscriptions_of

PUSH, APP = "push", "app"
PHONE_ITSELF = 1  # the rank of what wakes the phone in the pocket; other channels come after


@dataclass(frozen=True, slots=True)
class Way:
    """One way to one person: by which channel, which row of that channel, and how soon it is tried (1 = first)."""

    channel: str
    id: UUID
    rank: int


def ways_to_number(session: Session, id: UUID) -> list[Way]:
    """The ways to somebody outside of whom we know a number and nothing else: by channels that need one."""
    return [Way(other.name, id, other.rank) for other in session.scalars(other_channels()) if other.needs_phone]


def ways_of(session: Session, person_id: UUID, *, at: datetime | None = None) -> list[Way]:
    """The ways to a person that can be used now, the first rank first; several of one rank go out together.

    The open app counts while it is heard of; without ``at``, whenever it was heard of last.
    """
    pushes = [Way(PUSH, each.id, PHONE_ITSELF) for each in session.scalars(subscriptions_of(person_id))]
    page = session.get(OpenApp, person_id)
    app = [Way(APP, person_id, PHONE_ITSELF)] if page and (at is None or page.is_there(at)) else []
    number = session.scalar(select(Person.phone).where(Person.id == person_id))
    others = [
        Way(other.name, person_id, other.rank)
        for other in session.scalars(other_channels())
        if number or not other.needs_phone
    ]
    return [*pushes, *app, *others]
