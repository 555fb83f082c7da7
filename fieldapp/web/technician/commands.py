"""The one place where a button of the visit arrives: a form becomes a command, and the command is carried out once."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import Stale, db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.command import Command, apply
from fieldapp.domain.earlier import MOST_MINUTES, moment_of
from fieldapp.web.forms import Form, FormFaults
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.session import me
from fieldapp.web.technician.my_visit import my_visit, steps_of
from fieldapp.web.technician.presses import command_ids, read
from fieldapp.web.technician.visit_page import VisitPage
from fieldapp.web.words import sentence

bp = Blueprint("commands", __name__, url_prefix="/visits/<uuid:visit_id>/commands")

FIELDS = {"errand.amount": "amount"}  # what a rule refuses, and where it was typed
TRIES = 3  # for a press that meets somebody else's change of the same order


@bp.post("")
def press(visit_id: UUID) -> str | Response | tuple[str, int]:
    try:
        carry_out(commands_of(visit_id, Form()))
    except (RuleBroken, FormFaults) as refusal:
        return refused(visit_id, refusal)
    return answered(visit_id)


def commands_of(visit_id: UUID, form: Form) -> list[Command]:
    """What the form says, as commands. Raises FormFaults for what a person can mend."""
    at = moment(visit_id, form)
    said = read(form.text("verb", most=20), form, zone=lambda: my_visit(visit_id).order.site.timezone)
    first = form.uuid("command")
    base = form.whole("base", most=10**9, optional=True) or None
    form.check()
    return [
        Command(id=id, seq=0, v=1, visit=visit_id, verb=verb, at=at, base=base, by=me().id, data=data)
        for id, (verb, data) in zip(command_ids(first, len(said)), said, strict=True)
    ]


def moment(visit_id: UUID, form: Form) -> datetime:
    """Now, or so many minutes earlier. The big button says ``now``, whatever stands in the field of the other."""
    minutes = form.whole("earlier_minutes", most=MOST_MINUTES, optional=True)
    if not minutes or form.ticked("now"):
        return now()
    return moment_of(my_visit(visit_id), pressed_at=now(), minutes=minutes)


def carry_out(commands: list[Command]) -> None:
    """All of them or none, in one transaction; begun anew when somebody else changed the order in between."""
    anew(lambda: [apply(db.session(), command, received_at=now()) for command in commands])


def anew(change: Callable[[], object]) -> None:
    """Make the change and commit; read and decide again if it was overtaken. The last time the person is told (409)."""
    for _ in range(TRIES - 1):
        try:
            change()
            return db.session.commit()
        except Stale:
            db.session.rollback()
    change()
    return db.session.commit()


def answered(visit_id: UUID) -> str | Response:
    """The next step: drawn at once for htmx, by way of the visit's page for a plain form."""
    if not asked_by_htmx():
        return redirect(url_for("technician.visit.show", visit_id=visit_id), 303)
    visit = my_visit(visit_id)
    return render_template("technician/_visit.html", page=VisitPage(visit, steps_of(visit), now()).facing())


def refused(visit_id: UUID, refusal: RuleBroken | FormFaults) -> tuple[str, int]:
    """Say why not: in the notice for htmx, which keeps the page as it is; else the page again, what was typed kept."""
    if isinstance(refusal, RuleBroken) and refusal.code == "visit.unknown":
        abort(404)
    if asked_by_htmx():
        raise refusal
    db.session.rollback()
    visit, form = my_visit(visit_id), Form()
    page = VisitPage(
        visit,
        steps_of(visit),
        now(),
        asked_for=form.sent.get("shown", ""),
        door=form.sent.get("door", ""),
        refusal=words_of(refusal),
        faults=faults_of(refusal),
        typed=form.sent,
    ).facing()
    return render_template("technician/visit.html", page=page), 422


def words_of(refusal: RuleBroken | FormFaults) -> str:
    """The reasons, in the reader's language."""
    if isinstance(refusal, RuleBroken):
        return sentence(refusal)
    return " ".join(dict.fromkeys(sentence(fault) for fault in refusal.faults.values()))


def faults_of(refusal: RuleBroken | FormFaults) -> dict[str, str]:
    """The reasons again, each by the name of its field, as far as one field is to blame."""
    if isinstance(refusal, RuleBroken):
        return {FIELDS[refusal.code]: sentence(refusal)} if refusal.code in FIELDS else {}
    return {name: sentence(fault) for name, fault in refusal.faults.items()}
