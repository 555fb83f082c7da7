"""Is this document genuine? What is stored is compared with what was signed and with the chain it was sealed into."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import Blueprint, Response, make_response, render_template

from fieldapp.blobs import NotKept
from fieldapp.db import db
from fieldapp.domain.chain_of_order import OrderEvidence, evidence_of
from fieldapp.domain.order_versions import Version, Versions, versions_of
from fieldapp.domain.owner_copy import OwnerCopy
from fieldapp.web.as_shown import how_shown
from fieldapp.web.chain_words import check_in_words, in_words
from fieldapp.web.drawn_words import how_drawn
from fieldapp.web.language import owner_language
from fieldapp.web.owner.answer import kept_by_nobody, no_such_link
from fieldapp.web.owner.behind import behind
from fieldapp.web.photo_bytes import blobs
from fieldapp.web.wrong_tokens import few_wrong_ones

bp = Blueprint("verify", __name__)


@dataclass(frozen=True)
class VerifyPage:
    """What the page says of a copy. Nothing about the owner is among it."""

    copy: OwnerCopy
    evidence: OrderEvidence
    versions: Versions

    @property
    def version(self) -> Version | None:
        """Which of the versions of this order it is; None under the price alone."""
        return self.versions.of(self.copy.signature.id)

    @property
    def reduced_at(self) -> datetime | None:
        """Since when the names stand in the document no more: its time was over. The chain has a record of that."""
        return None if self.copy.signature.genuine else self.copy.order.words_gone_at

    @property
    def genuine(self) -> bool:
        """Is the document the one that was signed, byte for byte, or what was left of it with a record?"""
        return self.copy.signature.genuine or self.reduced_at is not None

    @property
    def shown(self) -> str:
        """In which language and words it was signed."""
        return how_shown(self.copy.signature.contents)

    @property
    def drawn(self) -> str:
        """What is stored of the drawn line."""
        return how_drawn(self.copy.signature.strokes)

    @cached_property
    def of_signature(self) -> list[str]:
        """What is wrong with a signature of this order, in words."""
        return [in_words(fault, public=True) for fault in self.evidence.of("signature")]

    @cached_property
    def of_the_rest(self) -> list[str]:
        """What is wrong with anything else of this order, in words."""
        rest = (fault for fault in self.evidence.faults if fault.kind != "signature")
        return [in_words(fault, public=True) for fault in rest]

    @property
    def of_the_chain(self) -> str:
        """What the last walk along the whole chain found first; "": nothing, or nobody has gone yet."""
        return check_in_words(self.evidence.checked) if self.evidence.checked else ""

    @property
    def order_holds(self) -> bool:
        """Is nothing wrong with this order?"""
        return self.genuine and not self.evidence.faults


@bp.get("/verify/<token>")
@few_wrong_ones
def show(token: str) -> Response:
    """Shows nothing about the owner, so it answers after the copy has ended, too."""
    found = behind(token)
    if found is None:
        return no_such_link()
    owner_language(found.order.owner.language)
    return kept_by_nobody(make_response(render_template("owner/verify.html", page=verify_page(found))))


def verify_page(found: OwnerCopy) -> VerifyPage:
    """What is stored of this copy, looked at now."""
    return VerifyPage(found, _evidence(found), versions_of(db.session(), found.order.id))


def _evidence(found: OwnerCopy) -> OrderEvidence:
    order, session = found.order, db.session()
    try:
        return evidence_of(session, order.branch_id, order.id, blobs().hash_of)
    except NotKept:  # nobody answers where the photos lie: all else is looked at
        return evidence_of(session, order.branch_id, order.id, None)
