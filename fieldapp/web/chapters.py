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

    key: str
    name: str
    entries: list[Entry]


def chapters(items: Iterable[Item]) -> list[Chapter]:
    """The items chapter by chapter, within each in the order of the list."""
    return _in_chapters((item, _entry(item)) for item in items)


def published(items: Iterable[Item]) -> list[Chapter]:
    """The same for owners: without how long it takes and without the notes, which are for staff."""
    return _in_chapters((item, replace(_entry(item), facts=_facts(item), note="")) for item in items)


def narrowed(chapters: list[Chapter], words: str) -> list[Chapter]:
    """Only what holds every word; chapters without any item are left out."""
    wanted = words.split()
    found = (
        replace(chapter, entries=[entry for entry in chapter.entries if all(word in entry.search for word in wanted)])
        for chapter in chapters
    )
    return [chapter for chapter in found if chapter.entries]


def _in_chapters(entries: Iterable[tuple[Item, Entry]]) -> list[Chapter]:
    found: dict[Category, list[Entry]] = {category: [] for category in Category}
    for item, entry in entries:
        found[item.category].append(entry)
    return [Chapter(category.value, label(category), entries) for category, entries in found.items() if entries]


def _facts(item: Item) -> list[str]:
    return [fact for fact in (item.code, materials(item), minimum(item)) if fact]


def _entry(item: Item) -> Entry:
    takes = duration(item.minutes) if item.minutes else ""
    return Entry(
        code=item.code,
        name=item.name(language()),
        price=unit_price(item),
        facts=[*_facts(item), *([takes] if takes else [])],
        note=item.note(language()),
        search=item.search,
    )
