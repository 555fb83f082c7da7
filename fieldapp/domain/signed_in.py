"""Who asks, and what concerns them on whatever page they open: asked at every request, so in one question."""

from typing import Any

from sqlalchemy import Select, bindparam, exists, select

from fieldapp.domain.device import LOCKED
from fieldapp.domain.device_session import DeviceSession
from fieldapp.domain.dispatch import UNSETTLED, Dispatch
from fieldapp.domain.people import Person
from fieldapp.domain.pin import Pin
from fieldapp.domain.premises import Branch

# Plain columns, no entity: a page pays for it each time. The session is there because one that was ended lets nobody
# in; the hash, because a changed password ends the sessions made with the old one; the lock, because a lost phone is
# signed out at once; the emergency, because every screen of the office shows one, and on most days there is none.
SIGNED_IN: Select[*tuple[Any, ...]] = (
    select(
        Person.id,
        Person.login,
        Person.name,
        Person.badge,
        Person.branch_id,
        Person.language,
        Person.department,
        Person.roles,
        Person.password_hash,
        Person.left_at,
        DeviceSession.id.label("session_id"),
        DeviceSession.seen_at,
        DeviceSession.ended_at,
        LOCKED.exists().label("locked"),
        select(Pin.proof).where(Pin.person_id == Person.id).scalar_subquery().label("pin"),
        select(Branch.lock_minutes).where(Branch.id == Person.branch_id).scalar_subquery().label("lock_minutes"),
        exists().where(Dispatch.branch_id == Person.branch_id, UNSETTLED).label("emergency"),
    )
    .join(DeviceSession, DeviceSession.person_id == Person.id)
    .where(DeviceSession.id == bindparam("session_id"))
)
