"""Telling whoever saves an older state who was first, on whose clock, and what is there now."""

from collections.abc import Iterable

from flask_babel import gettext as _

from fieldapp.domain.base import Overtaken
from fieldapp.web.home_zone import home_zone


def here(overtaken: Overtaken) -> Overtaken:
    """The refusal, whose moment is told by the clock of the branch."""
    overtaken.facts["zone"] = home_zone()
    return overtaken


def instead(values: Iterable[str]) -> str:
    """What is there now, where it differs from what was typed, and how to go on."""
    said = str(_("; ")).join(values)
    return str(
        _("Now it says: %(values)s. What you typed stands below; saved once more, it replaces that.", values=said)
    )
