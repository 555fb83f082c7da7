"""A new order: written while the owner talks, on one screen; every step of it works without a script."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug import Response

from fieldapp.db import db
from fieldapp.domain.base import Milli, RuleBroken
from fieldapp.domain.component import Component
from fieldapp.domain.intake import Request, kind_of, receive, received_before
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line, line_from_item, line_in_words
from fieldapp.domain.order import Kind, Order
from fieldapp.domain.people import Language, Role
from fieldapp.domain.premises import Branch
from fieldapp.domain.routing import Route, route
from fieldapp.web import guard
from fieldapp.web.desk.draft import draft_from
from fieldapp.web.desk.named import note_named
from fieldapp.web.desk.new_order_page import LineView, NewOrderPage, page_of
from fieldapp.web.desk.window_field import window_from
from fieldapp.web.doorplate import door
from fieldapp.web.forms import Form, FormFaults, choice
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.language import language
from fieldapp.web.session import me

bp = Blueprint("new_order", __name__, url_prefix="/orders/new")
bp.before_request(guard.only(Role.DESK))

NEED_A_REASON = {Route.DEVELOPER, Route.DECLINE}


@bp.get("")
def show() -> str:
    draft = draft_from(request.args)
    draft.take_step(request.args)
    template = "desk/_new_order.html" if asked_by_htmx() else "desk/new_order.html"
    return render_template(template, intake=page_of(draft), faults={}, typed=request.args)


@bp.post("")
def write() -> Response | tuple[str, int]:
    draft, to = draft_from(request.form), choice(Route, "route")
    try:
        # Pressed twice? Then the order of the first press is the answer to the second, too.
        order = received_before(db.session(), draft.id, branch_id=me().branch_id) or _written(page_of(draft), to)
    except (RuleBroken, FormFaults) as refused:
        db.session.rollback()
        rule = refused if isinstance(refused, RuleBroken) else None
        return draft.form.again("desk/new_order.html", refusal=rule, intake=page_of(draft))
    db.session.commit()
    return redirect(url_for("desk.order.show", order_id=order.id), 303)


def _written(page: NewOrderPage, to: Route) -> Order:
    """The order as the form tells it, sent on its way. Faults and refusals are raised; nothing is stored then."""
    form, act = page.draft.form, Act.here(by_id=me().id, now=page.at)
    why = _reason(form, to) if to in NEED_A_REASON else ""
    _refuse_the_same(page, to)
    asked = _request(page, act, urgent=to is Route.URGENT)
    if asked is None or page.version is None:
        raise FormFaults(form.faults) if page.version else RuleBroken("intake.no_catalogue")
    branch = db.session.get_one(Branch, me().branch_id)
    order = receive(db.session(), asked, act, branch=branch, catalogue_version_id=page.version.id, id=page.draft.id)
    part, consent = form.optional_choice(Component, "component") or Component.NONE, form.ticked("consent")
    route(db.session(), order, act, to, by_id=me().id, why=why, peril=page.peril, component=part, consent=consent)
    if to is Route.DECLINE:
        note_named(order, act)
    return order


def _refuse_the_same(page: NewOrderPage, to: Route) -> None:
    """An emergency of this room is under way: is it the same?"""
    same = page.same if to is Route.URGENT else None
    if same is None or not same.urgent or page.owner is None:
        return
    room, title = page.owner.room, same.title_en if language() is Language.ENGLISH else same.title_zh
    ago = page.at - same.received_at
    raise RuleBroken("dispatch.perhaps_the_same", door=door(room.building, room.door), what=title, length=ago)


def _reason(form: Form, to: Route) -> str:
    words = form.text(f"why_{to}", most=300, optional=True)
    if not words:
        form.fault(f"why_{to}", "order.reason_missing")
    return words


def _request(page: NewOrderPage, act: Act, *, urgent: bool) -> Request | None:
    """What the owner wants; None when something cannot be read, with the faults at their fields."""
    draft, kind = page.draft, kind_of(page.known_items) or page.draft.kind
    begins, ends = (
        (None, None) if draft.in_words else window_from(draft.form, page.zone)
    )  # 4.3.3: no time while we have to ask
    if page.owner is None:
        draft.form.fault("room", "intake.no_room")
    many = [line.many(draft.form) for line in page.lines]
    if draft.form.faults or page.owner is None:
        return None
    return Request(
        room=page.owner.room,
        owner=page.owner,
        channel=draft.channel,
        kind=kind or Kind.REPAIR,
        lines=[_line(line, so_many, act, page) for line, so_many in zip(page.lines, many, strict=True)],
        wanted_from=begins,
        wanted_until=ends,
        requirements=draft.requirements,
        entry_allowed=draft.entry_allowed,
        urgent=urgent,
    )


def _line(line: LineView, many: Milli, act: Act, page: NewOrderPage) -> Line:
    if line.item is None:
        return line_in_words(line.typed.words, quantity_milli=many, at=act.at)
    made = line_from_item(line.item, quantity_milli=many)
    made.warranty = page.draft.free and page.is_covered(line.item)
    return made
