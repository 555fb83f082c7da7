"""The emergencies of the branch that the office watches, read for one page."""

from uuid import UUID

from fieldapp.clock import now
from fieldapp.db import db, reading
from fieldapp.domain.emergency_to_read import OF_THE_ORDER, OPEN, of_department, watched
from fieldapp.domain.ladder import rules_of
from fieldapp.domain.people import Department
from fieldapp.web.session import me
from fieldapp.web.watched_words import Watching


def watching(department: Department | None = None) -> list[Watching]:
    """What is not over, or wants a reason, of one department or of the whole branch; no question while all is well."""
    if not me().emergency:
        return []
    rows = list(reading().execute(OPEN, {"branch_id": me().branch_id}))
    found = of_department(rows, department) if department else rows
    return [Watching(one.row, now(), one) for one in watched(reading(), found)]


def phone_first(one: Watching | None) -> str:
    """Whom the owner phones before anything else, as long as nobody of us is there."""
    if one is None or one.row.over_at is not None:
        return ""
    return rules_of(db.session(), me().branch_id).phone_first(one.row.peril)


def replay_of(order_id: UUID) -> Watching | None:
    """How the emergency of an order went, or goes."""
    found = watched(reading(), reading().execute(OF_THE_ORDER, {"order_id": order_id}))
    return Watching(found[0].row, now(), found[0]) if found else None
