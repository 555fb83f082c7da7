"""Where to go when a visit is over."""

from datetime import datetime
from uuid import UUID

from fieldapp.db import db
from fieldapp.domain.day import VISITS_OF_THE_DAY, by_time, day_parameters
from fieldapp.web.home_zone import day_of, home_zone
from fieldapp.web.technician.today_page import Job, today_page


def next_job(technician_id: UUID, at: datetime, *, after: UUID | None = None) -> Job | None:
    """The job that stands first on Today once the one ``after`` is over; None when nothing is left."""
    zone = home_zone()
    rows = db.session.execute(VISITS_OF_THE_DAY, day_parameters(technician_id, *day_of(at, zone)))
    found = [row for row in rows if row.id != after]
    return today_page(sorted(found, key=by_time), at, zone).next
