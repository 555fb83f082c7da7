"""What one version of the catalogue has that another has not: added, gone, changed in price, time or words (4.1.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from fieldapp.domain.catalogue import Item
from fieldapp.domain.people import Department


class Aspect(StrEnum):
    """What of an item is different, in the order in which it matters to whoever pays."""

    PRICE = "price"
    TIME = "time"
    WORDS = "words"
    WORK = "work"  # whose work it is: chapter, trade, skill, warranty


FIELDS = {
    Aspect.PRICE: ("price_kind", "price_fen", "price_max_fen", "minimum_fen", "unit_zh", "unit_en", "materials"),
    Aspect.TIME: ("minutes", "minutes_per_unit"),
    Aspect.WORDS: ("name_zh", "name_en", "note_zh", "note_en"),
    Aspect.WORK: ("category", "trade", "skill", "warranty_component"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """One item that is not the same in both: without an old one it is new, without a new one it is gone."""

    old: Item | None
    new: Item | None
    aspects: tuple[Aspect, ...] = ()

    @property
    def item(self) -> Item:
        """The newer of the two."""
        item = self.new or self.old
        assert item is not None
        return item

    @property
    def department(self) -> Department:
        """Whose work it is."""
        return self.item.department

    @property
    def dearer(self) -> bool | None:
        """Does one unit cost more than before? None where the two prices mean different things, or are the same."""
        if self.old is None or self.new is None or self.old.price_kind is not self.new.price_kind:
            return None
        before, now = (_price(item) for item in (self.old, self.new))
        return now > before if now != before else None


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is not the same in two versions, in the order of the newer list; what is gone comes last."""

    changes: list[Change]
    unchanged: int

    @property
    def added(self) -> list[Change]:
        """What is only in the newer version."""
        return [change for change in self.changes if change.old is None]

    @property
    def gone(self) -> list[Change]:
        """What was only in the older one."""
        return [change for change in self.changes if change.new is None]

    def changed(self, aspect: Aspect) -> list[Change]:
        """What is in both, and different in this."""
        return [change for change in self.changes if aspect in change.aspects]

    def of(self, department: Department) -> "Difference":
        """Of it what is the work of one department, or was."""
        ours = [change for change in self.changes if department in _departments(change)]
        return Difference(ours, 0)


def difference(old: Iterable[Item], new: Iterable[Item]) -> Difference:
    """Compare two versions; an item is known again by its code."""
    before, now = {item.code: item for item in old}, {item.code: item for item in new}
    both = [Change(before.get(code), item, _aspects(before.get(code), item)) for code, item in now.items()]
    changes = [change for change in both if change.old is None or change.aspects]
    gone = [Change(item, None) for code, item in before.items() if code not in now]
    return Difference(changes + gone, len(both) - len(changes))


def _aspects(old: Item | None, new: Item) -> tuple[Aspect, ...]:
    if old is None:
        return ()
    return tuple(
        aspect for aspect, fields in FIELDS.items() if any(_said(old, field) != _said(new, field) for field in fields)
    )


def _said(item: Item, field: str) -> object:
    return getattr(item, field) or None  # not said and said to be nothing are the same


def _price(item: Item) -> tuple[int, int, int]:
    return item.price_fen, item.price_max_fen or 0, item.minimum_fen or 0


def _departments(change: Change) -> set[Department]:
    return {item.department for item in (change.old, change.new) if item is not None}
