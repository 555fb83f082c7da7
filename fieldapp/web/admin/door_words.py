"""What happened at the door, in a line: who came in, who tried, what was ended or locked, which roles changed."""

from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.domain.device_session import Way
from fieldapp.domain.people import Role
from fieldapp.domain.sign_in_event import Door
from fieldapp.web.admin.audit_words import Line
from fieldapp.web.device_words import device_name, way_words
from fieldapp.web.labels import label

KINDS: dict[Door, LazyString] = {
    Door.SIGNED_IN: _l("Signed in"),
    Door.FAILED: _l("Tried in vain to sign in"),
    Door.SIGNED_OUT: _l("Signed out"),
    Door.ENDED: _l("Ended a session"),
    Door.NEW_PASSWORD: _l("A new password: every session ended"),
    Door.LOCKED: _l("Locked a phone"),
    Door.UNLOCKED: _l("Unlocked a phone"),
    Door.ROLES: _l("Other roles"),
    Door.LEFT: _l("Ended an employment"),
}


def of_the_door(row: Any) -> Line:
    """One row of the journal of the door. Who tried in vain is not known: only whose login it was."""
    tried = row.what is Door.FAILED
    whose = row.whose or _("a login that does not exist")
    return Line(
        what=row.what.value,
        words=str(KINDS[row.what]),
        detail=" · ".join(_details(row)),
        by=str(_("somebody")) if tried else row.by or row.whose or "",
        at=row.at,
        heard_at=row.at,
        about=str(whose) if tried or row.by else "",
        person_id=row.person_id if tried or row.by else None,
    )


def door_kinds() -> list[tuple[str, str]]:
    """What can be looked for, as (value, words)."""
    return [(kind.value, str(words)) for kind, words in KINDS.items()]


def _details(row: Any) -> list[str]:
    told = [device_name(row.machine, row.program)] if row.machine else []
    if row.network:
        told.append(row.network)
    if "way" in row.facts:
        told.append(way_words(Way(row.facts["way"])))
    if "roles" in row.facts:
        told.append(" → ".join(_roles(names) for names in row.facts["roles"]))
    return told


def _roles(names: list[str]) -> str:
    return str(_(", ")).join(label(Role(name)) for name in names) or "–"
