"""The page of one order: its whole story, its money, its papers, and what the office may do with it."""

from uuid import UUID

from flask import Blueprint, abort, current_app, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.correcting import may_be_corrected
from fieldapp.domain.course import OrderState
from fieldapp.domain.disclosure import disclose_phone, needs_a_reason
from fieldapp.domain.errand import Whose, account, has_account
from fieldapp.domain.journal import Act
from fieldapp.domain.offered_time import offers
from fieldapp.domain.order import Order
from fieldapp.domain.order_page import OrderPage, order_in_hand, order_page
from fieldapp.domain.outside import outside_contacts
from fieldapp.domain.people import Role
from fieldapp.web.desk.ringing import rings_by_others
from fieldapp.web.desk.whose import my_department
from fieldapp.web.forms import Form
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.labels import labels
from fieldapp.web.places import public_address
from fieldapp.web.session import me
from fieldapp.web.watching import phone_first, replay_of

# What is said once a decision is carried out.
DONE: dict[str, LazyString] = {
    "rearrange": _l("Another time is written down"),
    "hold": _l("The order is on hold"),
    "resume": _l("It waits to be assigned"),
    "developer": _l("Handed to the developer"),
    "decline": _l("Declined"),
    "cancel": _l("Cancelled"),
}

bp = Blueprint("order", __name__, url_prefix="/orders/<uuid:order_id>")


@bp.get("")
def show(order_id: UUID) -> str:
    # From before the order is read: what happens in between is then drawn twice rather than never.
    feed = current_app.extensions["heard"].last(me().branch_id)
    return page(order_id, feed=feed, template="desk/_order.html" if asked_by_htmx() else "desk/order.html")


@bp.post("/phone")
def show_phone(order_id: UUID) -> str:
    """One press; of an order that is over with a word why (PIPL 6)."""
    order, form = order_of_ours(order_id), Form()
    why = form.text("why", most=200, optional=not needs_a_reason(order))
    form.check()
    phone = disclose_phone(order, Act.here(by_id=me().id, now=now()), why=why)
    db.session.commit()
    # A sheet that lies open for a while knows nothing of a colleague who has dialled meanwhile.
    ring = rings_by_others([order_id]).get(order_id) if order.call_back_due_at else None
    if not asked_by_htmx():
        return page(order_id, phone=phone, ring=ring)
    return render_template("desk/_phone.html", phone=phone, ring=ring, now=now())


def page(
    order_id: UUID,
    *,
    feed: int | None = None,
    template: str = "desk/order.html",
    sent: str = "",
    overtaken: bool = False,
    **more: object,
) -> str:
    """The page as it stands now; ``refusal`` is a sentence on top of it, ``phone`` the number in full.

    After a refusal ``sent`` is the sheet that was: filled in as it was, open, and with what is wrong at its ``faults``.
    If it was ``overtaken`` the page is to be looked at first, and the sheet waits behind its button.

    With a ``feed`` number it follows what happens by itself, so that whoever asked sees the answer (4.2.3, 4.3.3).
    """
    story = order_page(db.session(), order_id, branch_id=me().branch_id, department=my_department())
    if story is None:
        abort(404)
    contacts = db.session.scalars(outside_contacts(me().branch_id)).all() if me().has(Role.DESK) else ()
    at = now()
    case = story.case
    sheet = sent if _has_sheet(story, sent) else ""
    waiting = story.versions.waiting
    replay = replay_of(order_id) if story.order.urgent else None
    return render_template(
        template,
        feed=feed,
        story=story,
        order=story.order,
        contacts=contacts,
        case=case,
        has_errand_money=has_account(story.order),
        errand=account(story.order),
        whose=labels(Whose),
        next_id=new_id(),
        versions=story.versions,
        may_correct=may_be_corrected(story.order, story.versions),
        correction_link=public_address(url_for("owner.copy.show", token=waiting.token)) if waiting else "",
        developer_link=public_address(url_for("owner.developer.show", token=case.token)) if case else "",
        offered=offers(at, story.order.site.timezone),
        typed=request.form,
        sent=sent,
        typed_in=lambda name: request.form if name == sent else {},
        open_sheet="" if overtaken else sheet,
        unplaced="" if sheet else request.form.get("why", ""),
        with_developer=_is_with_developer(story),
        done=DONE.get(request.args.get("done", "")),
        now=at,
        replay=replay,
        phone_first=phone_first(replay),
        whole="all" in request.args,
        asks_why=needs_a_reason(story.order),
        **({"faults": {}} | more),
    )


def _has_sheet(story: OrderPage, sheet: str) -> bool:
    """Has the order as it is now the sheet that was sent, or is that decided already?"""
    return sheet in story.decisions or (sheet.startswith("developer-") and _is_with_developer(story))


def _is_with_developer(story: OrderPage) -> bool:
    return story.order.state is OrderState.WITH_DEVELOPER and story.case is not None


def order_of_ours(order_id: UUID) -> Order:
    """An order that the reader may see, with all that a decision looks at."""
    asked = order_in_hand(order_id, branch_id=me().branch_id, department=my_department())
    order = db.session.scalars(asked).unique().one_or_none()
    return order or abort(404)
