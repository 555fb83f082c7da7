"""What the office types of a correction: each line that was signed as it is to be, and lines that are missing."""

from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.domain.catalogue import Item
from fieldapp.domain.corrected_lines import Added, Change
from fieldapp.domain.correcting import Wanted
from fieldapp.domain.document import Document
from fieldapp.domain.money_table import yuan
from fieldapp.web.formats import quantity
from fieldapp.web.forms import Form

NEW_LINES = 3  # that can be added in one correction


@dataclass(frozen=True, slots=True)
class LineTyped:
    """One line of the form as it stands in its fields."""

    key: str  # part of the names of its fields
    line: Document | None  # None: a new one
    quantity: str = ""
    price: str = ""
    materials: str = ""
    warranty: bool = False
    dropped: bool = False
    item: str = ""
    words: str = ""


@dataclass
class CorrectionForm:
    """The form as it was sent, or as the version in force fills it."""

    lines: list[Document]
    items: dict[str, Item]  # the list of the order, by id
    sent: Form | None = None

    @property
    def rows(self) -> list[LineTyped]:
        """What stands in the fields of the lines there are."""
        return [self._typed(line["line"], line) if self.sent else _as_it_is(line) for line in self.lines]

    @property
    def new_rows(self) -> list[LineTyped]:
        """What stands in the fields of lines to be added."""
        keys = [f"new{number}" for number in range(NEW_LINES)]
        return [self._typed(key, None) if self.sent else LineTyped(key, None, quantity="1") for key in keys]

    def wanted(self) -> Wanted:
        """What was sent. Faults stand at their fields."""
        form = self._form
        changes = {line["line"]: self._change(line["line"]) for line in self.lines}
        why = form.text("why", most=300)
        return Wanted(changes=changes, added=list(self._added()), why=why)

    @property
    def _form(self) -> Form:
        assert self.sent is not None
        return self.sent

    def _typed(self, key: str, line: Document | None) -> LineTyped:
        said = self._form.sent
        return LineTyped(
            key=key,
            line=line,
            quantity=said.get(f"quantity-{key}", ""),
            price=said.get(f"price-{key}", ""),
            materials=said.get(f"materials-{key}", ""),
            warranty=bool(said.get(f"warranty-{key}")),
            dropped=bool(said.get(f"drop-{key}")),
            item=said.get(f"item-{key}", ""),
            words=said.get(f"words-{key}", ""),
        )

    def _change(self, key: str) -> Change:
        form = self._form
        if form.ticked(f"drop-{key}"):
            return Change(quantity_milli=0, unit_price_fen=0, dropped=True)
        return Change(
            quantity_milli=form.quantity(f"quantity-{key}"),
            unit_price_fen=form.money(f"price-{key}"),
            materials_fen=form.money(f"materials-{key}", optional=True),
            warranty=form.ticked(f"warranty-{key}"),
        )

    def _added(self) -> Iterator[Added]:
        for row in self.new_rows:
            if row.item or row.words.strip():
                yield self._new_line(row)

    def _new_line(self, row: LineTyped) -> Added:
        form, item = self._form, self.items.get(row.item)
        if row.item and item is None:
            form.fault(f"item-{row.key}", "form.not_known")
        price = item.price_fen if item and not row.price.strip() else form.money(f"price-{row.key}")
        change = Change(
            quantity_milli=form.quantity(f"quantity-{row.key}"),
            unit_price_fen=price,
            materials_fen=form.money(f"materials-{row.key}", optional=True),
        )
        return Added(item=item, words=form.text(f"words-{row.key}", most=120, optional=True), change=change)


def _as_it_is(line: Document) -> LineTyped:
    return LineTyped(
        key=line["line"],
        line=line,
        quantity=quantity(line["quantity_milli"]),
        price=yuan(line["unit_price_fen"]),
        materials=yuan(line["materials_fen"]) if line["materials_fen"] else "",
        warranty=bool(line["warranty"]),
    )
