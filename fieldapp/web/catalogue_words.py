"""What is different between two versions of the catalogue, in words: the office and the supervisors read the same."""

from dataclasses import dataclass

from flask_babel import gettext as _

from fieldapp.domain.catalogue import Item
from fieldapp.domain.catalogue_difference import Aspect, Change, Difference
from fieldapp.domain.people import Language
from fieldapp.web.formats import duration
from fieldapp.web.labels import label
from fieldapp.web.language import language
from fieldapp.web.price_words import materials, minimum, unit_price

NOTHING = "—"


@dataclass(frozen=True, slots=True)
class Pair:
    """What was there and what comes instead."""

    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One item that changes: what kind of change it is, and each thing before and after."""

    code: str
    name: str
    department: str
    kinds: list[str]
    tone: str
    pairs: list[Pair]


@dataclass(frozen=True, slots=True)
class Count:
    """One figure of the comparison."""

    words: str
    number: int


def counts(found: Difference) -> list[Count]:
    """The comparison in seven figures."""
    dearer = [change.dearer for change in found.changed(Aspect.PRICE)]
    return [
        Count(_("Added"), len(found.added)),
        Count(_("Gone"), len(found.gone)),
        Count(_("Dearer"), dearer.count(True)),
        Count(_("Cheaper"), dearer.count(False)),
        Count(_("Priced otherwise"), dearer.count(None)),
        Count(_("Other time"), len(found.changed(Aspect.TIME))),
        Count(_("Other words"), len(found.changed(Aspect.WORDS))),
    ]


def rows(found: Difference) -> list[ChangeRow]:
    """Each change in words."""
    return [_row(change) for change in found.changes]


def _row(change: Change) -> ChangeRow:
    kinds, tone = _kinds(change)
    return ChangeRow(
        code=change.item.code,
        name=change.item.name(language()),
        department=label(change.department),
        kinds=kinds,
        tone=tone,
        pairs=_pairs(change),
    )


def _kinds(change: Change) -> tuple[list[str], str]:
    if change.old is None:
        return [_("Added")], "accent"
    if change.new is None:
        return [_("Gone")], ""
    words = {
        Aspect.PRICE: {True: _("Dearer"), False: _("Cheaper"), None: _("Priced otherwise")}[change.dearer],
        Aspect.TIME: _("Other time"),
        Aspect.WORDS: _("Other words"),
        Aspect.WORK: _("Other work"),
    }
    return [words[aspect] for aspect in change.aspects], ""


def _pairs(change: Change) -> list[Pair]:
    if change.old is None or change.new is None:
        return [Pair(_whole(change.old), _whole(change.new))]
    told = {Aspect.PRICE: _priced, Aspect.TIME: _time, Aspect.WORDS: _words, Aspect.WORK: _work}
    return [
        Pair(old or NOTHING, new or NOTHING)
        for aspect in change.aspects
        for old, new in zip(told[aspect](change.old), told[aspect](change.new), strict=True)
        if old != new
    ]


def _whole(item: Item | None) -> str:
    parts = [] if item is None else [*_priced(item), *_time(item)]
    comma = ", " if language() is Language.ENGLISH else "，"
    return comma.join(part for part in parts if part) or NOTHING


def _priced(item: Item) -> list[str]:
    return [unit_price(item), minimum(item), materials(item)]


def _time(item: Item) -> list[str]:
    if not item.minutes:
        return [""]
    each = _("%(length)s each", length=duration(item.minutes))
    return [each if item.minutes_per_unit else duration(item.minutes)]


def _words(item: Item) -> list[str]:
    return [item.name_zh, item.name_en, item.note_zh, item.note_en]


def _work(item: Item) -> list[str]:
    return [label(item.category), label(item.trade), label(item.skill), label(item.warranty_component)]
