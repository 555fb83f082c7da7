"""The groups of a figure as they are shown: days, weeks or months with their names, or sites, teams, technicians."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from fieldapp.domain.figure import Measure
from fieldapp.domain.figure_list import By, Span
from fieldapp.domain.people import Department, Language
from fieldapp.web.labels import label
from fieldapp.web.language import language
from fieldapp.web.manager.figure_words import Told

BY_DAY_UP_TO = 14  # days; a longer time is shown by week, until it is shown by month


@dataclass(frozen=True, slots=True)
class Group:
    """One of them, with its figure."""

    name: str
    told: Told


def groups_of(rows: Sequence[Any], span: Span, by: By) -> list[Group]:
    """The rows of ``figure_list.laid_out``, named."""
    if by is By.PERIOD:
        return _periods(rows, span)
    named = _team if by is By.TEAM else _name
    return [Group(named(row), Told(row.measure, int(row.part), int(row.whole))) for row in rows]


def _periods(rows: Iterable[Any], span: Span) -> list[Group]:
    sums: dict[tuple[Measure, str], list[int]] = {}
    for row in rows:
        known = sums.setdefault((row.measure, _period(row.key, span)), [0, 0])
        known[0], known[1] = known[0] + int(row.part), known[1] + int(row.whole)
    return [Group(name, Told(measure, part, whole)) for (measure, name), (part, whole) in sums.items()]


def _period(day: date, span: Span) -> str:
    if span.by_month:
        return f"{day:%Y-%m}"
    if span.days <= BY_DAY_UP_TO:
        return short_day(day)
    begins = max(span.first, day - timedelta(days=day.weekday()))
    return f"{short_day(begins)}–{short_day(min(span.last, begins + timedelta(days=6 - begins.weekday())))}"


def short_day(day: date) -> str:
    """11-23: in as few letters as fit under a point of a chart."""
    return f"{day:%m-%d}"


def _team(row: Any) -> str:
    return label(Department(row.key))


def _name(row: Any) -> str:
    name: str = row.en if language() is Language.ENGLISH else row.zh
    return name
