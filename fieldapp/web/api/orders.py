"""`/api/v1/orders`: written, listed by their last change, read one by one, cancelled."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from flask import Blueprint, request

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.intake import received_before
from fieldapp.domain.journal import Act
from fieldapp.domain.keyset import Place
from fieldapp.domain.order_list import number_in
from fieldapp.domain.order_report import changed, next_place, own_order, report
from fieldapp.domain.system import Scope
from fieldapp.domain.system_order import (
    Door,
    SystemOrder,
    Wanted,
    WantedLine,
    cancel,
    id_under,
    require_the_same,
    take_in,
)
from fieldapp.web.api.bearer import asker
from fieldapp.web.api.data import Cancellation, NewOrder, OrderQuery, OrderTold, Page
from fieldapp.web.api.meaning import _l
from fieldapp.web.api.operation import operation
from fieldapp.web.api.told import brief, place_in_words, whole

bp = Blueprint("orders", __name__, url_prefix="/orders")

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)
FAR_OFF = datetime(2100, 1, 1, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@bp.post("")
@operation(
    _l("Write an order"),
    _l(
        "For an owner, as the front desk would: it goes to the supervisor at once, or with a question where something"
        " is not on the list. The same key with the same request gives the same order, however often it is sent."
        " Emergencies are told by telephone."
    ),
    scope=Scope.ORDERS_WRITE,
    body=NewOrder,
    keyed=True,
    answers={201: OrderTold, 200: OrderTold},
    refusals=frozenset({404, 409}),
)
def write(sent: NewOrder, key: str) -> tuple[OrderTold, int]:
    me, session = asker(), db.session()
    id, asked = id_under(me.id, key), sha256(request.get_data()).hexdigest()
    order = received_before(session, id, branch_id=me.branch_id)
    status = 200 if order else 201
    if order is not None:
        require_the_same(session, order, asked)
    else:
        act = Act.here(by_id=me.person_id, now=now())
        order = take_in(session, _wanted(sent), act, id=id, branch_id=me.branch_id, by_id=me.person_id)
        session.flush()
        session.add(SystemOrder(order_id=id, system_id=me.id, key=key, asked_sha256=asked, reference=sent.reference))
    db.session.commit()
    return _told((order.year, order.serial)), status


@bp.get("")
@operation(
    _l("Orders by their last change"),
    _l(
        "All of the branch, oldest change first. Begin with “changed_since” and go on with “next”. Near the end of the"
        " list an order may come twice; the greater “version” is the newer."
    ),
    scope=Scope.ORDERS_READ,
    query=OrderQuery,
    answers={200: Page},
)
def listed(query: OrderQuery) -> tuple[Page, int]:
    me, at = asker(), now()
    since, after = _begin(query)
    rows = db.session.execute(changed(me.branch_id, me.id, since, after, limit=query.limit)).all()
    shown, more = rows[: query.limit], len(rows) > query.limit
    begun = (since, UUID(str(after.id)) if after else None)
    place = next_place(begun, shown[-1] if shown else None, more=more, now=at)
    return Page(orders=[brief(row) for row in shown], more=more, next=place_in_words(*place)), 200


@bp.get("/<number>")
@operation(
    _l("One order"),
    _l("Where it stands, what it costs, and every state it was in."),
    scope=Scope.ORDERS_READ,
    answers={200: OrderTold},
    refusals=frozenset({404}),
)
def show(number: str) -> tuple[OrderTold, int]:
    return _told(_number(number)), 200


@bp.post("/<number>/cancel")
@operation(
    _l("Cancel an order that you wrote"),
    _l(
        "Because the owner does not want it any more. Until somebody is at the door; afterwards call the customer"
        " centre. Cancelled already, it stays cancelled."
    ),
    scope=Scope.ORDERS_WRITE,
    body=Cancellation,
    answers={200: OrderTold},
    refusals=frozenset({404, 409}),
)
def call_off(sent: Cancellation, number: str) -> tuple[OrderTold, int]:
    me, wanted = asker(), _number(number)
    order = db.session.scalars(own_order(me.branch_id, me.id, wanted)).unique().one_or_none()
    if order is None:
        raise RuleBroken("order.unknown")
    cancel(db.session(), order, Act.here(by_id=me.person_id, now=now()), why=sent.why)
    db.session.commit()
    return _told(wanted), 200


def _told(number: tuple[int, int]) -> OrderTold:
    me = asker()
    found = report(db.session(), me.branch_id, me.id, number)
    if found is None:
        raise RuleBroken("order.unknown")
    return whole(found)


def _number(words: str) -> tuple[int, int]:
    number = number_in(words)
    if number is None:
        raise RuleBroken("order.unknown")
    return number


def _begin(query: OrderQuery) -> tuple[datetime, Place | None]:
    """Where the list begins: at a moment, or behind the last row that was sent."""
    if query.after is None:
        return min(max(query.changed_since or LONG_AGO, LONG_AGO), FAR_OFF), None
    microseconds, _, id = query.after.partition("-")
    at = EPOCH + timedelta(microseconds=int(microseconds))
    return at, Place(at, UUID(id)) if id else None


def _wanted(sent: NewOrder) -> Wanted:
    return Wanted(
        door=Door(sent.room.site, sent.room.building, sent.room.door),
        phone=sent.owner_phone,
        kind=sent.kind,
        lines=[WantedLine(line.item, line.words, line.quantity_milli) for line in sent.lines],
        wanted_from=sent.wanted_from,
        wanted_until=sent.wanted_until,
        requirements=sent.requirements,
        entry_allowed=sent.entry_allowed,
    )
