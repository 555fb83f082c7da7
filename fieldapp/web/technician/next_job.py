"""Where to go when a visit is over."""

from datetime import datetime
from uuid import UUID

from fieldapp.db import db
from fieldapp.domain.day import VISITS_OF_THE_DAY, by_time, day_parameters, night_included
from fieldapp.web.home_zone import day_of, home_zone
from fieldapp.web.technician.today_page import Job, today_page


def next_job(technician_id: UUID, at: datetime, *, after: UUID | None = None) -> Job | None:
    """The job that stands first on Today once the one ``after`` is over; None when nothing is left."""
    zone = home_zone()
    begins, midnight = day_of(at, zone)
    asked = day_parameters(technician_id, begins, night_included(at, midnight))
    rows = db.session.execute(VISITS_OF_THE_DAY, asked)
    found = [row for row in rows if row.id != after]
    return today_page(sorted(found, key=by_time), at, zone).next
