"""A new password: it counts at once, and whoever is signed in with the old one is signed out.

Somebody takes another one because others may know it. Whoever did may have made a link to the appointments, which
needs no session, so that ends, too.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from fieldapp.domain.calendar_link import end_link
from fieldapp.domain.device_session import Over, end_sessions
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Person
from fieldapp.domain.sign_in_event import Door, at_the_door


def give_a_new_password(session: Session, person: Person, password_hash: str, at: datetime) -> None:
    """Take over the hash of it, end every session of this person and their link, and write that down at the door."""
    person.password_hash = password_hash
    end_sessions(session, person.id, Over.PASSWORD, at)
    end_link(session, person.id, Act.here(by_id=person.id, now=at))
    at_the_door(session, Door.NEW_PASSWORD, person, at)
