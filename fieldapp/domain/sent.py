"""A command as it came from a phone: readable or not, it is kept with every letter that was sent."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from pydantic import AwareDatetime, TypeAdapter, ValidationError

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.command import MOST_SEQ, MOST_VERSION, Command, Pressed
from fieldapp.domain.upcast import Raw, upcast
from fieldapp.domain.writing import cleaned, seen

MOST_DEPTH = 16  # brackets within brackets; a signature has six

_MOMENT = TypeAdapter(AwareDatetime)

AnyPress = TypeVar("AnyPress", bound=Pressed)


@dataclass(frozen=True)
class Sent:
    """One command of a call. Only its id has to be readable."""

    id: UUID
    raw: Raw

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the whole object as it was sent."""
        whole = json.dumps(self.raw, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(whole.encode()).hexdigest()

    @cached_property
    def seq(self) -> int | None:
        """Its number on the phone, if that can be read."""
        return _whole(self.raw.get("seq"), MOST_SEQ)

    @cached_property
    def base(self) -> int | None:
        """The order's version on the page that was pressed, if that can be read."""
        return _whole(self.raw.get("base"), MOST_VERSION)

    @cached_property
    def visit_id(self) -> UUID | None:
        """The visit that it is about, if that can be read."""
        return _uuid(self.raw.get("visit"))

    @cached_property
    def dispatch_id(self) -> UUID | None:
        """The emergency that it answers, if that can be read."""
        data = self.raw.get("data")
        return _uuid(data.get("dispatch")) if self.verb in ("take", "cannot") and isinstance(data, dict) else None

    @cached_property
    def by_id(self) -> UUID | None:
        """Who pressed, if that can be read."""
        return _uuid(self.raw.get("by"))

    @cached_property
    def verb(self) -> str:
        """The verb, as far as it fits."""
        verb = self.raw.get("verb")
        return cleaned(verb)[:20] if isinstance(verb, str) else ""

    @cached_property
    def device_at(self) -> datetime | None:
        """What the phone's clock said, if that can be read."""
        try:
            return Command._in_utc(_MOMENT.validate_python(self.raw.get("at")))
        except (ValidationError, ValueError):
            return None

    def command(self) -> Command:
        """The command in its newest version. Raises RuleBroken ``command.bad_content`` with the field."""
        return self._read(Command)

    def pressed(self) -> Pressed:
        """The same for a press that needs no visit: an answer to an emergency."""
        return self._read(Pressed)

    def _read(self, kind: type[AnyPress]) -> AnyPress:
        try:
            press = kind.model_validate(upcast(self.raw))
        except ValidationError as faults:
            field = ".".join(str(part) for part in faults.errors()[0]["loc"])
            raise RuleBroken("command.bad_content", field=cleaned(field)[:60]) from None
        return press.model_copy(update={"data": _clean(press.data)})


def depth(value: Any, most: int = MOST_DEPTH) -> bool:
    """Is it nested no deeper than that?"""
    layer = [value]
    for _ in range(most):
        layer = [inner for outer in layer for inner in _inside(outer)]
        if not layer:
            return True
    return False


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return seen(cleaned(value))
    if isinstance(value, dict):
        return {cleaned(name): _clean(inner) for name, inner in value.items()}
    return [_clean(inner) for inner in value] if isinstance(value, list) else value


def _whole(value: Any, most: int) -> int | None:
    return value if type(value) is int and 0 <= value <= most else None


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
