"""A request for long-term service, written by the front desk while the owner is there or on the telephone (4.2.4)."""

from datetime import date
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.agreement import CONDITIONS, Agreement
from fieldapp.domain.agreement_list import agreement_to_read
from fieldapp.domain.agreement_turn import tell_whose_turn
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.catalogue import Item, in_force, items_of
from fieldapp.domain.holiday import OnHolidays
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Department, Role
from fieldapp.domain.premises import Owner
from fieldapp.domain.recurrence import WEEK, Rhythm
from fieldapp.domain.room_search import resident, residents
from fieldapp.web import guard
from fieldapp.web.agreements.terms_form import terms_from
from fieldapp.web.forms import Form, FormFaults
from fieldapp.web.home_zone import today_here
from fieldapp.web.labels import labels
from fieldapp.web.session import me

bp = Blueprint("request", __name__, url_prefix="/new")
bp.before_request(guard.only(Role.DESK))

TEMPLATE = "agreements/request.html"


@bp.get("")
def show() -> str:
    form = Form(request.args)
    return render_template(TEMPLATE, id=new_id(), faults={}, typed=request.args, refusal=None, **_page(form))


@bp.post("")
def write() -> Response | tuple[str, int]:
    form = Form()
    page, id = _page(form), form.uuid("id")
    try:
        # Pressed twice? Then what the first press wrote is the answer to the second, too.
        known = db.session.scalars(agreement_to_read(me().branch_id, id)).one_or_none()
        agreement = known or _written(form, page["owner"], page["items"])
    except (RuleBroken, FormFaults) as refused:
        db.session.rollback()
        rule = refused if isinstance(refused, RuleBroken) else None
        return form.again(TEMPLATE, refusal=rule, id=id, **_page(form))
    db.session.commit()
    return redirect(url_for("agreements.page.show", agreement_id=agreement.id), 303)


def _written(form: Form, owner: Owner | None, items: list[Item]) -> Agreement:
    item_id = form.uuid("item")
    item = next((one for one in items if one.id == item_id), None)
    if item is None:
        form.fault("item", "form.not_known")
    first, last = form.day("first_day"), form.day("last_day")
    terms, quantity = terms_from(form, first or date.min), form.quantity("quantity")
    requirements = form.text("requirements", most=500, optional=True)
    if owner is None:
        form.fault("q", "intake.no_room")
    if form.faults or owner is None or item is None or last is None:
        raise FormFaults(form.faults)
    agreement = Agreement(
        id=form.uuid("id"),
        branch_id=me().branch_id,
        department=item.department,
        room=owner.room,
        owner=owner,
        item=item,
        quantity_milli=quantity,
        requirements=requirements,
        conditions=CONDITIONS,
        last_day=last,
        terms=[terms],
        notices=[],
    )
    act = Act.here(by_id=me().id, now=now())
    agreement.request(act)
    db.session.add(agreement)
    tell_whose_turn(db.session(), agreement, act)
    return agreement


def _page(form: Form) -> dict[str, Any]:
    """Whom it is for: chosen, or those who are found by what was typed; and what can be asked for."""
    owner_id, words, today = form.optional_uuid("owner"), form.text("q", most=60, optional=True), today_here()
    owner = db.session.scalars(resident(me().branch_id, owner_id)).one_or_none() if owner_id else None
    version = db.session.scalars(in_force(me().branch_id, now())).one_or_none()
    items = db.session.scalars(items_of(version.id)).all() if version else []
    return {
        "owner": owner,
        "found": db.session.execute(residents(me().branch_id, words)).all() if words and not owner else [],
        "q": words,
        "items": [item for item in items if item.department is Department.CLEANING],
        "week": WEEK,
        "rhythms": labels(Rhythm),
        "on_holidays": labels(OnHolidays),
        "first_day": today,
        "last_day": date(today.year + 1, today.month, min(today.day, 28)),
    }
