"""The week in words: each cell says what is planned against the hours there, what is missing, and leads to its day."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import ngettext

from fieldapp.domain.crew import Member, Presence
from fieldapp.domain.load import Load
from fieldapp.domain.week import PersonDay, Week
from fieldapp.domain.whose_board import Desk
from fieldapp.domain.workday import Stretch
from fieldapp.web.formats import clock, day, duration
from fieldapp.web.language import language
from fieldapp.web.supervisor.focus import Focus, Reach
from fieldapp.web.supervisor.load_words import unknown_words
from fieldapp.web.supervisor.people import skill_words

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Head:
    """A day over its column."""

    words: str
    holiday: str
    url: str
    today: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One day of one person (or of nobody yet)."""

    name: str  # when it is read aloud: whose day it is, and which
    url: str
    jobs: str  # empty: none
    planned: str  # "3 小时 20 / 8 小时"
    share: tuple[int, int] | None  # of minutes on duty, so many are planned; for the bar
    notes: list[str]  # absent, off duty, with the times
    warnings: list[str]  # unknown lengths, no shift, more than fits
    state: str  # of Presence

    @property
    def words(self) -> list[str]:
        """All that it says, to be read aloud."""
        return [*(one for one in (self.jobs, self.planned) if one), *self.notes, *self.warnings]


@dataclass(frozen=True, slots=True)
class Line:
    """One person's week."""

    login: str
    name: str
    skills: str
    whole: str  # planned against hours there, of all seven days
    unknown: list[str]
    cells: list[Cell]


def heads(week: Week, desk: Desk, focus: Focus) -> list[Head]:
    """The seven days."""
    return [
        Head(
            words=_day_words(one, desk),
            holiday=week.holidays.get(desk.date_at(one.begins), ""),
            url=_day_url(one, desk, focus),
            today=one.covers(week.now),
        )
        for one in week.days
    ]


def waiting_row(week: Week, desk: Desk, focus: Focus) -> list[Cell]:
    """What is wanted each day and nobody has yet."""
    return [
        _cell(_("Waiting, %(day)s", day=_day_words(one, desk)), week.nobody_s(one), "", _day_url(one, desk, focus))
        for one in week.days
    ]


def people(week: Week, desk: Desk, focus: Focus) -> list[Line]:
    """Everybody of the crew, in their fixed order."""
    return [_line(member, week.of(member), desk, focus) for member in week.members]


def _line(member: Member, days: list[PersonDay], desk: Desk, focus: Focus) -> Line:
    load = Load(unknown=sum(one.load.unknown for one in days))
    planned = sum((one.load.planned for one in days), timedelta())
    there = sum((one.on_duty for one in days), timedelta())
    return Line(
        login=member.login,
        name=member.name,
        skills=skill_words(member.trades | member.skills, language()),
        whole=_of(planned, there),
        unknown=unknown_words(load),
        cells=[_person_cell(member, one, desk, focus) for one in days],
    )


def _person_cell(member: Member, one: PersonDay, desk: Desk, focus: Focus) -> Cell:
    name = _("%(name)s, %(day)s", name=member.name, day=_day_words(one.day, desk))
    there = one.presence is Presence.ON_DUTY
    planned = _planned(one, there=there)
    cell = _cell(name, one.load, planned, _day_url(one.day, desk, focus))
    return Cell(
        name=cell.name,
        url=cell.url,
        jobs=cell.jobs,
        planned=cell.planned,
        share=(min(one.load.planned, one.on_duty) // MINUTE, one.on_duty // MINUTE) if there else None,
        notes=_notes(one, desk),
        warnings=[*_missing(one), *cell.warnings, *_too_much(one)],
        state=one.presence.value,
    )


def _planned(one: PersonDay, *, there: bool) -> str:
    """Nothing is called free as long as there is a job of which nobody knows how long it takes."""
    if there and (one.load.planned or not one.load.unknown):
        return _of(one.load.planned, one.on_duty)
    return duration(one.load.planned) if one.load.planned else ""


def _cell(name: str, load: Load, planned: str, url: str) -> Cell:
    jobs = str(ngettext("%(num)d job", "%(num)d jobs", load.jobs)) if load.jobs else ""
    said = planned or (duration(load.planned) if load.planned else "")
    return Cell(name, url, jobs, said, None, [], unknown_words(load), "")


def _notes(one: PersonDay, desk: Desk) -> list[str]:
    if one.presence is Presence.OFF_DUTY:
        return [str(_("Off duty"))]
    return [_absent(absence, one.day, desk) for absence in one.absent]


def _absent(absence: Stretch, day: Stretch, desk: Desk) -> str:
    """Absent all day, or from when until when of it."""
    if absence.begins <= day.begins and absence.ends >= day.ends:
        return str(_("Absent"))
    begins, ends = max(absence.begins, day.begins), min(absence.ends, day.ends)
    if ends == day.ends:
        return str(_("Absent from %(time)s", time=clock(begins, desk.timezone)))
    if begins == day.begins:
        return str(_("Absent until %(time)s", time=clock(ends, desk.timezone)))
    return str(_("Absent %(begins)s–%(ends)s", begins=clock(begins, desk.timezone), ends=clock(ends, desk.timezone)))


def _missing(one: PersonDay) -> list[str]:
    return [str(_("No shift is entered"))] if one.presence is Presence.NO_SHIFT else []


def _too_much(one: PersonDay) -> list[str]:
    if not one.too_much:
        return []
    if one.presence is not Presence.ON_DUTY:
        return [str(_("planned, and nobody there"))]
    return [str(_("%(length)s too much", length=duration(one.too_much)))]


def _of(planned: timedelta, there: timedelta) -> str:
    """ "3 小时 20 / 8 小时": planned, of the hours there; or that all of them are free."""
    if not planned:
        return str(_("%(there)s free", there=duration(there)))
    return str(_("%(planned)s of %(there)s", planned=duration(planned), there=duration(there)))


def _day_words(one: Stretch, desk: Desk) -> str:
    return day(one.begins, desk.timezone)


def _day_url(one: Stretch, desk: Desk, focus: Focus) -> str:
    return focus.over(Reach.DAY, desk.date_at(one.begins)).url
