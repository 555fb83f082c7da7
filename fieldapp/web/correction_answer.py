"""The page on which an owner answers a correction, the same on every screen, and what is sent from it."""

from dataclasses import dataclass
from uuid import UUID

from flask import Response, make_response, render_template

from fieldapp.db import Stale, db, give_up
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.correction_signing import Given, Where, answer_correction
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.order_correction import OrderCorrection
from fieldapp.domain.premises import FormOfAddress
from fieldapp.domain.signature import Relation, Signature, SignatureAnswer
from fieldapp.web.correction_sheet import CorrectionSheet, correction_sheet
from fieldapp.web.doorplate import called
from fieldapp.web.drawn_strokes import drawn_strokes
from fieldapp.web.forms import Form
from fieldapp.web.language import owner_language
from fieldapp.web.words import sentence


@dataclass(frozen=True, slots=True)
class CorrectionPage:
    """What the page shows, in the language that is spoken."""

    correction: OrderCorrection
    order: Order
    sheet: CorrectionSheet
    who: str
    action: str
    back: str  # where whoever holds the screen out goes back to; "": it is the owner's own
    signature: UUID  # its id: pressed twice it is one
    replaces_agreed: bool  # was the version before agreed to and signed?

    @property
    def owner_name(self) -> str:
        """Whose name is expected under it."""
        return f"{self.order.owner.surname}{self.order.owner.given_name}"


def correction_page(
    order: Order, correction: OrderCorrection, *, action: str, back: str = "", refusal: RuleBroken | None = None
) -> Response:
    """The page turned to the owner; a refusal stands on top of it."""
    owner_language(order.owner.language)
    document = correction.contents
    page = CorrectionPage(
        correction=correction,
        order=order,
        sheet=correction_sheet(document),
        who=called(document["owner"], FormOfAddress(document["address"])),
        action=action,
        back=back,
        signature=new_id(),
        replaces_agreed=db.session.get_one(Signature, correction.replaces_id).answer is SignatureAnswer.AGREED,
    )
    told = sentence(refusal) if refusal else ""
    shown = render_template("owner/correction.html", page=page, document=document, refusal=told)
    return make_response(shown, 422 if refusal else 200)


def given_answer(form: Form) -> Given:
    """What the owner gave."""
    chosen, words = form.text("reason", most=200, optional=True), form.text("other_reason", most=300, optional=True)
    return Given(
        signature=form.uuid("signature"),
        shown_sha256=form.text("document_sha256", most=64),
        answer=form.choice(SignatureAnswer, "answer"),
        strokes=drawn_strokes(form),
        signer=form.text("signer", most=60, optional=True),
        relation=form.optional_choice(Relation, "relation") or Relation.OWNER,
        reason=words or chosen,
    )


def answered(order: Order, correction: OrderCorrection, act: Act, *, where: Where) -> RuleBroken | None:
    """Keep what the owner gave and commit; what speaks against it, if something does."""
    form = Form()
    given = given_answer(form)
    try:
        if form.faults:
            raise next(iter(form.faults.values()))
        answer_correction(db.session(), order, correction, act, given, where=where)
        db.session.commit()
    except RuleBroken as refused:
        give_up()
        return refused
    except Stale:
        give_up()
        return RuleBroken("order.changed_meanwhile")
    return None
