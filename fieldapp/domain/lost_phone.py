"""A phone that somebody lost: locked from the office, and unlocked when it is found.

Its sessions and its subscriptions end at once: at its next contact it forgets the day that it keeps. What waits on it
is not thrown away: it stays on the phone, and is taken over when the phone is unlocked and its person signs in again.
The secret link to its person's appointments may stand in a calendar on it, which needs no session, so that ends, too.
"""

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from fieldapp.domain.admin_journal import note
from fieldapp.domain.calendar_link import end_link
from fieldapp.domain.device import Device
from fieldapp.domain.device_session import Over, sessions_on
from fieldapp.domain.feed import stir
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Person
from fieldapp.domain.sign_in_event import Door, at_the_door
from fieldapp.domain.subscription import subscriptions_of


def phone_of(person: Person, device: object) -> Select[Device]:
    """One phone of a person, to be locked or unlocked."""
    return select(Device).where(Device.id == device, Device.person_id == person.id).with_for_update()


def lock_phone(session: Session, phone: Device, person: Person, act: Act) -> None:
    """Nobody gets in with it any more, and nothing is sent to it. Twice is once.

    A subscription that does not say which phone it is on may be the lost one's: one that is not comes back by itself
    when its page is opened next.
    """
    if phone.locked_at is not None:
        return
    phone.lock(act)
    for subscription in session.scalars(subscriptions_of(person.id)):
        if subscription.device in (None, phone.id):
            subscription.forget("locked", at=act.at)
    for one in session.scalars(sessions_on(phone.id)):
        one.end(Over.LOCKED, act.at)
    end_link(session, person.id, act)
    at_the_door(session, Door.LOCKED, person, act.at, by_id=act.by_id, phone=str(phone.id))
    _tell(session, phone, person, act, "phone_locked")


def unlock_phone(session: Session, phone: Device, person: Person, act: Act) -> None:
    """It was found: it goes on where it was, and sends what waits on it."""
    if phone.locked_at is not None:
        phone.unlock()
        at_the_door(session, Door.UNLOCKED, person, act.at, by_id=act.by_id, phone=str(phone.id))
        _tell(session, phone, person, act, "phone_unlocked")


def _tell(session: Session, phone: Device, person: Person, act: Act, what: str) -> None:
    heard = phone.heard_at.isoformat()
    note(
        session,
        person.branch_id,
        act,
        what,
        about=person.name,
        person_id=person.id,
        device=str(phone.id),
        waiting=phone.waiting,
        heard_at=heard,
    )
    stir(session, person.branch_id)
