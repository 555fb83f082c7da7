"""The supervisor's word and the operations manager's (4.2.4)."""

from uuid import UUID

from flask import Blueprint, abort

from fieldapp.db import db
from fieldapp.domain.agreement import Agreement
from fieldapp.domain.agreement_list import who_could_come
from fieldapp.domain.agreement_terms import Charge
from fieldapp.domain.agreement_turn import tell_whose_turn
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.agreements.deciding import Answer, decide
from fieldapp.web.forms import Form
from fieldapp.web.session import me

bp = Blueprint("decisions", __name__, url_prefix="/<uuid:agreement_id>")


@bp.post("/capability")
@guard.narrowed_to(Role.SUPERVISOR)
def confirm(agreement_id: UUID) -> Answer:
    return decide(agreement_id, _confirm, sheet="confirm")


@bp.post("/refusal")
@guard.narrowed_to(Role.SUPERVISOR, Role.OPERATIONS)
def decline(agreement_id: UUID) -> Answer:
    return decide(agreement_id, _decline, sheet="decline")


@bp.post("/approval")
@guard.narrowed_to(Role.OPERATIONS)
def approve(agreement_id: UUID) -> Answer:
    return decide(agreement_id, _approve, sheet="approve")


def _confirm(agreement: Agreement, act: Act, form: Form) -> None:
    _require_mine(agreement)
    price_fen, charge, person_id = form.money("price"), form.choice(Charge, "charge"), form.uuid("person")
    why = form.text("why", most=300, optional=True)
    who = db.session.execute(who_could_come(me().branch_id, agreement.department)).all()
    if person_id not in {person.id for person in who}:
        form.fault("person", "form.not_known")
    form.check()
    agreement.confirm(act, price_fen=price_fen, charge=charge, person_id=person_id, why=why)
    tell_whose_turn(db.session(), agreement, act)


def _approve(agreement: Agreement, act: Act, _form: Form) -> None:
    agreement.approve(act)
    tell_whose_turn(db.session(), agreement, act)


def _decline(agreement: Agreement, act: Act, form: Form) -> None:
    if not me().has(Role.OPERATIONS):
        _require_mine(agreement)
    agreement.decline(act, why=form.text("why", most=300, optional=True))
    tell_whose_turn(db.session(), agreement, act)


def _require_mine(agreement: Agreement) -> None:
    if agreement.department is not me().department:
        abort(404)  # the word of another department's supervisor is not asked
