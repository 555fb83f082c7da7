"""The waiting lane as it is shown: trays with their counts, cards with plate, name, age, what and when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.domain.board import Board
from fieldapp.domain.course import OrderState
from fieldapp.domain.people import Language
from fieldapp.domain.schedule import Alarm
from fieldapp.domain.waiting import AT_MOST, TRAYS, Tray
from fieldapp.web.formats import dated_window, duration, named_day, window
from fieldapp.web.labels import label
from fieldapp.web.language import language
from fieldapp.web.supervisor.focus import Focus

LONG = timedelta(minutes=30)  # who waits longer is shown in amber
TRAY_WORDS = {
    Tray.UNASSIGNED: _l("New"),
    Tray.ALERTS: _l("Alerts"),
    Tray.ON_HOLD: _l("Held"),
    Tray.RETURNED: _l("Returned"),
}
ALARM_WORDS = {
    Alarm.EMERGENCY: _l("10 minutes are over"),
    Alarm.LATE: _l("Nobody is there yet"),
    Alarm.NOT_ACCEPTED: _l("Not accepted yet"),
}


@dataclass(frozen=True, slots=True)
class TrayTab:
    """One tray: its name, how many lie in it, and its address."""

    words: str
    count: str
    tone: str | None
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Card:
    """One waiting job."""

    order_id: UUID
    row: Any
    age: str
    tone: str | None
    what: str
    when: str
    note: str
    rework: str  # whom it follows, if it is done again
    named: str  # who was to come by the agreement, and cannot
    url: str
    give: str  # where it is given to somebody
    current: bool
    standing: bool  # on the strip as well: then the strip carries its mark


@dataclass(frozen=True, slots=True)
class Asked:
    """One question that waits for an answer."""

    row: Any
    age: str
    tone: str | None


def tabs(board: Board, focus: Focus) -> list[TrayTab]:
    """The four trays. Alerts are amber as soon as there is one."""
    alarms = len(board.alarms) + len(board.open_matters) + len(board.undelivered)
    counts = {tray: len(board.in_tray(tray)) for tray in Tray} | {Tray.ALERTS: alarms}
    return [
        TrayTab(
            words=str(words),
            count=f"{counts[tray]}+" if counts[tray] >= AT_MOST else str(counts[tray]),
            tone="amber" if tray is Tray.ALERTS and alarms else None,
            url=focus.into(tray).url,
            current=tray is focus.tray,
        )
        for tray, words in TRAY_WORDS.items()
    ]


def cards(board: Board, focus: Focus, zone: str) -> list[Card]:
    """What lies in the tray that is open."""
    if focus.tray is Tray.ALERTS:
        return list(_alarm_cards(board, focus, zone))
    return list(_waiting_cards(board, focus, zone))


def questions(board: Board) -> list[Asked]:
    """What waits for an answer, in the first tray alone."""
    return [Asked(row, *age(row.asked_at, board.now)) for row in board.questions]


def age(since: datetime, now: datetime) -> tuple[str, str | None]:
    """ "等 42 分" and its tone: amber from thirty minutes on."""
    waited = max(now - since, timedelta())
    return _("waits %(length)s", length=_roughly(waited)), "amber" if waited >= LONG else None


def title(row: Any) -> str:
    """What is to be done, in the language of the page."""
    return str(row.title_en if language() is Language.ENGLISH else row.title_zh)


def rework_words(row: Any) -> str:
    """ "返修 2026-00123 李建国": the order that is done again, and whoever did it the first time."""
    if row.first_serial is None:
        return ""
    number = f"{row.first_year}-{row.first_serial:05d}"
    return str(_("Rework of %(number)s, %(name)s", number=number, name=row.first_technician or ""))


def named_words(row: Any) -> str:
    """ "协议指定王芳，来不了": a visit that waits because whoever the agreement names cannot come (4.2.4)."""
    return str(_("Agreed with %(name)s, who cannot come", name=row.named)) if row.named else ""


def _waiting_cards(board: Board, focus: Focus, zone: str) -> Iterator[Card]:
    for row in board.in_tray(focus.tray):
        since = row.received_at if row.state is OrderState.RECEIVED else row.changed_at
        words, tone = age(since, board.now)
        yield Card(
            order_id=row.id,
            row=row,
            age=words,
            tone=tone,
            what=title(row),
            when=_wanted(board, row, zone),
            note=_note(row),
            rework=rework_words(row),
            named=named_words(row),
            url=focus.on(row.id).url,
            give=focus.give_url(row.id),
            current=row.id == focus.order_id,
            standing=False,
        )


def _alarm_cards(board: Board, focus: Focus, zone: str) -> Iterator[Card]:
    for what, row in board.alarms:
        yield Card(
            order_id=row.order_id,
            row=row,
            age=str(ALARM_WORDS[what]),
            tone="amber",
            what=title(row),
            when=_when(row.planned_from, row.planned_until, zone, board.now),
            note=next((member.name for member in board.members if member.id == row.technician_id), ""),
            rework="",
            named="",
            url=focus.on(row.order_id).url,
            give="",
            current=row.order_id == focus.order_id,
            standing=True,
        )


def _note(row: Any) -> str:
    if row.state is OrderState.ON_HOLD:
        return label(row.hold_reason)
    return label(row.state) if TRAYS[row.state] is Tray.RETURNED else ""


def _wanted(board: Board, row: Any, zone: str) -> str:
    """When the owner would like it; before the front desk's question has an answer, no time is named (4.3.3)."""
    if row.state is OrderState.RECEIVED and not row.urgent and row.id in board.asked_about:
        return str(_("answer first"))
    if row.wanted_from is None:
        return window(None, None, zone, urgent=row.urgent)
    return _when(row.wanted_from, row.wanted_until, zone, board.now)


def _when(begins: datetime | None, ends: datetime | None, zone: str, now: datetime) -> str:
    today = begins is None or named_day(begins, zone) == named_day(now, zone)
    return window(begins, ends, zone) if today else dated_window(begins, ends, zone)


def _roughly(waited: timedelta) -> str:
    minutes = int(waited.total_seconds()) // 60
    if minutes < 60:
        return duration(minutes)
    hours = minutes // 60
    return duration(hours * 60) if hours < 24 else _("%(days)d d", days=hours // 24)
