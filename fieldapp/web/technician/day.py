"""`/my/day.json`: what a phone keeps for a day without signal, and of which version: only what changed is fetched."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, url_for

from fieldapp.clock import now
from fieldapp.db import db, reading
from fieldapp.domain.catalogue import in_force
from fieldapp.domain.day import VISITS_OF_THE_DAY, DayRow, day_parameters
from fieldapp.web import fresh
from fieldapp.web.home_zone import day_of, home_zone
from fieldapp.web.language import TAGS, language
from fieldapp.web.session import me
from fieldapp.web.technician.emergency import my_cards
from fieldapp.web.technician.emergency_card import EmergencyCard
from fieldapp.web.technician.kept_files import kept_files
from fieldapp.web.technician.offline import beside_a_visit
from fieldapp.web.technician.pictures import pictures_of_the_day
from fieldapp.web.technician.the_day import TheDay, the_day

bp = Blueprint("day", __name__)


@bp.get("/day.json")
def show() -> dict[str, Any]:
    day, cards = the_day(now(), home_zone()), my_cards()
    planned = _visits()
    seen = {row.id for row in planned}
    visits = [_visit(row.id, row.version, row.catalogue_version_id) for row in planned]
    return {
        "by": me().id,
        "build": current_app.extensions["assets"].build,
        "language": TAGS[language()],
        "pages": [*_lists(day, cards), *(_moved(row.id) for row in day.moved if row.id not in seen), *visits],
        "files": kept_files(),
        "pictures": pictures_of_the_day(card.row.valve_photo_id for card in cards),
    }


def _lists(day: TheDay, emergencies: Sequence[EmergencyCard]) -> list[dict[str, Any]]:
    """The pages that are there every day."""
    catalogue = db.session.scalars(in_force(me().branch_id, now())).one_or_none()
    return [
        _page(url_for("technician.today.show"), fresh.tag(day.tag, *(tuple(card.row) for card in emergencies))),
        *(
            _page(url_for("technician.emergency.show", dispatch_id=card.id), fresh.tag(*card.row))
            for card in emergencies
        ),
        _page(url_for("technician.catalogue.show"), fresh.tag(catalogue.id if catalogue else "")),
        _page(url_for("technician.phone.show"), fresh.tag(me().badge, day.tag)),
        _page(url_for("service_worker.nothing_kept"), fresh.tag()),
    ]


def _visits() -> Sequence[DayRow]:
    """Today's and tomorrow's, those without a time, and those left over."""
    begins, ends = day_of(now(), home_zone())
    asked = day_parameters(me().id, begins, ends + timedelta(days=1))
    return reading().execute(VISITS_OF_THE_DAY, asked).all()


def _visit(visit_id: UUID, version: int, catalogue_version_id: UUID) -> dict[str, Any]:
    """A visit is ready with all that it takes to make it."""
    page = _page(url_for("technician.visit.show", visit_id=visit_id), version)
    return page | {"with": beside_a_visit(visit_id, catalogue_version_id)}


def _moved(visit_id: UUID) -> dict[str, Any]:
    """What was moved to somebody else is kept as it was when it was read last."""
    return _page(url_for("technician.visit.show", visit_id=visit_id), None)


def _page(path: str, version: object) -> dict[str, Any]:
    return {"path": path, "version": version}
