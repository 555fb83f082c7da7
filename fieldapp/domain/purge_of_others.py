"""What goes beside the orders: owners who moved out, agreements, messages, what is known of staff and phones."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from fieldapp.domain.absence import Absence
from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.agreement import Agreement, over_on
from fieldapp.domain.agreement_reduction import reduce_agreements
from fieldapp.domain.alarm import Alarm
from fieldapp.domain.device import Device, Discarded
from fieldapp.domain.device_session import DeviceSession
from fieldapp.domain.legal_hold import agreement_is_held, owner_is_held
from fieldapp.domain.local_day import day_at
from fieldapp.domain.message import Delivery, Message, Urgency
from fieldapp.domain.order import Order
from fieldapp.domain.order_reduction import table
from fieldapp.domain.owner_reduction import forget_owners
from fieldapp.domain.people import Person
from fieldapp.domain.premises import GONE, Branch, Owner, Room, Site
from fieldapp.domain.sign_in_code import SignInCode
from fieldapp.domain.sign_in_event import SignInEvent
from fieldapp.domain.subscription import Subscription

AT_ONCE = 300  # rows in one transaction
AGREEMENTS_AT_ONCE = 20

# What the administration said about the branch itself: no person's, and the pages of settings tell who said it.
ABOUT_THE_BRANCH = ("settings", "ladder", "share", "retention", "notice")

Purged = tuple[int, bool]


def purge_owners(session: Session, branch: Branch, before: datetime, now: datetime) -> Purged:
    """Name and number of whoever moved out, once all their orders and agreements have been reduced."""
    order_left = exists().where(Order.owner_id == Owner.id, Order.words_gone_at.is_(None))
    agreement_left = exists().where(Agreement.owner_id == Owner.id, Agreement.words_gone_at.is_(None))
    asked = (
        select(Owner.id)
        .join(Room, Room.id == Owner.room_id)
        .join(Site, Site.id == Room.site_id)
        .where(Site.branch_id == branch.id, GONE, Owner.left_at < before)
        .where(~order_left, ~agreement_left, ~owner_is_held(day_at(now, branch.timezone)))
        .limit(AT_ONCE)
    )
    ids = session.scalars(asked).all()
    forget_owners(session, ids, at=now)
    return _so_many(len(ids))


def purge_agreements(session: Session, branch: Branch, before: datetime, now: datetime) -> Purged:
    """The words and the signature of long-term service that ended, was stopped or was declined."""
    declined = Agreement.declined_at < before
    ended = and_(Agreement.declined_at.is_(None), over_on(day_at(before, branch.timezone)))
    asked = (
        select(Agreement.id)
        .where(Agreement.branch_id == branch.id, Agreement.words_gone_at.is_(None))
        .where(or_(ended, declined), ~agreement_is_held(day_at(now, branch.timezone)))
        .limit(AGREEMENTS_AT_ONCE)
    )
    ids = session.scalars(asked).all()
    reduce_agreements(session, ids, at=now)
    return len(ids), len(ids) == AGREEMENTS_AT_ONCE


def purge_messages(session: Session, branch: Branch, before: datetime, now: datetime) -> Purged:
    """What was told to staff in the ordinary course of things."""
    return _purge_messages(session, branch, before, now, Message.urgency != Urgency.HIGH)


def purge_emergencies(session: Session, branch: Branch, before: datetime, now: datetime) -> Purged:
    """The same, of emergencies: who was called when, and when it reached the phone."""
    return _purge_messages(session, branch, before, now, Message.urgency == Urgency.HIGH)


def purge_access(session: Session, branch: Branch, before: datetime, _now: datetime) -> Purged:
    """Who looked at what, took what along, changed whom."""
    old = AdminEntry.branch_id == branch.id, AdminEntry.at < before, AdminEntry.what.not_in(ABOUT_THE_BRANCH)
    return _so_many(_delete(session, AdminEntry, AdminEntry.id, select(AdminEntry.id).where(*old)))


def purge_sign_ins(session: Session, branch: Branch, before: datetime, _now: datetime) -> Purged:
    """Who came in when, from where; who tried. What was nobody's login belongs to no branch: the first takes it."""
    of_ours = or_(SignInEvent.branch_id == branch.id, SignInEvent.branch_id.is_(None))
    old = select(SignInEvent.id).where(of_ours, SignInEvent.at < before)
    return _so_many(_delete(session, SignInEvent, SignInEvent.id, old))


def purge_staff(session: Session, branch: Branch, before: datetime, _now: datetime) -> Purged:
    """The number of whoever left, and when they were away. Their name stays with what they did."""
    left = Person.branch_id == branch.id, Person.left_at < before, Person.phone != ""
    ids = session.scalars(select(Person.id).where(*left).limit(AT_ONCE)).all()
    session.execute(delete(table(Absence)).where(Absence.person_id.in_(ids)))
    session.execute(update(table(Person)).where(Person.id.in_(ids)).values(phone=""))
    return _so_many(len(ids))


def purge_phones(session: Session, branch: Branch, before: datetime, _now: datetime) -> Purged:
    """Phones that nobody has heard of, sessions that nobody uses, ended subscriptions, used codes, settled alarms.

    What waits on a phone stays.
    """
    ours = select(Person.id).where(Person.branch_id == branch.id)
    silent = select(Device.id).where(Device.heard_at < before, Device.waiting == 0, Device.person_id.in_(ours))
    ended = select(Subscription.id).where(Subscription.gone_at < before, Subscription.person_id.in_(ours))
    codes = select(SignInCode.id).where(SignInCode.made_at < before, SignInCode.person_id.in_(ours))
    alarms = select(Alarm.id).where(Alarm.settled_at < before, Alarm.branch_id == branch.id)
    unused = select(DeviceSession.id).where(DeviceSession.seen_at < before, DeviceSession.person_id.in_(ours))
    told = Discarded.told_at < before, Discarded.person_id.in_(ours)
    session.execute(delete(table(Discarded)).where(*told))
    count = _delete(session, Device, Device.id, silent, Device.waiting == 0, Device.heard_at < before)
    count += _delete(session, Subscription, Subscription.id, ended)
    count += _delete(session, SignInCode, SignInCode.id, codes)
    count += _delete(session, DeviceSession, DeviceSession.id, unused)
    return _so_many(count + _delete(session, Alarm, Alarm.id, alarms))


def _purge_messages(
    session: Session, branch: Branch, before: datetime, now: datetime, which: ColumnElement[bool]
) -> Purged:
    old = Message.branch_id == branch.id, Message.written_at < before, which
    ids = session.scalars(select(Message.id).where(*old).order_by(Message.written_at).limit(AT_ONCE)).all()
    session.execute(delete(table(Delivery)).where(Delivery.message_id.in_(ids)))
    session.execute(delete(table(Message)).where(Message.id.in_(ids)))
    return _so_many(len(ids))


def _delete(session: Session, model: Any, key: Any, asked: Select[Any], *more: ColumnElement[bool]) -> int:
    ids = session.scalars(asked.limit(AT_ONCE)).all()
    session.execute(delete(table(model)).where(key.in_(ids), *more))
    return len(ids)


def _so_many(count: int) -> Purged:
    return count, count >= AT_ONCE
