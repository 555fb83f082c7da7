"""Where to go when a visit is over."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _

from fieldapp.db import db
from fieldapp.domain.day import VISITS_OF_THE_DAY, by_time, day_parameters, night_included
from fieldapp.web.home_zone import day_of, home_zone
from fieldapp.web.technician.today_page import Job, today_page


@dataclass(frozen=True, slots=True)
class NextJob:
    """What the big button says then, and where it leads."""

    visit: str
    href: str
    words: str


def next_job(technician_id: UUID, at: datetime, *, after: UUID | None = None) -> NextJob | None:
    """The job that stands first on Today once the one ``after`` is over; None when nothing is left."""
    zone = home_zone()
    begins, midnight = day_of(at, zone)
    asked = day_parameters(technician_id, begins, night_included(at, midnight))
    rows = db.session.execute(VISITS_OF_THE_DAY, asked)
    found = [row for row in rows if row.id != after]
    job = today_page(sorted(found, key=by_time), at, zone).next
    return NextJob(str(job.id), job.href, _words(job)) if job else None


def _words(job: Job) -> str:
    if job.time:
        return str(_("Next %(time)s, %(door)s", time=job.time, door=job.door))
    return str(_("Next: %(door)s", door=job.door))
