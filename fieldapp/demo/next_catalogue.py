"""The next version of the demo's catalogue, under review: two supervisors have said yes, the third has not yet."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from fieldapp.domain.base import Fen
from fieldapp.domain.catalogue import CatalogueVersion
from fieldapp.domain.catalogue_proposal import item_from, next_draft, propose
from fieldapp.domain.catalogue_review import Point, Verdict
from fieldapp.domain.catalogue_reviewing import review
from fieldapp.domain.people import Person

GONE = "WTR-012"
STRIP = {
    "code": "WTR-041", "category": "water", "name_zh": "柜板防水条加固", "name_en": "Reinforce cabinet strip",
    "unit_zh": "米", "unit_en": "m", "price_kind": "per_metre", "price_yuan": "35", "materials": "included",
    "minutes": "20", "minutes_per_unit": "yes", "trade": "plumber",
}  # fmt: skip


# The valve becomes dearer, cleaning under an agreement cheaper, and a drain pipe takes longer than was thought.
CHANGED: dict[str, dict[str, int]] = {
    "WTR-008": {"price_fen": Fen(1800)},
    "CLN-005": {"price_fen": Fen(350)},
    "WTR-020": {"minutes": 120},
}


def next_catalogue(session: Session, version: CatalogueVersion, cast: dict[str, Person], now: datetime) -> None:
    """Draft it beside the version in force."""
    items = [item for item in version.items if item.code != GONE]
    draft = next_draft(version.branch_id, items, year=version.year, number=version.number + 1)
    for item in draft.items:
        for what, value in CHANGED.get(item.code, {}).items():
            setattr(item, what, value)
    session.add(draft)
    at = now - timedelta(days=2)
    draft.record(at, cast["operations"], "draft", items=len(draft.items))
    propose(draft, item_from(STRIP), at=at, by=cast["operations"])
    yes = dict.fromkeys(Point, Verdict(True))
    review(draft, yes, at=now - timedelta(days=1), by=cast["repair"])
    review(draft, yes, at=now - timedelta(hours=20), by=cast["cleaning"])
    session.flush()
