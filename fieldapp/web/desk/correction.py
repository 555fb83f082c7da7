"""A correction of what was signed: typed and looked at, put before the owner, signed on our screen, or withdrawn."""

from uuid import UUID

from flask import Blueprint, abort, make_response, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import Stale, db, give_up
from fieldapp.domain.base import Overtaken, RuleBroken
from fieldapp.domain.catalogue import items_of
from fieldapp.domain.corrected_order import hold_order, waiting_correction
from fieldapp.domain.correcting import Draft, check_correctable, drafted, open_correction, withdraw
from fieldapp.domain.correction_signing import Where
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.order_correction import OrderCorrection, open_correction_of
from fieldapp.domain.order_versions import Version, versions_of
from fieldapp.web.correction_answer import answered, correction_page
from fieldapp.web.correction_sheet import correction_sheet
from fieldapp.web.desk.correction_form import CorrectionForm
from fieldapp.web.desk.order import order_of_ours, page
from fieldapp.web.forms import Form
from fieldapp.web.session import me
from fieldapp.web.words import sentence

bp = Blueprint("correction", __name__, url_prefix="/orders/<uuid:order_id>/correction")

Answer = Response | tuple[str, int]


@bp.get("")
def show(order_id: UUID) -> Answer:
    order = order_of_ours(order_id)
    try:
        replaced = check_correctable(db.session(), order, versions_of(db.session(), order.id))
    except RuleBroken as refused:
        return page(order_id, refusal=sentence(refused)), 422
    return _drawn(order, replaced, _form(order, replaced))


@bp.post("")
def put(order_id: UUID) -> Answer:
    """Looked at first, then put before the owner: by the same form."""
    order = order_of_ours(order_id)
    replaced = versions_of(db.session(), order.id).newest_signed
    form = Form()
    if replaced is None:
        return page(order_id, refusal=sentence(RuleBroken("correction.not_signed"))), 422
    typed = _form(order, replaced, form)
    wanted = typed.wanted()
    if form.faults:
        return _drawn(order, replaced, typed)
    try:
        draft = drafted(db.session(), order, wanted, roles=me().roles)
        if not form.ticked("open"):
            return _drawn(order, replaced, typed, draft=draft)
        order.expect(form.whole("version", most=10_000_000))
        open_correction(db.session(), order, Act.here(by_id=me().id, now=now()), wanted, roles=me().roles)
        db.session.commit()
    except (RuleBroken, Stale) as refused:
        return _refused(order_id, form, refused)
    return redirect(url_for("desk.order.show", order_id=order_id), 303)


@bp.post("/withdrawal")
def take_back(order_id: UUID) -> Answer:
    order = order_of_ours(order_id)
    correction = db.session.scalars(open_correction_of(order.id)).one_or_none() or abort(404)
    try:
        withdraw(db.session(), order, correction, Act.here(by_id=me().id, now=now()))
        db.session.commit()
    except RuleBroken as refused:
        give_up()
        return page(order_id, refusal=sentence(refused)), 422
    return redirect(url_for("desk.order.show", order_id=order_id), 303)


@bp.get("/signature")
def turn(order_id: UUID) -> Response:
    """The same page as behind the owner's link, turned to the owner."""
    found = _waiting(order_id)
    return _turned(found) if found else redirect(_back(order_id), 303)


@bp.post("/signature")
def sign(order_id: UUID) -> Response:
    order_of_ours(order_id)
    db.session.execute(hold_order(order_id))
    found = _waiting(order_id)
    refused = answered(*found, Act.here(by_id=me().id, now=now()), where=Where.DESK) if found else None
    again = _waiting(order_id) if refused is not None else None
    return _turned(again, refused) if again else redirect(_back(order_id), 303)


def _waiting(order_id: UUID) -> tuple[Order, OrderCorrection] | None:
    order_of_ours(order_id)
    row = db.session.execute(waiting_correction(order_id)).unique().one_or_none()
    return (row[0], row[1]) if row else None


def _turned(found: tuple[Order, OrderCorrection], refused: RuleBroken | None = None) -> Response:
    order, correction = found
    action, back = url_for(".sign", order_id=order.id), _back(order.id)
    return correction_page(order, correction, action=action, back=back, refusal=refused)


def _back(order_id: UUID) -> str:
    return url_for("desk.order.show", order_id=order_id)


def _form(order: Order, replaced: Version, form: Form | None = None) -> CorrectionForm:
    items = {str(item.id): item for item in db.session.scalars(items_of(order.catalogue_version_id))}
    lines = replaced.signature.contents["lines"] if replaced.signature else []
    return CorrectionForm(lines=lines, items=items, sent=form)


def _drawn(
    order: Order,
    replaced: Version,
    typed: CorrectionForm,
    *,
    draft: Draft | None = None,
    refusal: RuleBroken | None = None,
) -> Response:
    faults = {name: sentence(fault) for name, fault in typed.sent.faults.items()} if typed.sent else {}
    shown = render_template(
        "desk/correction.html",
        order=order,
        replaced=replaced,
        typed=typed,
        why=typed.sent.sent.get("why", "") if typed.sent else "",
        sheet=correction_sheet(draft.document) if draft else None,
        differs=draft is not None and draft.document["lines"] != draft.document["replaces"]["lines"],
        faults=faults,
        refusal=sentence(refusal) if refusal else "",
    )
    return make_response(shown, 422 if faults or refusal else 200)


def _refused(order_id: UUID, form: Form, refused: RuleBroken | Stale) -> Answer:
    """What speaks against it, on the form as it was typed; if somebody was first, on the order as it is now."""
    give_up()
    if not isinstance(refused, RuleBroken) or isinstance(refused, Overtaken):
        return page(order_id, refusal=sentence(RuleBroken("order.changed_meanwhile"))), 409
    order = order_of_ours(order_id)
    replaced = versions_of(db.session(), order_id).newest_signed
    if replaced is None or refused.code in ("correction.open_already", "correction.not_signed"):
        return page(order_id, refusal=sentence(refused)), 422
    return _drawn(order, replaced, _form(order, replaced, form), refusal=refused)
