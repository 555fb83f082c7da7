"""What an import adds and changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fieldapp.domain.base import Model


@dataclass(slots=True)
class Changes:
    """How many of a kind were read, by what became of them."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0

    def count_added(self) -> None:
        """Count a thing that was not there before."""
        self.added += 1

    def update(self, thing: Model, told: Mapping[str, Any]) -> None:
        """Make a stored thing say what the table says, and count it."""
        different = {name: value for name, value in told.items() if getattr(thing, name) != value}
        for name, value in different.items():
            setattr(thing, name, value)
        if different:
            self.changed += 1
        else:
            self.unchanged += 1
