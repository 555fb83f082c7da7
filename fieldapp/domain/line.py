"""A line of an order: one catalogue item, or one thing described in words, so many of it, at a price."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fieldapp.domain.base import Fen, Milli, Model, RuleBroken, new_id
from fieldapp.domain.catalogue import RECKONED, Item, Materials, PriceKind
from fieldapp.domain.people import Language
from fieldapp.domain.price import check_materials, check_money, check_quantity, check_unit_price, line_amount

if TYPE_CHECKING:
    from fieldapp.domain.order import Order


A_JOB = "项", "job"  # the unit of whatever is described in words, in Chinese and in English
# One literal text, shared by the partial index and by the query that looks for what was priced by agreement.
AGREED = text("item_id IS NULL AND answered_at IS NOT NULL AND dropped_at IS NULL")


class Line(Model):
    """What is to be done, and what it costs.

    The names and the price are copied from the catalogue when the line is written (4.1.4: an order keeps the price of
    the version it was taken under). A line in words costs nothing until a supervisor has answered (4.2.3).
    """

    __tablename__ = "order_line"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    order_id: Mapped[UUID] = mapped_column(ForeignKey("service_order.id"))
    position: Mapped[int]
    item_id: Mapped[UUID | None] = mapped_column(ForeignKey("catalogue_item.id"))
    name_zh: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    unit_zh: Mapped[str] = mapped_column(String(20))
    unit_en: Mapped[str] = mapped_column(String(20))
    price_kind: Mapped[PriceKind]
    unit_price_fen: Mapped[Fen]
    minimum_fen: Mapped[Fen | None]
    materials: Mapped[Materials]
    materials_fen: Mapped[Fen] = mapped_column(default=0)
    quantity_milli: Mapped[Milli]
    minutes: Mapped[int] = mapped_column(default=RECKONED)  # of work, for the whole quantity
    warranty: Mapped[bool] = mapped_column(default=False)  # a defect under warranty costs the owner nothing
    asked_at: Mapped[datetime | None]  # put to the supervisor: can we, what does it cost
    answered_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]

    order: Mapped["Order"] = relationship(back_populates="lines", lazy="raise")

    __table_args__ = (
        Index("ix_order_line_order_id", "order_id"),
        Index("ix_order_line_agreed", "answered_at", sqlite_where=AGREED, postgresql_where=AGREED),
    )

    @property
    def stands(self) -> bool:
        """Is it still to be done?"""
        return self.dropped_at is None

    @property
    def waits_for_answer(self) -> bool:
        """Off the list and not yet answered by the supervisor: it counts no money."""
        return self.asked_at is not None and self.answered_at is None

    @property
    def unpriced(self) -> bool:
        """Has nobody said yet what the owner pays for it? Then it is in no sum, and nobody has agreed to it."""
        return self.waits_for_answer and not self.warranty

    @property
    def amount_fen(self) -> Fen:
        """What the owner pays for this line, work and materials together."""
        if self.warranty or self.waits_for_answer:
            return Fen(0)
        return line_amount(
            kind=self.price_kind,
            quantity_milli=self.quantity_milli,
            unit_price_fen=self.unit_price_fen,
            materials_fen=self.materials_fen,
            minimum_fen=self.minimum_fen,
        )

    @property
    def work_fen(self) -> Fen:
        """The part of the amount that is work."""
        return Fen(self.amount_fen - self.charged_materials_fen)

    @property
    def charged_materials_fen(self) -> Fen:
        """The part of the amount that is materials."""
        return Fen(0) if self.warranty or self.waits_for_answer else self.materials_fen

    def name(self, language: Language) -> str:
        """What it is called in that language."""
        return self.name_en if language is Language.ENGLISH else self.name_zh

    def told(self, language: Language) -> str:
        """As a title says it: the name, and how many if more than one."""
        many = self.quantity_milli // 1000 if self.quantity_milli % 1000 == 0 else 1
        return f"{self.name(language)} × {many}" if many > 1 else self.name(language)

    def unit(self, language: Language) -> str:
        """What it is counted in."""
        return self.unit_en if language is Language.ENGLISH else self.unit_zh

    def set(self, *, item: Item | None, quantity_milli: int, unit_price_fen: int | None, materials_fen: int) -> None:
        """Say how many (in thousandths), at what price, with what materials (in fen).

        Raises RuleBroken ``price.quantity_out_of_range``, ``price.money_out_of_range``, ``price.materials_not_charged``
        or ``price.unit_price_not_allowed``.
        """
        check_quantity(quantity_milli)
        check_materials(materials_fen, self.materials)
        if item is not None and unit_price_fen is not None:
            check_unit_price(item, unit_price_fen)
            self.unit_price_fen = Fen(unit_price_fen)
        self.quantity_milli = Milli(quantity_milli)
        self.materials_fen = Fen(materials_fen)
        if item is not None:
            self.minutes = item.minutes_for(quantity_milli)

    def drop(self, *, at: datetime) -> None:
        """Take it off the order; it stays on record. Twice is once."""
        self.dropped_at = self.dropped_at or at

    def settle(self, *, price_fen: int, at: datetime) -> None:
        """The supervisor's answer: it can be done, for this much a unit, in fen (4.2.3).

        Raises RuleBroken ``price.money_out_of_range``.
        """
        check_money(price_fen)
        self.unit_price_fen, self.answered_at = Fen(price_fen), at


def line_from_item(item: Item, *, id: UUID | None = None, quantity_milli: int = 1000) -> Line:
    """A line for a catalogue item, at the list's price."""
    line = Line(
        id=id or new_id(),
        item_id=item.id,
        name_zh=item.name_zh,
        name_en=item.name_en,
        unit_zh=item.unit_zh,
        unit_en=item.unit_en,
        price_kind=item.price_kind,
        unit_price_fen=item.price_fen,
        minimum_fen=item.minimum_fen,
        materials=item.materials,
        materials_fen=Fen(0),
        warranty=False,
    )
    line.set(item=item, quantity_milli=quantity_milli, unit_price_fen=None, materials_fen=0)
    return line


def line_in_words(words: str, *, id: UUID | None = None, quantity_milli: int = 1000, at: datetime) -> Line:
    """A line off the list: described in words, priced by the supervisor before it counts (4.2.3, 4.3.3).

    Raises RuleBroken ``line.no_words`` or ``price.quantity_out_of_range``.
    """
    if not words.strip():
        raise RuleBroken("line.no_words")
    check_quantity(quantity_milli)
    return Line(
        id=id or new_id(),
        name_zh=words.strip()[:120],
        name_en=words.strip()[:120],
        unit_zh=A_JOB[0],
        unit_en=A_JOB[1],
        price_kind=PriceKind.AGREED,
        unit_price_fen=Fen(0),
        materials=Materials.EXTRA,
        materials_fen=Fen(0),
        warranty=False,
        minutes=RECKONED,
        quantity_milli=Milli(quantity_milli),
        asked_at=at,
    )
