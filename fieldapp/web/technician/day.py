"""`/my/day.json`: what a phone keeps for a day without signal, and of which version: only what changed is fetched."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, url_for

from fieldapp.clock import now
from fieldapp.db import db, reading
from fieldapp.domain.catalogue import in_force
from fieldapp.domain.day import VISITS_OF_THE_DAY, day_parameters
from fieldapp.web import fresh
from fieldapp.web.home_zone import day_of, home_zone
from fieldapp.web.language import TAGS, language
from fieldapp.web.session import me
from fieldapp.web.technician.kept_files import kept_files
from fieldapp.web.technician.the_day import TheDay, the_day

bp = Blueprint("day", __name__)

# What a visit's page needs beside itself: names of technician's routes that take a visit_id.
BESIDE_A_VISIT: tuple[str, ...] = ()


@bp.get("/day.json")
def show() -> dict[str, Any]:
    day = the_day(now(), home_zone())
    versions = {row.id: None for row in day.moved} | dict(_visits())
    return {
        "by": me().id,
        "build": current_app.extensions["assets"].build,
        "language": TAGS[language()],
        "pages": [*_lists(day), *(_visit(*each) for each in versions.items())],
        "files": kept_files(),
    }


def _lists(day: TheDay) -> list[dict[str, Any]]:
    """The pages that are there every day."""
    catalogue = db.session.scalars(in_force(me().branch_id, now())).one_or_none()
    return [
        _page(url_for("technician.today.show"), day.tag),
        _page(url_for("technician.catalogue.show"), fresh.tag(catalogue.id if catalogue else "")),
        _page(url_for("technician.phone.show"), fresh.tag(me().badge, day.tag)),
        _page(url_for("service_worker.nothing_kept"), fresh.tag()),
    ]


def _visits() -> list[tuple[UUID, int]]:
    """Today's and tomorrow's, those without a time, and those left over: id and version."""
    begins, ends = day_of(now(), home_zone())
    asked = day_parameters(me().id, begins, ends + timedelta(days=1))
    return [(row.id, row.version) for row in reading().execute(VISITS_OF_THE_DAY, asked)]


def _visit(visit_id: UUID, version: int | None) -> dict[str, Any]:
    """What was moved to somebody else is kept as it was when it was read last."""
    beside = [url_for(f"technician.{route}", visit_id=visit_id) for route in BESIDE_A_VISIT]
    return _page(url_for("technician.visit.show", visit_id=visit_id), version) | ({"with": beside} if beside else {})


def _page(path: str, version: object) -> dict[str, Any]:
    return {"path": path, "version": version}
