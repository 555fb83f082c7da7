"""Noticing that something was lost: holes in a phone's count, and phones that speak anew while others were full."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Select, bindparam, select, union
from sqlalchemy.orm import Session

from fieldapp.domain.alarm import Alarm, AlarmKind
from fieldapp.domain.device import Device, Discarded, devices_of
from fieldapp.domain.receipt import OtherPayload, Receipt

MOST_GAPS = 20  # named in an alarm; beyond them it only counts

# Asked at every call of every phone, and therefore made once.
_KNOWN: CompoundSelect[int] = union(
    *(
        select(kind.seq).where(
            kind.device == bindparam("device"), kind.seq >= bindparam("first"), kind.seq < bindparam("end")
        )
        for kind in (Receipt, OtherPayload, Discarded)
    )
)
_SILENCE: Select[Alarm] = select(Alarm).where(
    Alarm.device == bindparam("device"),
    Alarm.kind.in_([AlarmKind.WIPED, AlarmKind.SILENT]),
    Alarm.person_id == bindparam("person_id"),
    Alarm.settled_at.is_(None),
)


@dataclass(frozen=True, slots=True)
class Contact:
    """What a phone says of itself in one call. Numbers are those of its own count."""

    person_id: UUID
    branch_id: UUID
    device: UUID
    at: datetime
    offset_ms: int
    min_seq: int  # the lowest number that waits on it; when nothing waits, its next one
    first_told: int  # the lowest number that this call speaks of
    waiting: int  # what only the phone has, after this call
    tray: int
    oldest_at: datetime | None = None
    usage_bytes: int | None = None
    quota_bytes: int | None = None
    persisted: bool | None = None


def known_numbers(session: Session, device: UUID, first: int, end: int) -> set[int]:
    """Which numbers of ``range(first, end)`` have come from this phone or were thrown away on it."""
    return set(session.scalars(_KNOWN, {"device": device, "first": first, "end": end}))


def hear(session: Session, contact: Contact) -> Device:
    """Note what a phone told of itself, and raise an alarm where something may be lost."""
    known = session.get(Device, (contact.device, contact.person_id))
    phone = known or _first_heard(session, contact)
    if known is not None:
        _settle_silence(session, contact)
    if contact.min_seq > phone.checked_seq:
        _look_for_holes(session, phone, contact)
        phone.checked_seq = contact.min_seq
    phone.heard_at, phone.offset_ms, phone.min_seq = contact.at, contact.offset_ms, contact.min_seq
    phone.waiting, phone.tray = contact.waiting, contact.tray
    phone.oldest_at = contact.oldest_at if contact.waiting else None
    phone.usage_bytes, phone.quota_bytes = contact.usage_bytes, contact.quota_bytes
    phone.persisted = contact.persisted
    session.add(phone)
    return phone


def gaps(known: Iterable[int], first: int, end: int) -> list[tuple[int, int]]:
    """The stretches of numbers from ``first`` up to, not including, ``end`` that are not known; both ends included."""
    found, expected = [], first
    for number in [*sorted(known), end]:
        if number > expected:
            found.append((expected, number - 1))
        expected = number + 1
    return found


def _first_heard(session: Session, contact: Contact) -> Device:
    for other in session.scalars(devices_of(contact.person_id)):
        if other.waiting:
            facts = {"waiting": other.waiting, "heard_at": other.heard_at.isoformat()}
            session.add(_alarm(contact, other.id, AlarmKind.WIPED, facts))
    return Device(
        id=contact.device,
        person_id=contact.person_id,
        first_heard_at=contact.at,
        first_seq=contact.first_told,
        checked_seq=contact.first_told,
    )


def _settle_silence(session: Session, contact: Contact) -> None:
    for alarm in session.scalars(_SILENCE, {"device": contact.device, "person_id": contact.person_id}):
        alarm.settle(by_id=None, at=contact.at)  # it was only another phone: this one speaks again


def _look_for_holes(session: Session, phone: Device, contact: Contact) -> None:
    first, end = phone.checked_seq, contact.min_seq
    missing = gaps(known_numbers(session, phone.id, first, end), first, end)
    if missing:
        count = sum(last - begin + 1 for begin, last in missing)
        session.add(_alarm(contact, phone.id, AlarmKind.HOLE, {"missing": missing[:MOST_GAPS], "count": count}))


def _alarm(contact: Contact, device: UUID, kind: AlarmKind, facts: dict[str, Any]) -> Alarm:
    return Alarm(
        branch_id=contact.branch_id,
        person_id=contact.person_id,
        device=device,
        kind=kind,
        facts=facts,
        raised_at=contact.at,
    )
