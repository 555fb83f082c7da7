"""Where a version of the catalogue stands, in words: its steps, and what each department said on the four points."""

from dataclasses import dataclass

from flask_babel import gettext as _

from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion
from fieldapp.domain.catalogue_review import Point, Review
from fieldapp.domain.catalogue_reviewing import concerned
from fieldapp.domain.people import Department
from fieldapp.web.labels import label


@dataclass(frozen=True, slots=True)
class CourseStep:
    """One of the four steps of 4.1.3 and 4.1.4: done, current or still to come."""

    words: str
    state: str


@dataclass(frozen=True, slots=True)
class Mark:
    """One point of one department: "yes", "no" with its reason, or "open"."""

    point: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class DepartmentsWord:
    """What the supervisor of a department said, or has not said yet."""

    department: str
    review: Review | None
    marks: list[Mark]


def course(version: CatalogueVersion) -> list[CourseStep]:
    """The steps of the version, with how many departments agree; nothing of one that was taken back."""
    if version.is_withdrawn:
        return []
    reached = list(CatalogueState).index(version.state)
    departments = concerned(version.items)
    agreed = sum(review.agrees for review in version.reviews)
    words = [
        _("Drafted"),
        _("Review %(agreed)d/%(whole)d", agreed=agreed, whole=len(departments)),
        _("General manager"),
        _("Head office"),
    ]
    return [CourseStep(said, _state(position, reached)) for position, said in enumerate(words)]


def departments_words(version: CatalogueVersion) -> list[DepartmentsWord]:
    """The word of every department concerned."""
    said = {review.department: review for review in version.reviews}
    return [_word(department, said.get(department)) for department in concerned(version.items)]


def _state(position: int, reached: int) -> str:
    if position <= reached:
        return "done"
    return "current" if position == reached + 1 else "future"


def _word(department: Department, review: Review | None) -> DepartmentsWord:
    return DepartmentsWord(label(department), review, [_mark(point, review) for point in Point])


def _mark(point: Point, review: Review | None) -> Mark:
    if review is None:
        return Mark(label(point), "open", "")
    reason = review.reason(point)
    return Mark(label(point), "no" if reason else "yes", reason)
