"""Phones that took something along and have not been heard of since: noticed while somebody can still go and look."""

from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from fieldapp.domain.alarm import Alarm, AlarmKind
from fieldapp.domain.device import Device
from fieldapp.domain.people import Person
from fieldapp.domain.phone_sign import SILENT
from fieldapp.domain.timer import Due

TOPIC = "silent_phones"


def look_for_silent_phones(session: Session, _due: Due, now: datetime) -> None:
    """Raise an alarm for each that is silent too long with something waiting on it; once, until it speaks again."""
    known = exists().where(Alarm.device == Device.id, Alarm.person_id == Device.person_id, Alarm.settled_at.is_(None))
    asked = (
        select(Device, Person.branch_id)
        .join(Person, Person.id == Device.person_id)
        .where(Device.waiting > 0, Device.heard_at < now - SILENT, ~known)
    )
    for phone, branch_id in session.execute(asked):
        session.add(
            Alarm(
                branch_id=branch_id,
                person_id=phone.person_id,
                device=phone.id,
                kind=AlarmKind.SILENT,
                facts={"waiting": phone.waiting, "heard_at": phone.heard_at.isoformat()},
                raised_at=now,
            )
        )
