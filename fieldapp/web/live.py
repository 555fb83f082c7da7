"""`/live?since=n`: has anything changed? Asked every few seconds by every open screen, so answered from memory."""

from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any
from uuid import UUID

from flask import Blueprint, Flask, current_app, request
from werkzeug import Response

from fieldapp.db import db
from fieldapp.domain.feed import FEED
from fieldapp.web import guard
from fieldapp.web.session import me

FRESH_FOR = 0.25  # seconds in which a branch's number is asked for once by each process

bp = Blueprint("live", __name__)
bp.before_request(guard.signed_in())


@dataclass(slots=True)
class Heard:
    """The feed number of each branch, and when it was asked for."""

    numbers: dict[UUID, tuple[float, int]] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def number(self, branch_id: UUID) -> int:
        """The branch's number, at most a quarter of a second old."""
        with self.lock:
            asked_at, number = self.numbers.get(branch_id, (float("-inf"), 0))
            if monotonic() - asked_at > FRESH_FOR:
                number = int(db.session.scalar(FEED, {"branch_id": branch_id}) or 0)
                self.numbers[branch_id] = monotonic(), number
            return number

    def last(self, branch_id: UUID) -> int:
        """The number last heard, however old: a page that begins with it asks once more than it had to, no more."""
        return self.numbers[branch_id][1] if branch_id in self.numbers else self.number(branch_id)


def init_app(app: Flask) -> None:
    app.extensions["heard"] = Heard()


@bp.get("/live")
def since() -> Response | dict[str, Any] | tuple[str, int]:
    """204 as long as nothing has happened since that number; else the number that a page is up to date with."""
    heard: Heard = current_app.extensions["heard"]
    number = heard.number(me().branch_id)
    if request.args.get("since", type=int) == number:
        return "", 204
    return {"now": number}
