"""`/board/procedure`: the procedure as technicians are led through it, and the clauses it stands on."""

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.db import db
from fieldapp.domain.clause import CLAUSES
from fieldapp.domain.procedure import Part, Procedure, ProcedureStep, newest_procedure
from fieldapp.web import company
from fieldapp.web.labels import label
from fieldapp.web.language import language
from fieldapp.web.supervisor.whose import my_desk

PARTS = {Part.OUTSIDE: _l("Outside the door"), Part.INSIDE: _l("Inside"), Part.CLOSING: _l("Closing")}

bp = Blueprint("procedure", __name__, url_prefix="/procedure")


@dataclass(frozen=True, slots=True)
class Told:
    """A step, or a clause, in the language of the page."""

    step: ProcedureStep
    part: str
    name: str
    title: str
    help: str
    say: list[str]
    crib: str
    verb: str


@bp.get("")
def show() -> str:
    procedure: Procedure | None = db.session.scalars(newest_procedure()).one_or_none()
    spoken = language()
    return render_template(
        "supervisor/procedure.html",
        department=label(my_desk().department),
        procedure=procedure,
        steps=[_told(step) for step in procedure.steps] if procedure else [],
        clauses=[(clause.number, clause.text(spoken)) for clause in CLAUSES.values()],
    )


def _told(step: ProcedureStep) -> Told:
    texts = {what: step.text(what, language()) for what in ("name", "title", "help", "crib", "verb")}
    return Told(
        step=step, part=str(PARTS[step.part]), say=_filled_in(step.text("say", language())).splitlines(), **texts
    )


def _filled_in(say: str) -> str:
    """The fixed sentence with a word for each place that the app fills in at the door."""
    places = {"owner": _("[the owner]"), "company": company.name(), "service": _("[the service]")}
    for place, words in places.items():
        say = say.replace(f"{{{place}}}", words).replace(f"{{{place}_en}}", words)
    return say
