"""Everything that is stored about one owner as plain data: what they get when they ask for it (PIPL 45)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.agreement import Agreement
from fieldapp.domain.agreement_notice import Notice
from fieldapp.domain.call_back import CallBack
from fieldapp.domain.developer_case import DeveloperCase
from fieldapp.domain.gone_file import GoneFile
from fieldapp.domain.journal import Entry
from fieldapp.domain.line import Line
from fieldapp.domain.mark import StepMark, TrialMark
from fieldapp.domain.money_entry import MoneyEntry
from fieldapp.domain.order import Order
from fieldapp.domain.order_correction import OrderCorrection
from fieldapp.domain.owner_answer import OwnerAnswer
from fieldapp.domain.people import Person
from fieldapp.domain.photo import Blob, Photo
from fieldapp.domain.premises import Owner
from fieldapp.domain.signature import PriceAgreement, Signature
from fieldapp.domain.visit import Visit

Plain = dict[str, Any]

# What only the machinery needs, or what opens a door: it tells nothing about the owner.
NOT_TOLD = frozenset({"version", "search", "copy_token", "token", "timer_id", "link", "branch_id"})

OF_AN_ORDER = {
    "lines": (Line, Line.order_id),
    "signatures": (Signature, Signature.order_id),
    "corrections": (OrderCorrection, OrderCorrection.order_id),
    "payments": (MoneyEntry, MoneyEntry.order_id),
    "call_backs": (CallBack, CallBack.order_id),
    "answers": (OwnerAnswer, OwnerAnswer.order_id),
    "developer": (DeveloperCase, DeveloperCase.order_id),
    "journal": (Entry, Entry.order_id),
}
OF_A_VISIT = {
    "prices": (PriceAgreement, PriceAgreement.visit_id),
    "steps": (StepMark, StepMark.visit_id),
    "tried": (TrialMark, TrialMark.visit_id),
    "photos": (Photo, Photo.visit_id),
}


@dataclass(frozen=True, slots=True)
class Account:
    """The data, and the pictures that belong to it: their hashes, as far as their bytes are here."""

    data: Plain
    pictures: list[str]


def account_of(session: Session, owner: Owner) -> Account:
    """Everything about an owner. Of our people the name stands where they did something."""
    people = session.execute(select(Person.id, Person.name)).all()
    names = {person.id: person.name for person in people}
    orders = [_order(session, order, names) for order in session.scalars(_by(Order, Order.owner_id, [owner.id]))]
    agreements = list(session.scalars(_by(Agreement, Agreement.owner_id, [owner.id])))
    notices = session.scalars(_by(Notice, Notice.agreement_id, [agreement.id for agreement in agreements]))
    room = owner.room
    data = {
        "owner": _row(owner, names),
        "room": {"site": room.site.name_zh, "building": room.building, "door": room.door, "floor": room.floor},
        "orders": orders,
        "agreements": [_row(agreement, names) for agreement in agreements],
        "notices": [_row(notice, names) for notice in notices],
    }
    return Account(data, _pictures(session, orders))


def _order(session: Session, order: Order, names: dict[UUID, str]) -> Plain:
    told = _row(order, names) | {"number": order.number}
    told |= {name: _rows(session, model, key, [order.id], names) for name, (model, key) in OF_AN_ORDER.items()}
    visits = []
    for visit in session.scalars(_by(Visit, Visit.order_id, [order.id])):
        more = {name: _rows(session, model, key, [visit.id], names) for name, (model, key) in OF_A_VISIT.items()}
        visits.append(_row(visit, names) | more)
    return told | {"visits": visits}


def _rows(session: Session, model: Any, key: Any, ids: list[UUID], names: dict[UUID, str]) -> list[Plain]:
    return [_row(thing, names) for thing in session.scalars(_by(model, key, ids))]


def _by(model: Any, key: Any, ids: Iterable[UUID]) -> Any:
    return select(model).where(key.in_(list(ids))).order_by(model.id)


def _row(thing: Any, names: dict[UUID, str]) -> Plain:
    columns = [column.key for column in thing.__table__.columns if column.key not in NOT_TOLD]
    return {name: _plain(getattr(thing, name), names) for name in columns}


def _plain(value: Any, names: dict[UUID, str]) -> Any:
    match value:
        case UUID():
            return names.get(value, str(value))
        case datetime() | date():
            return value.isoformat()
        case Enum():
            return value.value
        case frozenset():
            return sorted(str(member) for member in value)
    return value


def _pictures(session: Session, orders: list[Plain]) -> list[str]:
    """Those of the photos that are here and not gone, and the receipts of errands.

    The same picture may be here for somebody else's order.
    """
    orders = [order for order in orders if not order["photos_gone_at"]]
    told = [photo["sha256"] for order in orders for visit in order["visits"] for photo in visit["photos"]]
    told += [entry["photo"] for order in orders for entry in order["errand"] or [] if entry.get("photo")]
    here = select(Blob.sha256).where(Blob.sha256.in_(told), Blob.sha256.not_in(select(GoneFile.sha256)))
    return sorted(session.scalars(here))
