"""The server of tomorrow: what a ring at the door carries has changed, so that commands have a second version.

Phones that were away go on with the first one for as long as they like; a phone that has the new app already finds a
server that is still the old one, or was put back.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from pydantic import Field

from fieldapp.domain import sent, upcast
from fieldapp.domain.command import Command, Pressed
from fieldapp.domain.upcast import NEWEST, Raw
from fieldapp.domain.verb_data import Ring
from fieldapp.domain.verbs import VERBS

TOMORROW = NEWEST + 1


class RingOfTomorrow(Ring):
    """It says whether there was a bell."""

    bell: bool


class PressedOfTomorrow(Pressed):
    """A press that needs no visit, in the version of tomorrow."""

    v: int = Field(ge=1, le=TOMORROW)


class CommandOfTomorrow(Command):
    """A command in the version of tomorrow."""

    v: int = Field(ge=1, le=TOMORROW)


def ring_had_a_bell(raw: Raw) -> Raw:
    """Today's ring as tomorrow's. What is no ring at all stays as it is, to be refused by its own verb."""
    data = raw.get("data")
    return raw | {"data": data | {"bell": True}} if raw.get("verb") == "ring" and isinstance(data, dict) else raw


def written(verb: str, data: Any, version: int) -> Any:
    """What the app of this version writes down of a press."""
    return data | {"bell": True} if version == TOMORROW and verb == "ring" else data


@contextmanager
def server_of_tomorrow() -> Iterator[None]:
    """Within the block the server is that of tomorrow."""
    steps = {**upcast.UPCASTERS, NEWEST: ring_had_a_bell}
    with ExitStack() as stack:
        stack.enter_context(patch.dict(upcast.upcast.__kwdefaults__, newest=TOMORROW, steps=steps))
        stack.enter_context(patch.dict(upcast.version_of.__kwdefaults__, newest=TOMORROW))
        stack.enter_context(patch.multiple(sent, Command=CommandOfTomorrow, Pressed=PressedOfTomorrow))
        stack.enter_context(patch.dict(VERBS, ring=replace(VERBS["ring"], data=RingOfTomorrow)))
        yield
