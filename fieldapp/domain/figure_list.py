"""What a page of figures asks: sums over the days that are counted, narrowed and grouped; never over orders."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, select

from fieldapp.domain.figure import Figure, Measure
from fieldapp.domain.people import Department, Person, Role, holds
from fieldapp.domain.premises import Branch, Site

BY_DAY_UP_TO = 98  # days; a longer time is shown by month


class By(StrEnum):
    """Along what a figure is laid out."""

    PERIOD = "period"
    SITE = "site"
    TEAM = "team"
    PERSON = "person"
    BRANCH = "branch"


@dataclass(frozen=True, slots=True)
class Span:
    """Whose figures, of which days, first and last included."""

    branch_id: UUID | None  # None: all branches
    first: date
    last: date
    site_id: UUID | None = None
    department: Department | None = None
    person_id: UUID | None = None

    @property
    def days(self) -> int:
        """How many days it covers."""
        return (self.last - self.first).days + 1

    @property
    def by_month(self) -> bool:
        """Is it so long that it is shown by month?"""
        return self.days > BY_DAY_UP_TO


def totals(span: Span) -> Select[*tuple[Any, ...]]:
    """Every figure over the whole span."""
    return select(Figure.measure, *_sums()).where(*_within(span, list(Measure))).group_by(Figure.measure)


def laid_out(span: Span, by: By, measures: list[Measure]) -> Select[*tuple[Any, ...]]:
    """These figures, group by group: measure, key, its names, part, whole."""
    asked = {By.PERIOD: _periods, By.SITE: _sites, By.TEAM: _teams, By.PERSON: _people, By.BRANCH: _branches}
    return asked[by](span).where(*_within(span, measures))


def counted_sites(branch_id: UUID) -> Select[*tuple[Any, ...]]:
    """The sites to choose from."""
    return select(Site.id, Site.name_zh, Site.name_en).where(Site.branch_id == branch_id).order_by(Site.code)


def counted_people(branch_id: UUID) -> Select[*tuple[Any, ...]]:
    """The technicians to choose from."""
    ours = Person.branch_id == branch_id, holds(Role.TECHNICIAN)
    return select(Person.id, Person.name).where(*ours).order_by(Person.name).limit(200)


def _sums() -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    return func.sum(Figure.part).label("part"), func.sum(Figure.whole).label("whole")


def _within(span: Span, measures: list[Measure]) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [Figure.measure.in_(measures), Figure.day.between(span.first, span.last)]
    chosen: tuple[tuple[Any, Any], ...] = (
        (Figure.branch_id, span.branch_id),
        (Figure.site_id, span.site_id),
        (Figure.department, span.department),
        (Figure.person_id, span.person_id),
    )
    return found + [column == value for column, value in chosen if value is not None]


def _periods(_span: Span) -> Select[*tuple[Any, ...]]:
    # By day, as they lie: weeks and months are put together from these few, not worked out for each row.
    asked = select(Figure.measure, Figure.day.label("key"), *_sums())
    return asked.group_by(Figure.measure, Figure.day).order_by(Figure.measure, Figure.day)


def _sites(_span: Span) -> Select[*tuple[Any, ...]]:
    return _named(Site, Site.id == Figure.site_id, Site.name_zh, Site.name_en)


def _branches(_span: Span) -> Select[*tuple[Any, ...]]:
    return _named(Branch, Branch.id == Figure.branch_id, Branch.name_zh, Branch.name_en)


def _people(_span: Span) -> Select[*tuple[Any, ...]]:
    return _named(Person, Person.id == Figure.person_id, Person.name, Person.name)


def _teams(_span: Span) -> Select[*tuple[Any, ...]]:
    asked = select(Figure.measure, Figure.department.label("key"), *_sums())
    return asked.group_by(Figure.measure, Figure.department).order_by(Figure.measure, Figure.department)


def _named(kind: Any, on: ColumnElement[bool], zh: Any, en: Any) -> Select[*tuple[Any, ...]]:
    """Each with its name."""
    asked = select(Figure.measure, kind.id.label("key"), zh.label("zh"), en.label("en"), *_sums()).join(kind, on)
    return asked.group_by(Figure.measure, kind.id, zh, en).order_by(Figure.measure, zh, kind.id)
