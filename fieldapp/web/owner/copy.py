"""The owner's copy of a service order: what was signed, as it was signed, for thirty days."""

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, make_response, redirect, render_template, url_for

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import Fen
from fieldapp.domain.errand import owed_in_all
from fieldapp.domain.order_correction import correction_behind
from fieldapp.domain.order_versions import Version, Versions, versions_of
from fieldapp.domain.owner_answer import OwnerAnswer, answer_to
from fieldapp.domain.owner_copy import OwnerCopy
from fieldapp.domain.people import Language
from fieldapp.domain.premises import FormOfAddress
from fieldapp.domain.price_page import code_of
from fieldapp.domain.surname import romanised_name
from fieldapp.web.as_shown import as_shown, how_shown
from fieldapp.web.bill import BillRow, bill, without_price
from fieldapp.web.correction_sheet import CorrectionSheet, correction_sheet
from fieldapp.web.doorplate import called
from fieldapp.web.forms import Form
from fieldapp.web.handwriting import Handwriting, handwriting
from fieldapp.web.language import language, owner_language
from fieldapp.web.owner.answer import kept_by_nobody, no_such_link
from fieldapp.web.owner.behind import behind
from fieldapp.web.trials import tried
from fieldapp.web.wrong_tokens import few_wrong_ones

bp = Blueprint("copy", __name__)


@dataclass(frozen=True, slots=True)
class CopyPage:
    """What the page shows of the copy, in the language that is spoken."""

    copy: OwnerCopy
    who: str
    technician: str
    rows: list[BillRow]
    tried: list[str]
    drawn: Handwriting | None
    shown: str  # in which language and words it was signed
    said: OwnerAnswer | None  # whether the owner was satisfied, once they have said so
    versions: Versions  # all that was ever put before the owner for this order

    @property
    def version(self) -> Version | None:
        """Which of them this is; None under the price alone."""
        return self.versions.of(self.copy.signature.id)

    @property
    def corrects(self) -> CorrectionSheet | None:
        """Both versions side by side, where this one replaces another."""
        document = self.copy.signature.contents
        return correction_sheet(document) if "replaces" in document else None

    @property
    def without_price(self) -> str:
        """How many lines the total leaves out."""
        with as_shown(self.copy.signature.contents):
            return without_price(self.copy.signature.contents)

    @property
    def owed_in_all(self) -> Fen:
        """For the service and for what was bought."""
        document = self.copy.signature.contents
        return owed_in_all(document["total_fen"], document.get("left_fen", 0))

    @property
    def left_at(self) -> datetime:
        """Until when somebody was there: a correction is signed days later."""
        return self.copy.visit.ended_at or self.copy.signature.at if self.corrects else self.copy.signature.at

    @property
    def privacy_code(self) -> str:
        """What stands in the address of the branch's notice about personal data."""
        return code_of(self.copy.order.branch_id)

    @property
    def hash_in_groups(self) -> list[str]:
        """The hash as people can compare it: groups of four."""
        whole = self.copy.signature.document_sha256
        return [whole[start : start + 4] for start in range(0, len(whole), 4)]


@bp.get("/copy/<token>")
@few_wrong_ones
def show(token: str) -> Response:
    found = behind(token)
    if found is None:
        return _correction_behind(token) or no_such_link()
    owner_language(found.order.owner.language)
    if found.signature.copy_ended(now()):
        return kept_by_nobody(make_response(render_template("owner/ended.html", copy=found), 410))
    return copy_answer(found)


def _correction_behind(token: str) -> Response | None:
    """The same link, before it was signed."""
    known = token.isalnum() and db.session.scalars(correction_behind(token)).one_or_none()
    return (
        kept_by_nobody(make_response(redirect(url_for("owner.correction.show", token=token), 303))) if known else None
    )


def copy_answer(found: OwnerCopy, form: Form | None = None) -> Response:
    """The page, with the faults of what the owner sent from it, if there are any."""
    page = _page(found)
    whole = form.again("owner/copy.html", page=page, now=now()) if form else (_drawn(page), 200)
    return kept_by_nobody(make_response(whole))


def _drawn(page: CopyPage) -> str:
    return render_template("owner/copy.html", page=page, now=now())


def _page(copy: OwnerCopy) -> CopyPage:
    document = copy.signature.contents
    english = language() is Language.ENGLISH
    with as_shown(document):
        rows, told = bill(document), tried(document)
    return CopyPage(
        copy=copy,
        technician=romanised_name(document["technician"]) if english else document["technician"],
        who=called(document["owner"], FormOfAddress(document["address"])),
        rows=rows,
        tried=told,
        drawn=handwriting(copy.signature.strokes),
        shown=how_shown(document),
        said=db.session.scalars(answer_to(copy.signature.id)).one_or_none(),
        versions=versions_of(db.session(), copy.order.id),
    )
