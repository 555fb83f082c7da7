"""The visit screen: read it, search the catalogue for one more item, ask for the owner's number."""

from uuid import UUID

from flask import Blueprint, Response, render_template, request

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.catalogue import find_items
from fieldapp.domain.disclosure import disclose_at_visit
from fieldapp.domain.journal import Act
from fieldapp.web import fresh
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.session import me
from fieldapp.web.technician.ahead_document import ahead_document
from fieldapp.web.technician.found_items import FoundItem, found
from fieldapp.web.technician.my_visit import my_visit, steps_of
from fieldapp.web.technician.visit_page import VisitPage

bp = Blueprint("visit", __name__, url_prefix="/visits/<uuid:visit_id>")

MOST_LETTERS = 60  # of a search
MOST_FOUND = 12


@bp.get("")
def show(visit_id: UUID) -> str:
    page = page_of(visit_id)
    words = searched()
    return render_template(
        "technician/_visit.html" if asked_by_htmx() else "technician/visit.html",
        page=page,
        q=words,
        items=items_for(page, words),
    )


@bp.get("/ahead")
def ahead(visit_id: UUID) -> Response:
    """Every view that this visit may come to, for the phone to go on by itself."""
    page = page_of(visit_id, facing=False)
    tag = fresh.tag(page.version, page.next_job and page.next_job.visit, page.today, page.room.handed_over_on)
    return fresh.unchanged(tag) or fresh.tagged(ahead_document(page), tag)


@bp.get("/items")
def items(visit_id: UUID) -> str:
    """What the search for one more item finds: the list alone."""
    page = page_of(visit_id)
    words = searched()
    return render_template("technician/_items.html", page=page, q=words, items=items_for(page, words))


@bp.post("/phone-number")
def phone_number(visit_id: UUID) -> str:
    """The owner's whole number, to be called now. It is written down that it was shown (PIPL 51)."""
    visit = my_visit(visit_id)
    number = disclose_at_visit(visit, Act.here(by_id=me().id, now=now()))
    db.session.commit()
    template = "technician/_phone_number.html" if asked_by_htmx() else "technician/phone_number.html"
    return render_template(template, page=VisitPage(visit, steps_of(visit), now()), number=number)


def page_of(visit_id: UUID, *, facing: bool = True) -> VisitPage:
    """The page as the address asks for it."""
    visit = my_visit(visit_id)
    page = VisitPage(
        visit,
        steps_of(visit),
        now(),
        asked_for=request.args.get("step", ""),
        door=request.args.get("door", ""),
    )
    return page.facing() if facing else page


def searched() -> str:
    """The words to search for."""
    return request.args.get("q", "").strip()[:MOST_LETTERS]


def items_for(page: VisitPage, words: str) -> list[FoundItem]:
    """The items of the order's catalogue version that match; none without a word."""
    if not words:
        return []
    items = db.session.scalars(find_items(page.order.catalogue_version_id, words, limit=MOST_FOUND))
    return [found(item, page.lines) for item in items]
