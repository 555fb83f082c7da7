"""Visits as they stand now, drawn for a phone that has just sent something about them."""

from collections.abc import Iterable
from uuid import UUID

import structlog
from flask import render_template
from werkzeug.exceptions import HTTPException

from fieldapp.clock import now
from fieldapp.db import db, reading
from fieldapp.domain.visit_to_read import visit_to_read
from fieldapp.web.language import language, speak
from fieldapp.web.session import me
from fieldapp.web.technician.emergency import my_card
from fieldapp.web.technician.my_visit import steps_of
from fieldapp.web.technician.visit_page import VisitPage

MOST = 10  # a phone that was away for a day has few; the rest is drawn when it is looked at

log = structlog.get_logger(__name__)


def fragments(visits: Iterable[UUID]) -> dict[str, str]:
    """The visits of the person signed in, by the id of the element that each one is."""
    reader, drawn = language(), {}
    db.session.expunge_all()
    for visit_id in list(visits)[-MOST:]:
        fragment = _fragment(visit_id)
        speak(reader)  # the page may have been turned to the owner
        if fragment:
            drawn[f"visit-{visit_id}"] = fragment
    return drawn


def called_fragments(dispatches: Iterable[UUID]) -> dict[str, str]:
    """The emergencies that the person signed in has just answered: who goes, as it stands now."""
    drawn = ((dispatch_id, _called_fragment(dispatch_id)) for dispatch_id in list(dispatches)[-MOST:])
    return {f"dispatch-{dispatch_id}": fragment for dispatch_id, fragment in drawn if fragment}


def _called_fragment(dispatch_id: UUID) -> str:
    try:
        return render_template("technician/_emergency.html", card=my_card(dispatch_id))
    except HTTPException:
        return ""  # none of theirs
    except Exception:
        log.exception("fragment.failed", dispatch=str(dispatch_id))
        return ""


def _fragment(visit_id: UUID) -> str:
    try:
        visit = visit_to_read(reading(), visit_id, me().id)
        if visit is None:
            return ""
        page = VisitPage(visit, steps_of(visit), now()).facing()
        return render_template("technician/_visit.html", page=page)
    except Exception:
        # The receipts are what the phone waits for: a page that cannot be drawn must not keep them from it.
        log.exception("fragment.failed", visit=str(visit_id))
        return ""
