"""A line of the order as the technician goes through it with the owner."""

from dataclasses import dataclass

from flask_babel import gettext as _

from fieldapp.domain.base import Fen, Milli
from fieldapp.domain.catalogue import Materials, PriceKind
from fieldapp.domain.line import Line
from fieldapp.domain.price import LEAST_QUANTITY, MOST_QUANTITY
from fieldapp.domain.warranty import Cover
from fieldapp.domain.warranty_hint import Hints
from fieldapp.web.formats import quantity, typed_money
from fieldapp.web.labels import label
from fieldapp.web.language import language
from fieldapp.web.price_words import line_price
from fieldapp.web.technician.press import Press, said

ONE = 1000  # thousandths
OPEN_PRICE = {PriceKind.RANGE, PriceKind.FROM, PriceKind.AGREED}


@dataclass(frozen=True, slots=True)
class LineView:
    """One line: its words, its sums, and what its buttons press."""

    line: Line
    id: str
    name: str
    price: str
    sum_fen: Fen
    materials_fen: Fen
    quantity: str
    asked: bool
    warranty: bool
    may_be_covered: bool
    hint: str  # the warranty that it may be under, and until when
    more: Press
    less: Press
    drop: Press  # instead of one less than the last one
    covered: Press  # by the developer's warranty
    not_covered: Press
    this: Press  # the line as it is: the typed number and the prices are added by the form

    @property
    def price_is_open(self) -> bool:
        """Does the catalogue leave the price of a unit to the technician?"""
        return self.line.item_id is not None and self.line.price_kind in OPEN_PRICE

    @property
    def takes_materials(self) -> bool:
        """May materials be charged beside the work?"""
        return self.line.materials is Materials.EXTRA and not self.asked and not self.warranty

    @property
    def last(self) -> bool:
        """Is one less than this nothing?"""
        return self.line.quantity_milli - ONE < LEAST_QUANTITY

    def when(self, fact: str) -> bool:
        """Does what is marked with this fact ("asked", "!asked") stand in the row?"""
        folds_out = self.price_is_open or self.takes_materials
        facts = {
            "asked": self.asked,
            "warranty": self.warranty,
            "may": self.may_be_covered and not self.warranty,
            "hint": bool(self.hint) and not self.warranty,
            "last": self.last,
            "more": folds_out,
            "open_price": self.price_is_open,
            "takes_materials": self.takes_materials,
            "materials": bool(self.materials_fen),
            "part": bool(self.materials_fen) and not folds_out,
        }
        return facts[fact.removeprefix("!")] is not fact.startswith("!")

    @property
    def more_words(self) -> str:
        """What folds out of the line."""
        if self.price_is_open:
            return str(_("Price and materials") if self.takes_materials else _("Price"))
        return str(_("Materials"))

    @property
    def work_fen(self) -> Fen:
        """What the work of it costs."""
        return self.line.work_fen

    @property
    def unit_price_typed(self) -> str:
        """The price of a unit as a field shows it."""
        return typed_money(self.line.unit_price_fen)

    @property
    def materials_typed(self) -> str:
        """The materials as a field shows them; nothing where there are none."""
        return typed_money(self.line.materials_fen) if self.line.materials_fen else ""


def hint_words(cover: Cover | None) -> str:
    """The part, and the last day of its warranty."""
    return str(_("%(part)s until %(day)s", part=label(cover.component), day=cover.until)) if cover else ""


def line_view(line: Line, hints: Hints) -> LineView:
    """The line in the language of the page."""
    many = line.quantity_milli
    return LineView(
        line=line,
        id=str(line.id),
        name=line.name(language()),
        price=line_price(line),
        sum_fen=line.amount_fen,
        materials_fen=line.charged_materials_fen,
        quantity=quantity(many),
        asked=line.waits_for_answer,
        warranty=line.warranty,
        may_be_covered=hints.may_cover(line.item_id),
        hint=hint_words(hints.cover(line.item_id)),
        more=_so_many(line, Milli(min(many + ONE, MOST_QUANTITY))),
        less=_so_many(line, Milli(max(many - ONE, LEAST_QUANTITY))),
        drop=said("drop_line", line=line.id),
        covered=said("warranty", line=line.id, covered="1"),
        not_covered=said("warranty", line=line.id, covered=""),
        this=said("line", line=line.id),
    )


def _so_many(line: Line, many: Milli) -> Press:
    return said("line", line=line.id, quantity=quantity(many), materials=typed_money(line.materials_fen))
