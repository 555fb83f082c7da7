"""What phones brought that somebody has to look at, as cards of the lane: alarms, and presses that wait for a word."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from fieldapp.domain.alarm import AlarmKind
from fieldapp.domain.attention import Matter, in_other_hands, is_alarm, missing
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.board import Board
from fieldapp.web.formats import clock, day_and_clock, named_day
from fieldapp.web.journal_words import verb_title
from fieldapp.web.labels import label
from fieldapp.web.supervisor.lane import age
from fieldapp.web.words import sentence


@dataclass(frozen=True, slots=True)
class MatterCard:
    """One matter in words."""

    row: Any
    title: str
    why: str
    what_to_do: str
    age: str
    tone: str | None
    alarm: bool


@dataclass(frozen=True, slots=True)
class SettledLine:
    """Something that was settled, in two short lines."""

    title: str
    by: str


def matter_cards(board: Board, zone: str) -> list[MatterCard]:
    """All that waits for somebody to look at it, the oldest first."""
    return [_card(matter, board.now, zone) for matter in board.open_matters]


def settled_lines(board: Board, zone: str) -> list[SettledLine]:
    """What was settled a short while ago: what it was, and by whom it was settled when."""
    return [
        SettledLine(_told(matter, board.now, zone)[0], _settled(matter, board.now, zone))
        for matter in board.settled_matters
    ]


def _card(matter: Matter, now: datetime, zone: str) -> MatterCard:
    alarm = is_alarm(matter)
    words, tone = age(matter.raised_at if alarm else matter.received_at, now)
    return MatterCard(matter, *_told(matter, now, zone), words, tone, alarm)


def _told(matter: Matter, now: datetime, zone: str) -> tuple[str, str, str]:
    """What it is, why, and what to do."""
    return _alarm(matter, now, zone) if is_alarm(matter) else _parked(matter, now, zone)


def _settled(matter: Matter, now: datetime, zone: str) -> str:
    facts = {"name": matter.settled_by, "time": _when(matter.settled_at, now, zone)}
    if not matter.settled_by:
        return str(_("the phone spoke again at %(time)s", **facts))
    if is_alarm(matter):
        return str(_("%(name)s looked into it at %(time)s", **facts))
    return str(_("%(name)s, %(time)s: %(decision)s", decision=label(matter.decision), **facts))


def _alarm(matter: Matter, now: datetime, zone: str) -> tuple[str, str, str]:
    count, name = missing(matter), matter.name
    if matter.alarm is AlarmKind.HOLE:
        return (
            str(
                ngettext(
                    "%(name)s's phone: %(num)d entry is missing",
                    "%(name)s's phone: %(num)d entries are missing",
                    count,
                    name=name,
                )
            ),
            str(_("It was pressed on the phone and has never come here.")),
            str(_("Ask %(name)s what was done since the last entry, and note it on the order.", name=name)),
        )
    heard_at = matter.facts.get("heard_at")
    heard = _when(datetime.fromisoformat(heard_at), now, zone) if heard_at else ""
    if matter.alarm is AlarmKind.SILENT:
        return (
            str(_("%(name)s's phone is silent since %(time)s", name=name, time=heard)),
            str(ngettext("%(num)d entry waits on it.", "%(num)d entries wait on it.", count)),
            str(_("Ask %(name)s to open the app once, with signal.", name=name)),
        )
    return (
        str(_("%(name)s has another phone", name=name)),
        str(
            ngettext(
                "%(num)d entry was waiting on the old one, last heard of %(time)s.",
                "%(num)d entries were waiting on the old one, last heard of %(time)s.",
                count,
                time=heard,
            )
        ),
        str(_("Open the app on the old phone once, with signal. If it is gone, ask what was done and note it.")),
    )


def _parked(matter: Matter, now: datetime, zone: str) -> tuple[str, str, str]:
    pressed = verb_title(matter.verb, matter.payload.get("data") or {})
    title = _(
        "%(name)s pressed “%(verb)s” at %(time)s", name=matter.name, verb=pressed, time=_when(matter.at, now, zone)
    )
    return str(title), _why_parked(matter, now, zone), ""


def _why_parked(matter: Matter, now: datetime, zone: str) -> str:
    """Why it does not count by itself."""
    if matter.code == "signature.already_there":
        return sentence(RuleBroken(matter.code))
    if in_other_hands(matter) and matter.held_since:
        since = _when(matter.held_since, now, zone)
        return str(_("The order is %(holder)s's since %(time)s.", holder=matter.holder, time=since))
    since = _when(matter.changed_at, now, zone)
    return str(_("The order is “%(state)s” since %(time)s.", state=label(matter.state), time=since))


def _when(moment: datetime, now: datetime, zone: str) -> str:
    same_day = named_day(moment, zone) == named_day(now, zone)
    return clock(moment, zone) if same_day else day_and_clock(moment, zone)
