"""How a paper is handed out: the file where it is made, else how far it has come, in words."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from flask import Response
from flask_babel import gettext as _

from fieldapp.db import db
from fieldapp.domain.paper import Paper, paper_of
from fieldapp.domain.paper_wanted import making
from fieldapp.domain.people import Language
from fieldapp.domain.timer import Timer
from fieldapp.web.language import speaking
from fieldapp.web.photo_bytes import blobs

LOOKS_AGAIN, AFTER_A_FAILURE = 2, 20  # seconds


@dataclass(frozen=True, slots=True)
class PaperState:
    """One paper: made, being made, or not to be had as things are."""

    paper: Paper | None
    timer: Timer | None

    @property
    def stage(self) -> str:
        """``gone`` for good, ``lost``, ``unasked``, ``given_up``, ``failing`` (and tried again) or ``coming``."""
        if self.paper is not None:
            return "gone" if self.paper.gone_at else "lost"
        if self.timer is None:
            return "unasked"
        if self.timer.failed_at is not None:
            return "given_up"
        return "failing" if self.timer.error else "coming"

    @property
    def again_at(self) -> datetime | None:
        """When it is tried again after a failure."""
        return self.timer.next_at if self.timer is not None and self.timer.error else None

    @property
    def why(self) -> str:
        """What the last attempt said, for the office alone."""
        return self.timer.error if self.timer is not None else ""

    def looking_again(self, answer: Response) -> Response:
        """The same page, which asks again by itself as long as something may change."""
        seconds = {"coming": LOOKS_AGAIN, "failing": AFTER_A_FAILURE}.get(self.stage)
        if seconds:
            answer.headers["Refresh"] = str(seconds)
            answer.status_code = 202
        return answer


def paper_state(signature_id: UUID, spoken: Language) -> PaperState:
    """How far the paper of this signature has come."""
    paper = db.session.scalars(paper_of(signature_id, spoken)).first()
    timer = None if paper else db.session.scalars(making(signature_id, spoken)).one_or_none()
    return PaperState(paper, timer)


def paper_file(state: PaperState, number: str) -> Response | None:
    """The sealed file, to be kept under a name that says what it is; None while it is not there."""
    paper = state.paper
    kept = blobs().read(paper.sha256) if paper is not None and paper.gone_at is None else None
    if paper is None or kept is None:
        return None
    with speaking(paper.language):
        name = f"{_('Service order')} {number}.pdf".replace(" ", "-")
    answer = Response(kept.chunks, mimetype="application/pdf", headers={"Content-Length": str(kept.size)})
    # The first name is for readers of headers that know no Chinese.
    plain = f'attachment; filename="service-order-{number}.pdf"'
    answer.headers["Content-Disposition"] = f"{plain}; filename*=UTF-8''{quote(name)}"
    return answer
