"""`/money/orders/…`: what an order comes to, what was paid of it, and the next entry."""

from collections.abc import Callable
from datetime import datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db, give_up
from fieldapp.domain.base import Overtaken, RuleBroken, new_id
from fieldapp.domain.cash_book import Sum, correct, give_back, may_write, take, way_of
from fieldapp.domain.journal import Act
from fieldapp.domain.money_entry import EntryKind, Method, MoneyEntry
from fieldapp.domain.money_list import entries_of, order_of_money
from fieldapp.domain.order import Order
from fieldapp.domain.order_versions import versions_of
from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone, today_here
from fieldapp.web.labels import labels
from fieldapp.web.session import me

bp = Blueprint("of_order", __name__, url_prefix="/orders/<uuid:order_id>")

Answer = Response | tuple[str, int]
Writing = Callable[[Order, Act, Form], None]


@bp.get("")
def show(order_id: UUID) -> str:
    return render_template("money/order.html", **_page(_order(order_id)))


@bp.post("/payments")
@guard.narrowed_to(Role.DESK, Role.CASHIER)
def pay(order_id: UUID) -> Answer:
    return _write(order_id, "pay", _pay)


@bp.post("/refunds")
@guard.narrowed_to(Role.DESK, Role.CASHIER)
def refund(order_id: UUID) -> Answer:
    return _write(order_id, "refund", _refund)


@bp.post("/corrections")
@guard.narrowed_to(Role.DESK, Role.CASHIER)
def put_right(order_id: UUID) -> Answer:
    return _write(order_id, "correct", _correct)


def _pay(order: Order, act: Act, form: Form) -> None:
    taken = Sum(form.choice(Method, "method"), form.money("amount"), form.text("receipt", most=60))
    at = _moment(form, act)
    if not form.faults:
        take(db.session(), order, act, taken, at=at, id=form.optional_uuid("id"))


def _refund(order: Order, act: Act, form: Form) -> None:
    given = Sum(form.choice(Method, "method"), form.money("amount"), form.text("receipt", most=60, optional=True))
    why, at = form.text("why", most=300), _moment(form, act)
    if not form.faults:
        give_back(db.session(), order, act, given, why=why, at=at, id=form.optional_uuid("id"))


def _correct(order: Order, act: Act, form: Form) -> None:
    wrong = db.session.get(MoneyEntry, form.optional_uuid("entry") or new_id())
    if wrong is None or wrong.order_id != order.id:
        abort(404)
    amount, why = form.money("amount"), form.text("why", most=300)
    method = form.optional_choice(Method, "method") or way_of(db.session(), wrong)
    right = Sum(method, -amount if wrong.kind is EntryKind.REFUND else amount)
    if not form.faults:
        correct(db.session(), order, wrong, act, right, why=why, id=form.optional_uuid("id"))


def _write(order_id: UUID, sheet: str, writing: Writing) -> Answer:
    """Write the entry once, however often the button was pressed; a refusal is drawn in the sheet that was sent."""
    form, order = Form(), _order(order_id)
    known = db.session.get(MoneyEntry, form.optional_uuid("id") or new_id())
    if known is None:
        try:
            _check(order, form)
            writing(order, Act.here(by_id=me().id, now=now()), form)
        except RuleBroken as refusal:
            return _again(order_id, sheet, form, refusal)
        if form.faults:
            return _again(order_id, sheet, form)
        db.session.commit()
    return redirect(url_for("money.of_order.show", order_id=order_id), 303)


def _again(order_id: UUID, sheet: str, form: Form, refusal: RuleBroken | None = None) -> tuple[str, int]:
    give_up()
    overtaken = isinstance(refusal, Overtaken)  # then the page is looked at before anything is sent again
    known = {"sent": sheet, "overtaken": overtaken} | _page(_order(order_id))
    page, status = form.again("money/order.html", refusal=refusal, **known)
    return page, 409 if overtaken else status


def _check(order: Order, form: Form) -> None:
    if not may_write(order.site, me().roles):
        raise RuleBroken("money.not_yours")
    order.expect(form.whole("version", most=10_000_000))


def _moment(form: Form, act: Act) -> datetime:
    """When the money changed hands: now, or at noon of another day."""
    day, zone = form.day("day", optional=True), ZoneInfo(home_zone())
    if day is None or day == act.at.astimezone(zone).date():
        return act.at
    return datetime.combine(day, time(12), zone)


def _order(order_id: UUID) -> Order:
    return db.session.scalars(order_of_money(order_id, me().branch_id)).one_or_none() or abort(404)


def _page(order: Order) -> dict[str, Any]:
    return {
        "order": order,
        "entries": db.session.execute(entries_of(order.id)).all(),
        "versions": versions_of(db.session(), order.id),
        "writes": may_write(order.site, me().roles),
        "methods": labels(Method),
        "next_id": new_id(),
        "today": today_here(),
    }
