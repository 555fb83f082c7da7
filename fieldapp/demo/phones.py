"""The phones of the demo's technicians: all but one were heard of a moment ago, and nothing waits on any of them."""

from datetime import datetime, timedelta

from fieldapp.domain.base import new_id
from fieldapp.domain.device import Device
from fieldapp.domain.people import Person, Role

SILENT = "tech5"  # for two hours: a basement, or an empty battery


def phones(cast: dict[str, Person], now: datetime) -> list[Device]:
    """One phone for each technician."""
    technicians = [login for login, person in cast.items() if Role.TECHNICIAN in person.roles]
    return [
        _phone(cast[login], now - (timedelta(hours=2) if login == SILENT else timedelta(minutes=1 + nth % 5)))
        for nth, login in enumerate(technicians)
    ]


def _phone(person: Person, heard_at: datetime) -> Device:
    return Device(
        id=new_id(),
        person_id=person.id,
        first_heard_at=heard_at - timedelta(days=30),
        heard_at=heard_at,
        first_seq=1,
        checked_seq=1,
        min_seq=1,
        offset_ms=0,
        waiting=0,
        tray=0,
    )
