"""It happened earlier than it was pressed: so many minutes ago, but not before what had happened already."""

from datetime import datetime, timedelta

from fieldapp.domain.visit import Visit

MOST_MINUTES = 720


def moment_of(visit: Visit, *, pressed_at: datetime, minutes: int) -> datetime:
    """The moment that is meant. It follows the last recorded one: a hint for the order of things, never a refusal."""
    meant = pressed_at - timedelta(minutes=minutes)
    return min(max(meant, last_recorded(visit) or meant), pressed_at)


def last_recorded(visit: Visit) -> datetime | None:
    """The newest moment that this visit has recorded."""
    moments = [
        visit.accepted_at,
        visit.set_out_at,
        visit.arrived_at,
        visit.rang_at,
        visit.entered_at,
        visit.started_at,
        visit.finished_at,
        visit.agreement.at if visit.agreement else None,
        visit.signature.at if visit.signature else None,
        *(mark.at for mark in visit.marks),
        *(test.at for test in visit.tests),
    ]
    return max((moment for moment in moments if moment), default=None)
