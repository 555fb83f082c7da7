"""A decision about an agreement: on the state that was looked at, carried out once, or refused in words on its page."""

from collections.abc import Callable
from uuid import UUID

from flask import abort, redirect, url_for
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import Stale, db
from fieldapp.domain.agreement import Agreement
from fieldapp.domain.agreement_list import agreement_to_change
from fieldapp.domain.agreement_orders import make_soon
from fieldapp.domain.base import Overtaken, RuleBroken
from fieldapp.domain.journal import Act
from fieldapp.web.agreements.page import page
from fieldapp.web.forms import Form, FormFaults
from fieldapp.web.session import me
from fieldapp.web.words import sentence

Answer = Response | tuple[str, int]
Decision = Callable[[Agreement, Act, Form], None]
HIGHEST = 1_000_000


def decide(agreement_id: UUID, decision: Decision, *, sheet: str) -> Answer:
    """Carry it out; whoever looked at an older state is told so, and sees the page as it is now.

    What is refused or overtaken stays as it was typed in the ``sheet`` that was sent.
    """
    form, act = Form(), Act.here(by_id=me().id, now=now())
    agreement = agreement_in_hand(agreement_id)
    try:
        agreement.expect(form.whole("version", most=HIGHEST))
        decision(agreement, act, form)
        form.check()
        db.session.add(make_soon(agreement, act.at))
        db.session.commit()
    except (Overtaken, Stale):
        db.session.rollback()
        first = sentence(RuleBroken("agreement.changed_meanwhile"))
        return page(agreement_id, refusal=first, sent=sheet, overtaken=True, said=form.sent), 409
    except (RuleBroken, FormFaults) as refused:
        db.session.rollback()
        faults = refused.faults if isinstance(refused, FormFaults) else {}
        told = {name: sentence(fault) for name, fault in faults.items()}
        return page(agreement_id, refusal=_told(refused), sent=sheet, said=form.sent, faults=told), 422
    return redirect(url_for("agreements.page.show", agreement_id=agreement_id), 303)


def agreement_in_hand(agreement_id: UUID) -> Agreement:
    """An agreement of ours, held until the transaction ends."""
    found = db.session.scalars(agreement_to_change(me().branch_id, agreement_id)).one_or_none()
    return found or abort(404)


def _told(refused: RuleBroken | FormFaults) -> str:
    faults = [refused] if isinstance(refused, RuleBroken) else refused.faults.values()
    return " ".join(dict.fromkeys(sentence(fault) for fault in faults))
