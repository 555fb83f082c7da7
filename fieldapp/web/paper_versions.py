"""Which version of what was signed a paper shows, and what it changed of the one before."""

from typing import Any

from flask_babel import gettext as _

from fieldapp.domain.order_versions import Standing, Version
from fieldapp.domain.paper_source import PaperSource
from fieldapp.web.correction_sheet import Side, correction_sheet
from fieldapp.web.formats import date_and_clock, money


def version_name(source: PaperSource) -> str:
    """Version 2; nothing where there never was another one."""
    version = source.version
    told = version is not None and len(source.versions) > 1
    return str(_("Version %(number)s", number=version.number)) if told and version else ""


def version_notices(source: PaperSource) -> list[str]:
    """Whether this version was in force when the paper was made, in a sentence each."""
    version, counts = source.version, source.versions.in_force
    if version is None or len(source.versions) == 1:
        return []
    if version.standing is Standing.REPLACED and counts is not None:
        return [_replaced(source, version, counts)]
    if version.standing is Standing.NOT_AGREED:
        return [str(_("Version %(number)s was not agreed to: nothing follows from it.", number=version.number))]
    return []


def what_it_corrects(source: PaperSource) -> dict[str, Any]:
    """The lines that differ, before and now; no rows in a first version."""
    document = source.copy.signature.contents
    if "replaces" not in document:
        return {"name": "", "rows": []}
    sheet = correction_sheet(document)
    told = _(
        "Version %(new)s replaces version %(old)s because: %(why)s", new=sheet.number, old=sheet.replaces, why=sheet.why
    )
    rows = [(pair.name, _told(pair.before), _told(pair.now)) for pair in sheet.pairs if pair.differs]
    total = (str(_("Total")), money(sheet.was_fen), money(sheet.total_fen))
    versions = [str(_("Version %(number)s", number=number)) for number in (sheet.replaces, sheet.number)]
    return {"name": str(told), "columns": versions, "rows": [*rows, total]}


def _replaced(source: PaperSource, version: Version, counts: Version) -> str:
    at = counts.signature.at if counts.signature else source.copy.signature.at
    told = _(
        "Version %(number)s was replaced: version %(newer)s, signed %(time)s, is in force. Both are kept.",
        number=version.number,
        newer=counts.number,
        time=date_and_clock(at, source.copy.order.site.timezone),
    )
    return str(told)


def _told(side: Side | None) -> str:
    if side is None:
        return str(_("not in it"))
    return " · ".join([money(side.sum_fen), *side.how])
