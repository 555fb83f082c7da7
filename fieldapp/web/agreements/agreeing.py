"""The owner agrees: signs on the screen or on paper, or gives their word (4.2.4: signed where needed)."""

from uuid import UUID

from flask import Blueprint, render_template
from pydantic import TypeAdapter, ValidationError

from fieldapp.clock import now
from fieldapp.domain.agreement import Agreed, Agreement
from fieldapp.domain.agreement_document import agreement_document
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Role
from fieldapp.domain.signature import Strokes
from fieldapp.web import guard
from fieldapp.web.agreements.deciding import Answer, decide
from fieldapp.web.agreements.page import agreement_of_ours
from fieldapp.web.forms import Form
from fieldapp.web.handwriting import handwriting
from fieldapp.web.home_zone import home_zone
from fieldapp.web.language import owner_language

bp = Blueprint("agreeing", __name__, url_prefix="/<uuid:agreement_id>")

DRAWN = TypeAdapter(Strokes)
MOST_WRITTEN = 400_000  # characters of a drawn name; the busiest real one has far fewer


@bp.get("/paper")
def paper(agreement_id: UUID) -> str:
    """The agreement to be read and printed, in the owner's language."""
    return render_template("agreements/paper.html", pad=False, **_paper(agreement_id))


@bp.get("/signature")
@guard.narrowed_to(Role.DESK, Role.OPERATIONS)
def sign(agreement_id: UUID) -> str:
    """The same, with a pad under it, turned to the owner."""
    return render_template("agreements/paper.html", pad=True, **_paper(agreement_id))


@bp.post("/signature")
@guard.narrowed_to(Role.DESK, Role.OPERATIONS)
def agree(agreement_id: UUID) -> Answer:
    return decide(agreement_id, _agree, sheet="agreed")


def _agree(agreement: Agreement, act: Act, form: Form) -> None:
    how, by = form.choice(Agreed, "how"), form.text("by", most=60)
    strokes = _strokes(form) if how is Agreed.ON_SCREEN else None
    form.check()
    agreement.agree(act, agreement_document(agreement), how=how, by=by, strokes=strokes)


def _strokes(form: Form) -> Strokes:
    """What was drawn: strokes of points [x, y, milliseconds], some with how hard the pen was pressed."""
    try:
        drawn = DRAWN.validate_json(form.text("strokes", most=MOST_WRITTEN, optional=True) or "[]")
    except ValidationError:
        drawn = [[[]]]
    if not all(len(point) in (3, 4) for stroke in drawn for point in stroke):
        form.fault("strokes", "form.not_known")
        return []
    return drawn


def _paper(agreement_id: UUID) -> dict[str, object]:
    agreement = agreement_of_ours(agreement_id)
    owner_language(agreement.owner.language)
    return {
        "agreement": agreement,
        "terms": agreement.terms[0],
        "drawn": handwriting(agreement.strokes or []),
        "zone": home_zone(),
        "now": now(),
        "agreed_on": agreement.agreed_at or now(),
    }
