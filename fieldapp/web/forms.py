"""Reading what a form sent. What was typed wrong becomes a fault at its field; what no form of ours sends is a 400.

    form = Form()
    words = form.text("words", most=500)
    wanted = form.moment("wanted_from", site.timezone)
    if form.faults:
        return form.again("desk/order_new.html", room=room)      # 422: the same page, faults named, what was typed kept
    ...
    form.check()                                                 # or, where there is no page to draw: 422 into #notice

Until the faults are looked at, a faulty field reads as an empty value of its kind. A template finds `faults.words`
(a sentence) and `typed.words` (what was sent).
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, render_template, request

from fieldapp.domain.base import Fen, Milli, Overtaken, RuleBroken
from fieldapp.domain.figures import parse_money, parse_quantity
from fieldapp.domain.writing import is_writing, narrow, seen
from fieldapp.web.words import sentence

Choice = TypeVar("Choice", bound=StrEnum)
Read = TypeVar("Read")

WHOLE_NUMBER = re.compile(r"-?[0-9]{1,12}")
NOBODY = UUID(int=0)
LONG_AGO = date(2000, 1, 1)
FAR_OFF = date(2100, 1, 1)


class FormFaults(Exception):
    """A form with faults, where the screen has no page of its own to show them at their fields."""

    def __init__(self, faults: Mapping[str, RuleBroken]) -> None:
        super().__init__({name: fault.code for name, fault in faults.items()})
        self.faults = faults


@dataclass
class Form:
    """What was sent, read field by field, and the faults found on the way."""

    sent: Mapping[str, str] = field(default_factory=lambda: request.form)
    faults: dict[str, RuleBroken] = field(default_factory=dict)

    def text(self, name: str, *, most: int = 200, optional: bool = False) -> str:
        """Words without spaces around them; line breaks are kept, other control characters are a fault.

        So are signs that turn the direction of what follows: what an owner signs must read as it is written.
        """
        words = seen(self.sent.get(name, "").replace("\r\n", "\n").strip())
        if not words and not optional:
            self.fault(name, "form.missing")
        if len(words) > most:
            return self._faulty("", name, "form.too_long", most=most)
        if not is_writing(words):
            return self._faulty("", name, "form.not_text")
        return words

    def whole(self, name: str, *, least: int = 0, most: int = 100_000, optional: bool = False) -> int:
        """A whole number between two bounds; 0 when it may be left out and was."""
        words = narrow(self.text(name, most=20, optional=optional))
        if words and not WHOLE_NUMBER.fullmatch(words):
            return self._faulty(0, name, "form.not_a_number")
        if words and not least <= int(words) <= most:
            return self._faulty(0, name, "form.out_of_bounds", least=least, most=most)
        return int(words or 0)

    def quantity(self, name: str, *, optional: bool = False) -> Milli:
        """A quantity as people write it ("1.5"), in thousandths."""
        return self._parsed(parse_quantity, name, Milli(0), optional=optional)

    def money(self, name: str, *, optional: bool = False) -> Fen:
        """An amount in yuan ("15", "1.50", "¥15"), in fen."""
        return self._parsed(parse_money, name, Fen(0), optional=optional)

    def moment(self, name: str, zone: str, *, optional: bool = False) -> datetime | None:
        """A moment as <input type=datetime-local> sends it ("2026-11-23T10:50"), on the clocks of this zone."""
        words = self.text(name, most=40, optional=optional)
        try:
            read = datetime.fromisoformat(words) if words else None
            return within_reason(read.replace(tzinfo=read.tzinfo or ZoneInfo(zone))) if read else None
        except ValueError:
            return self._faulty(None, name, "form.not_a_time")

    def day(self, name: str, *, optional: bool = False) -> date | None:
        """A day as <input type=date> sends it ("2026-11-23")."""
        words = self.text(name, most=20, optional=optional)
        try:
            return within_reason(date.fromisoformat(words)) if words else None
        except ValueError:
            return self._faulty(None, name, "form.not_a_day")

    def uuid(self, name: str) -> UUID:
        """The id of something chosen."""
        return self.optional_uuid(name) or self._faulty(NOBODY, name, "form.missing")

    def optional_uuid(self, name: str) -> UUID | None:
        """The id of something chosen, or None when nothing was."""
        words = self.sent.get(name, "").strip()
        try:
            return UUID(words) if words else None
        except ValueError:
            return self._faulty(None, name, "form.not_known")

    def choice(self, kind: type[Choice], name: str) -> Choice:
        """One of a few; without a choice that is a fault, and the first of them is read."""
        return self.optional_choice(kind, name) or self._faulty(next(iter(kind)), name, "form.missing")

    def optional_choice(self, kind: type[Choice], name: str) -> Choice | None:
        """One of a few, or None."""
        words = self.sent.get(name, "")
        try:
            return kind(words) if words else None
        except ValueError:
            return self._faulty(None, name, "form.not_known")

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        return bool(self.sent.get(name))

    def fault(self, name: str, code: str, **facts: Any) -> None:
        """Note a fault; the first one at a field stays."""
        self.blame(name, RuleBroken(code, **facts))

    def blame(self, name: str, refusal: RuleBroken) -> None:
        """Note that the rules refuse what stands in this field."""
        self.faults.setdefault(name, refusal)

    def check(self) -> None:
        """Refuse the request if there are faults."""
        if self.faults:
            raise FormFaults(self.faults)

    def again(self, template: str, *, refusal: RuleBroken | None = None, **context: Any) -> tuple[str, int]:
        """The same page once more: faults at their fields, a refusal of the rules on top, what was typed kept."""
        told = {name: sentence(fault) for name, fault in self.faults.items()}
        said = sentence(refusal) if refusal else None
        status = 409 if isinstance(refusal, Overtaken) else 422
        return render_template(template, faults=told, typed=self.sent, refusal=said, **context), status

    def _faulty(self, empty: Read, name: str, code: str, **facts: Any) -> Read:
        self.fault(name, code, **facts)
        return empty

    def _parsed(self, parse: Callable[[str], Read], name: str, empty: Read, *, optional: bool) -> Read:
        words = self.text(name, most=40, optional=optional)
        try:
            return parse(words) if words else empty
        except RuleBroken as refusal:
            self.blame(name, refusal)
            return empty


def choice(kind: type[Choice], name: str) -> Choice:
    """What a button of ours sent; anything else is no form of ours."""
    try:
        return kind(request.form[name])
    except ValueError:
        abort(400)


Day = TypeVar("Day", date, datetime)


def within_reason(day: Day) -> Day:
    """The day, if the calendar goes on around it in every zone. Raises ValueError."""
    if not LONG_AGO <= date(day.year, day.month, day.day) <= FAR_OFF:
        raise ValueError(f"{day} is not of our time")
    return day
