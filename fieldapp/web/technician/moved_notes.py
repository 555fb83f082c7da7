"""What was moved to somebody, from them and back, in words: told calmly on Today until it was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from fieldapp.domain.moved import Moved
from fieldapp.web.doorplate import called, door
from fieldapp.web.formats import clock
from fieldapp.web.labels import label


@dataclass(frozen=True, slots=True)
class MovedNote:
    """One thing that was moved."""

    key: str  # the phone remembers by it that it was read
    title: str
    text: str
    href: str


def moved_notes(rows: Iterable[Any]) -> list[MovedNote]:
    """The rows of the domain as sentences."""
    return [
        MovedNote(
            key=f"{row.id}-{int(row.at.timestamp())}",
            title=_title(row),
            text=_text(row),
            href=url_for("technician.visit.show", visit_id=row.id),
        )
        for row in rows
    ]


def _title(row: Any) -> str:
    facts = {"door": door(row.building, row.door), "name": row.other, "time": clock(row.at, row.timezone)}
    if row.which == Moved.CAME:
        return str(_("%(door)s is yours now: %(name)s had it until %(time)s", **facts))
    if row.which == Moved.BACK:
        return str(_("%(door)s is yours again since %(time)s", **facts))
    if row.other:
        return str(_("%(door)s went to %(name)s at %(time)s", **facts))
    return str(_("You need not go to %(door)s: %(state)s", state=label(row.state), **facts))


def _text(row: Any) -> str:
    if row.which == Moved.CAME:
        return str(_("Why: %(reason)s", reason=row.why)) if row.why else called(row.surname, row.address)
    if not row.kept:
        return called(row.surname, row.address)
    kept = ngettext(
        "The office has your %(num)d entry, under your name.",
        "The office has your %(num)d entries, under your name.",
        row.kept,
    )
    return str(kept)
