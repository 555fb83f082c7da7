"""`/verify/<token>/file`: somebody holds a PDF and asks whether it is the one that we made of this order.

The file is looked at in a process that is thrown away (:mod:`fieldapp.documents.seal_check`) and kept nowhere.
"""

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from limits import parse

from fieldapp.documents.seal_check import MOST_BYTES, Verdict
from fieldapp.domain.signature import Signature
from fieldapp.web.how_often import count_or_refuse
from fieldapp.web.language import owner_language
from fieldapp.web.owner.answer import kept_by_nobody, no_such_link
from fieldapp.web.owner.behind import behind
from fieldapp.web.owner.verify import verify_page
from fieldapp.web.paper_check import PdfChecked, check_pdf
from fieldapp.web.sent_body import FORM_AROUND, takes
from fieldapp.web.wrong_tokens import few_wrong_ones

bp = Blueprint("handed_in", __name__)

MOST = parse("10 per minute")  # of one address: each costs a process of its own

# What is told of a file whose seal is not whole, or that has none.
SEALS = {
    Verdict.CHANGED: _l("This file was changed after it was sealed. Do not rely on it."),
    Verdict.ADDED_TO: _l("Something was added to this file after it was sealed. Only what was sealed is ours."),
    Verdict.UNSEALED: _l("This file has no seal. It may be a print of ours, but nothing proves it."),
    Verdict.UNREADABLE: _l("This file cannot be read as a PDF."),
    Verdict.NO_PDF: _l("This is not a PDF."),
    Verdict.TOO_LARGE: _l("This file is far larger than ours are."),
}


@bp.post("/verify/<token>/file")
@takes(MOST_BYTES + FORM_AROUND)
@few_wrong_ones
def check(token: str) -> Response:
    found = behind(token)
    if found is None:
        return no_such_link()
    count_or_refuse(MOST, "file handed in", request.remote_addr or "")
    owner_language(found.order.owner.language)
    file = request.files.get("file")
    checked = check_pdf(file.stream.read()) if file else None
    good = checked is not None and checked.is_of(found.signature.id)
    words = said_of(checked, found.signature) if checked else _("No file was chosen.")
    shown = render_template("owner/verify.html", page=verify_page(found), handed_in={"good": good, "words": words})
    return kept_by_nobody(make_response(shown, 200 if file else 422))


def said_of(checked: PdfChecked, signature: Signature) -> str:
    """What the owner, or whoever was shown the file, reads of it."""
    if checked.is_of(signature.id):
        return str(_("This file is ours, of this order, and not a byte of it was changed."))
    if checked.seal.verdict is not Verdict.SEALED:
        return str(SEALS[checked.seal.verdict])
    if checked.forged_name:
        return str(_("This file has a whole seal, but it is not ours, whatever name it shows."))
    if checked.genuine:
        return str(_("This file is ours and whole, but of another order or another signature."))
    return str(_("This file was sealed by us and is whole, but we do not keep it any more."))
