"""A session ended from another device of the same person, or by the administrator, and written down."""

from sqlalchemy.orm import Session

from fieldapp.domain.device_session import DeviceSession, Over, end_session
from fieldapp.domain.journal import Act
from fieldapp.domain.sign_in_event import Door, at_the_door


def end_from_elsewhere(session: Session, one: DeviceSession, person: object, act: Act) -> None:
    """Nobody is signed in there from its next request on. ``person`` is whose it is."""
    end_session(session, one, Over.ENDED, act.at)
    at_the_door(session, Door.ENDED, person, act.at, one.where_from, by_id=act.by_id, session_id=one.id)
