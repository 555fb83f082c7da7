"""Visits of an agreement become orders some days ahead, each exactly once, whatever runs twice (4.2.4).

An order carries the day of the rule that it is the visit of. Whoever makes visits holds the agreement's row until the
transaction ends, so that a second worker sees what the first has made; an index forbids a second order for the day.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from fieldapp.domain.agreement import Agreement, over_on
from fieldapp.domain.assignment import assign
from fieldapp.domain.base import Fen, Milli
from fieldapp.domain.cannot_come import cannot_come
from fieldapp.domain.catalogue import PriceKind
from fieldapp.domain.holiday import holidays_of
from fieldapp.domain.intake import Request, receive
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line, line_from_item
from fieldapp.domain.local_day import day_at
from fieldapp.domain.order import Channel, Order
from fieldapp.domain.people import Person
from fieldapp.domain.planned_visit import PlannedVisit, planned_visits
from fieldapp.domain.premises import Branch, Owner, Room
from fieldapp.domain.procedure import newest_procedure
from fieldapp.domain.service_kind import service_kind
from fieldapp.domain.timer import Due, Timer

LOOK, MAKE = "agreements", "agreement"  # topics: look through all of them; make the visits of one
AHEAD = timedelta(days=14)  # from which day on a visit stands on the board
WESTERNMOST = "Etc/GMT+12"  # no site is further behind


def look_through(session: Session, due: Due, now: datetime) -> None:
    """The recurring deed: a timer for each agreement that may have visits to be made, each a transaction of its own."""
    for agreement_id, branch_id in session.execute(running(day_at(now, WESTERNMOST))):
        key = f"{MAKE}:{agreement_id}:{due.key}"
        session.add(Timer.at(now, MAKE, key, branch_id=branch_id, agreement=str(agreement_id)))


def make_soon(agreement: Agreement, at: datetime) -> Timer:
    """For whoever has just decided something about it: its visits are made without waiting for the next look."""
    key = f"{MAKE}:{agreement.id}:{agreement.version}"
    return Timer.at(at, MAKE, key, branch_id=agreement.branch_id, agreement=str(agreement.id))


def make_visits(session: Session, due: Due, now: datetime) -> None:
    """The deed: the orders of one agreement that are not there yet."""
    agreement = session.scalars(agreement_in_hand(UUID(due.facts["agreement"]))).one()
    branch = session.get_one(Branch, agreement.branch_id)
    for visit in missing_visits(session, agreement, now):
        order = _written(session, agreement, visit, branch, now)
        _give_to_the_named_one(session, order, visit, agreement, now)
        session.flush()


def missing_visits(session: Session, agreement: Agreement, now: datetime) -> Iterator[PlannedVisit]:
    """Those up to AHEAD that have not begun and of which there is no order."""
    zone = agreement.room.site.timezone
    today = day_at(now, zone)
    free = frozenset(session.scalars(holidays_of(agreement.branch_id)))
    made = set(session.scalars(select(Order.agreement_day).where(Order.agreement_id == agreement.id)))
    for visit in planned_visits(agreement, until=today + AHEAD, free=free, zone=zone, since=today):
        if visit.due_on not in made and visit.begins > now:
            yield visit


def running(today: date) -> Select[UUID, UUID]:
    """The agreements that may have visits from this day on."""
    return select(Agreement.id, Agreement.branch_id).where(Agreement.agreed_at.is_not(None), ~over_on(today))


def agreement_in_hand(agreement_id: UUID) -> Select[Agreement]:
    """An agreement with all that its visits are made of, held until the transaction ends."""
    return (
        select(Agreement)
        .where(Agreement.id == agreement_id)
        .options(
            joinedload(Agreement.room).joinedload(Room.site),
            joinedload(Agreement.owner).joinedload(Owner.room),
            joinedload(Agreement.item),
            selectinload(Agreement.terms),
            selectinload(Agreement.notices),
        )
        .with_for_update(of=Agreement)
    )


def line_of(agreement: Agreement, visit: PlannedVisit) -> Line:
    """What is to be done, at the agreed price: one visit, however many of the item it is about."""
    line = line_from_item(agreement.item)
    line.price_kind, line.minimum_fen = PriceKind.FIXED, None
    line.unit_price_fen, line.minutes = Fen(visit.price_fen), visit.terms.minutes
    line.unit_zh, line.unit_en = "次", "visit"
    if agreement.quantity_milli != Milli(1000):
        many = f"{agreement.quantity_milli / 1000:g}"
        line.name_zh = f"{line.name_zh} {many}{agreement.item.unit_zh}"[:120]
        line.name_en = f"{line.name_en}, {many} {agreement.item.unit_en}"[:120]
    return line


def _written(session: Session, agreement: Agreement, visit: PlannedVisit, branch: Branch, now: datetime) -> Order:
    request = Request(
        room=agreement.room,
        owner=agreement.owner,
        channel=Channel.AGREEMENT,
        kind=service_kind(agreement.item),
        lines=[line_of(agreement, visit)],
        wanted_from=visit.begins,
        wanted_until=visit.ends,
        requirements=agreement.requirements,
    )
    act = _as_agreed(agreement, now)
    order = receive(session, request, act, branch=branch, catalogue_version_id=agreement.item.version_id)
    order.agreement_id, order.agreement_day = agreement.id, visit.due_on
    return order


def _give_to_the_named_one(
    session: Session, order: Order, visit: PlannedVisit, agreement: Agreement, now: datetime
) -> None:
    """To the named technician (4.2.4); whoever is away then leaves it to the supervisor, with a note."""
    person = session.get(Person, visit.terms.person_id) if visit.terms.person_id else None
    if person is None or cannot_come(session, person, visit.begins, visit.ends, agreement.room.site.timezone):
        return
    given = assign(
        order,
        person,
        _as_agreed(agreement, now),
        current=None,
        procedure_id=session.scalars(newest_procedure()).one().id,
        begins=visit.begins,
        ends=visit.ends,
        agreement=str(agreement.id),
    )
    session.add(given)


def _as_agreed(agreement: Agreement, now: datetime) -> Act:
    """The supervisor decided it when the agreement was made; the machine carries it out."""
    return Act.here(by_id=agreement.confirmed_by_id, now=now)
