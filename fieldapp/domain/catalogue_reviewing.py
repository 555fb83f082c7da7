"""How a draft is reviewed (4.1.3): by each supervisor whose department has items in it."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, Item
from fieldapp.domain.catalogue_review import Point, Review, Verdict
from fieldapp.domain.people import Department, Person, Role


def concerned(items: Iterable[Item]) -> list[Department]:
    """The departments that have items in it, so whose supervisors review it (3.2)."""
    departments = {item.department for item in items}
    return [department for department in Department if department in departments]


def review(version: CatalogueVersion, verdicts: Mapping[Point, Verdict], *, at: datetime, by: Person) -> None:
    """A supervisor's word on the items of their department; a later one takes its place, the journal keeps both.

    Once every department concerned agrees on all points, the version is reviewed. Raises RuleBroken
    ``catalogue.settled``, ``catalogue.withdrawn``, ``catalogue.not_concerned``, ``catalogue.point_missing`` or
    ``catalogue.objection_missing``.
    """
    version.refuse_when_closed()
    if Role.SUPERVISOR not in by.roles or by.department not in concerned(version.items):
        raise RuleBroken("catalogue.not_concerned")
    objections = _objections(verdicts)
    said = _of(version, by.department)
    said.by_id, said.at, said.objections = by.id, at, objections
    agreed = {known.department for known in version.reviews if known.agrees}
    whole = agreed.issuperset(concerned(version.items))
    version.state = CatalogueState.REVIEWED if whole else CatalogueState.DRAFT
    version.record(at, by, "review", department=by.department.value, objections=objections)


def reviewed_on_paper(version: CatalogueVersion, words: str, *, at: datetime) -> None:
    """The supervisors said yes on paper: a branch's first list, before anybody signs in. The words say where it lies.

    Raises RuleBroken ``catalogue.settled`` or ``catalogue.withdrawn``.
    """
    version.refuse_when_closed()
    version.state = CatalogueState.REVIEWED
    version.record(at, None, "paper", why=words)


def _objections(verdicts: Mapping[Point, Verdict]) -> dict[str, str]:
    for point in Point:
        if point not in verdicts:
            raise RuleBroken("catalogue.point_missing", point=point)
        if not verdicts[point].yes and not verdicts[point].reason.strip():
            raise RuleBroken("catalogue.objection_missing", point=point)
    return {point.value: verdicts[point].reason.strip() for point in Point if not verdicts[point].yes}


def _of(version: CatalogueVersion, department: Department) -> Review:
    known = next((review for review in version.reviews if review.department is department), None)
    if known is None:
        known = Review(version_id=version.id, department=department)
        version.reviews.append(known)
    return known
