"""The catalogue in chapters, each item in words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fieldapp.domain.catalogue import Category, Item
from fieldapp.web.formats import duration
from fieldapp.web.labels import label
from fieldapp.web.language import language
from fieldapp.web.price_words import materials, minimum, unit_price


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as it is read out."""

    code: str
    name: str
    price: str
    facts: list[str]
    note: str
    search: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One chapter with its items."""

    name: str
    entries: list[Entry]


def chapters(items: Iterable[Item]) -> list[Chapter]:
    """The items chapter by chapter, within each in the order of the list."""
    found: dict[Category, list[Entry]] = {category: [] for category in Category}
    for item in items:
        found[item.category].append(_entry(item))
    return [Chapter(label(category), entries) for category, entries in found.items() if entries]


def narrowed(chapters: list[Chapter], words: str) -> list[Chapter]:
    """Only what holds every word; chapters without any item are left out."""
    wanted = words.split()
    found = (
        replace(chapter, entries=[entry for entry in chapter.entries if all(word in entry.search for word in wanted)])
        for chapter in chapters
    )
    return [chapter for chapter in found if chapter.entries]


def _entry(item: Item) -> Entry:
    takes = duration(item.minutes) if item.minutes else ""
    return Entry(
        code=item.code,
        name=item.name(language()),
        price=unit_price(item),
        facts=[fact for fact in (item.code, materials(item), minimum(item), takes) if fact],
        note=item.note(language()),
        search=item.search,
    )
