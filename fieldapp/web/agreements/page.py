"""One agreement: where it stands, what was agreed, the next visits, its notices, its story, and whose turn it is."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, render_template

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.agreement import Agreed, Agreement, AgreementState
from fieldapp.domain.agreement_journal import journal_of
from fieldapp.domain.agreement_list import agreement_to_read, agreement_visits, who_could_come
from fieldapp.domain.agreement_notice import Delivery
from fieldapp.domain.agreement_terms import Charge
from fieldapp.domain.holiday import OnHolidays
from fieldapp.domain.recurrence import WEEK, Rhythm
from fieldapp.web.agreements.course import course
from fieldapp.web.agreements.terms_form import typed_of
from fieldapp.web.home_zone import home_zone, today_here
from fieldapp.web.labels import labels
from fieldapp.web.session import me

ON = frozenset({AgreementState.IN_FORCE, AgreementState.PAUSED})
# In which states an agreement has which sheet; one more for each notice that is to be delivered.
SHEETS = {
    "decline": frozenset({AgreementState.REQUESTED, AgreementState.CONFIRMED}),
    "agreed": frozenset({AgreementState.APPROVED}),
    "pause": ON,
    "stop": ON,
    "change": ON,
    "go-on": ON,
}

bp = Blueprint("page", __name__, url_prefix="/<uuid:agreement_id>")


@bp.get("")
def show(agreement_id: UUID) -> str:
    return page(agreement_id)


def page(agreement_id: UUID, *, sent: str = "", overtaken: bool = False, **more: Any) -> str:
    """The page as it stands now; ``refusal`` is a sentence on top of it.

    After a refusal ``sent`` is the sheet that was: filled in as it was, and open, unless it was ``overtaken``: then the
    page is to be looked at first, and the sheet waits behind its button.
    """
    agreement, today = agreement_of_ours(agreement_id), today_here()
    state = agreement.state(today)
    sheets = {name for name, states in SHEETS.items() if state in states}
    sheets |= {f"deliver-{told.id}" for told in agreement.notices if told.delivered_at is None}
    terms = agreement.terms_on(today)
    people = db.session.execute(who_could_come(me().branch_id, agreement.department)).all()
    told: dict[str, Any] = {
        "agreement": agreement,
        "state": state,
        "sheets": sheets,
        "terms": terms,
        "typed": typed_of(terms),
        "later": [each for each in agreement.terms if each.from_day > today and each is not terms],
        "steps": course(agreement, today),
        "visits": db.session.execute(agreement_visits(agreement_id, today)).all(),
        "entries": db.session.execute(journal_of(agreement_id)).all(),
        "people": [(str(person.id), person.name) for person in people],
        "pause": agreement.pause_on(today),
        "week": WEEK,
        "rhythms": labels(Rhythm),
        "on_holidays": labels(OnHolidays),
        "charges": labels(Charge),
        "deliveries": labels(Delivery),
        "ways": [told for told in labels(Agreed) if told[0] != Agreed.ON_SCREEN],
        "today": today,
        "now": now(),
        "zone": home_zone(),
        "faults": {},
        "sent": sent,
        "said": {},  # what was typed in it
        "open_sheet": "" if overtaken or sent not in sheets else sent,
        "refusal": None,
    }
    return render_template("agreements/agreement.html", **(told | more))


def agreement_of_ours(agreement_id: UUID) -> Agreement:
    """An agreement of the reader's branch."""
    found = db.session.scalars(agreement_to_read(me().branch_id, agreement_id)).one_or_none()
    return found or abort(404)
