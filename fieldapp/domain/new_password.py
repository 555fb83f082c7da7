"""A new password: it counts at once, and whoever is signed in with the old one is signed out."""

from datetime import datetime

from sqlalchemy.orm import Session

from fieldapp.domain.device_session import Over, end_sessions
from fieldapp.domain.people import Person
from fieldapp.domain.sign_in_event import Door, at_the_door


def give_a_new_password(session: Session, person: Person, password_hash: str, at: datetime) -> None:
    """Take over the hash of it, end every session of this person, and write that down at the door."""
    person.password_hash = password_hash
    end_sessions(session, person.id, Over.PASSWORD, at)
    at_the_door(session, Door.NEW_PASSWORD, person, at)
