"""Words of the description: marked where they stand in the code, translated when the description is written."""

from typing import Any

from flask_babel import gettext


def _l(words: str) -> str:
    """For translators to find; unchanged."""
    return words


def translated(told: Any) -> Any:
    """A description with its words in the language of whoever reads it."""
    if isinstance(told, list):
        return [translated(part) for part in told]
    if isinstance(told, dict):
        return {name: _told(name, part) for name, part in told.items()}
    return told


def _told(name: str, part: Any) -> Any:
    if name in {"description", "summary", "title"} and isinstance(part, str):
        return str(gettext(part)) if part else part
    return translated(part)
