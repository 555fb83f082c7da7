"""The catalogue of regular services (常规服务项目表): its versions, its items, and how an item is found."""

from collections.abc import Iterable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, WriteOnlyMapped, mapped_column, relationship

from fieldapp.domain.base import Fen, Model, RuleBroken, new_id
from fieldapp.domain.catalogue_journal import VersionEntry
from fieldapp.domain.catalogue_review import Review
from fieldapp.domain.component import Component
from fieldapp.domain.local_day import day_at
from fieldapp.domain.people import Department, Language, Person, Role, Skill, Trade
from fieldapp.domain.pinyin import plain


class CatalogueState(StrEnum):
    """How far a version has come (4.1.3, 4.1.4)."""

    DRAFT = "draft"
    REVIEWED = "reviewed"  # by the supervisors concerned, on the four points of 4.1.3
    APPROVED = "approved"  # by the branch's general manager
    FILED = "filed"  # with head office
    WITHDRAWN = "withdrawn"  # by whoever drafted it, before it was approved


IN_FORCE = (CatalogueState.APPROVED, CatalogueState.FILED)
RECKONED = 30  # minutes, for work whose length nobody knows (4.3.2)


class Category(StrEnum):
    """The chapters of the catalogue, in the order it prints them."""

    WATER = "water"
    ELECTRIC = "electric"
    DRAINS = "drains"
    DOORS = "doors"
    APPLIANCES = "appliances"
    HEATING = "heating"
    CIVIL = "civil"
    CLEANING = "cleaning"
    GARDEN = "garden"
    ERRANDS = "errands"
    BOOKING = "booking"
    PURCHASE = "purchase"

    @property
    def department(self) -> Department:
        """Whose work it is, so whose supervisor assigns it (3.2): the gardens are the cleaning supervisor's."""
        if self in {Category.CLEANING, Category.GARDEN}:
            return Department.CLEANING
        butlers = {Category.ERRANDS, Category.BOOKING, Category.PURCHASE}
        return Department.BUTLER if self in butlers else Department.REPAIR


class PriceKind(StrEnum):
    """What an item's price means. ``fieldapp/domain/price.py`` says what each comes to."""

    FIXED = "fixed"
    RANGE = "range"  # from the price to the greatest price
    FROM = "from"  # the price or more, told on site
    HOURLY = "hourly"
    PER_METRE = "per_metre"
    PER_M2 = "per_m2"
    AGREED = "agreed"  # by the supervisor with the owner: work that is not on the list


class Materials(StrEnum):
    """Who pays for the materials. A list that does not say is read as "extra": agreed with the owner beforehand."""

    INCLUDED = "included"
    EXTRA = "extra"  # charged beside the work, at cost; for an errand the goods, fees and fares
    OWNER = "owner"  # the owner has them
    NONE = "none"  # there are none


class CatalogueVersion(Model):
    """One version of a branch's catalogue: number 3 of 2026. Approved, it never changes again (4.1.4)."""

    __tablename__ = "catalogue_version"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    year: Mapped[int]
    number: Mapped[int]  # counts from 1 in each year
    state: Mapped[CatalogueState] = mapped_column(default=CatalogueState.DRAFT)
    approved_at: Mapped[datetime | None]
    approved_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    filed_at: Mapped[datetime | None]
    filed_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    filed_sha256: Mapped[str] = mapped_column(String(64), default="")  # of the items as they were filed
    effective_from: Mapped[datetime | None]

    items: Mapped[list["Item"]] = relationship(
        back_populates="version", order_by="Item.position", lazy="raise", cascade="all, delete-orphan"
    )

    reviews: Mapped[list[Review]] = relationship(lazy="raise", cascade="all, delete-orphan")
    journal: WriteOnlyMapped[VersionEntry] = relationship(order_by=VersionEntry.id)

    __table_args__ = (UniqueConstraint("branch_id", "year", "number", name="uq_catalogue_version_branch_id"),)

    @property
    def is_settled(self) -> bool:
        """Is it approved, so that it never changes again?"""
        return self.state in IN_FORCE

    @property
    def is_withdrawn(self) -> bool:
        """Was it taken back, so that it never will be?"""
        return self.state is CatalogueState.WITHDRAWN

    def refuse_when_closed(self) -> None:
        """For whoever reviews or changes it. Raises RuleBroken ``catalogue.settled`` or ``catalogue.withdrawn``."""
        if self.is_settled:
            raise RuleBroken("catalogue.settled")
        if self.is_withdrawn:
            raise RuleBroken("catalogue.withdrawn")

    def approve(self, *, at: datetime, by: Person, begins_on: date | None = None, zone: str = "Asia/Shanghai") -> None:
        """The general manager approves what was reviewed: orders are taken under it from that day on (4.1.4).

        Today, or no day, means from this moment on: what was ordered this morning keeps its price. Twice is once.
        Raises RuleBroken ``catalogue.not_the_general_manager``, ``catalogue.not_reviewed`` or
        ``catalogue.begins_too_early``.
        """
        if Role.GENERAL not in by.roles:
            raise RuleBroken("catalogue.not_the_general_manager")
        if self.is_settled:
            return
        if self.state is not CatalogueState.REVIEWED:
            raise RuleBroken("catalogue.not_reviewed")
        if begins_on is not None and begins_on < day_at(at, zone):
            raise RuleBroken("catalogue.begins_too_early")
        self.state = CatalogueState.APPROVED
        self.approved_at, self.approved_by_id = at, by.id
        begins = datetime.combine(begins_on, time(), ZoneInfo(zone)) if begins_on else at
        self.effective_from = max(begins, at)
        self.record(at, by, "approve", begins=self.effective_from.isoformat())

    def record(self, at: datetime, by: Person | None, what: str, *, why: str = "", **facts: Any) -> None:
        """Write a line of the version's journal."""
        self.journal.add(VersionEntry(at=at, by_id=by.id if by else None, what=what, why=why, facts=facts))


class Item(Model):
    """One service of the catalogue, at its price."""

    __tablename__ = "catalogue_item"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    version_id: Mapped[UUID] = mapped_column(ForeignKey("catalogue_version.id"))
    position: Mapped[int]  # the order in which the branch lists them
    code: Mapped[str] = mapped_column(String(20))
    category: Mapped[Category]
    name_zh: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    unit_zh: Mapped[str] = mapped_column(String(20))
    unit_en: Mapped[str] = mapped_column(String(20))
    price_kind: Mapped[PriceKind]
    price_fen: Mapped[Fen]  # of one unit; of a range the least
    price_max_fen: Mapped[Fen | None]  # of a range the greatest
    minimum_fen: Mapped[Fen | None]  # the work costs no less than this
    materials: Mapped[Materials]
    minutes: Mapped[int | None]
    minutes_per_unit: Mapped[bool] = mapped_column(default=False)
    warranty_component: Mapped[Component] = mapped_column(default=Component.NONE)
    trade: Mapped[Trade | None]
    skill: Mapped[Skill | None]
    note_zh: Mapped[str] = mapped_column(String(200), default="")  # for staff
    note_en: Mapped[str] = mapped_column(String(200), default="")
    search: Mapped[str] = mapped_column(Text)

    version: Mapped[CatalogueVersion] = relationship(back_populates="items", lazy="raise")

    __table_args__ = (
        UniqueConstraint("version_id", "code", name="uq_catalogue_item_version_id"),
        Index("ix_catalogue_item_position", "version_id", "position"),
    )

    @property
    def department(self) -> Department:
        """Whose work it is (3.2)."""
        return self.category.department

    def name(self, language: Language) -> str:
        """What it is called in that language."""
        return self.name_en if language is Language.ENGLISH else self.name_zh

    def unit(self, language: Language) -> str:
        """What it is counted in."""
        return self.unit_en if language is Language.ENGLISH else self.unit_zh

    def note(self, language: Language) -> str:
        """What staff should know about it."""
        return self.note_en if language is Language.ENGLISH else self.note_zh

    def minutes_for(self, quantity_milli: int, *, otherwise: int = RECKONED) -> int:
        """How long so many of it take: each takes its time, or the whole job does. ``otherwise``: nobody knows."""
        if self.minutes is None:
            return otherwise
        return -(-self.minutes * quantity_milli // 1000) if self.minutes_per_unit else self.minutes


def in_force(branch_id: UUID, at: datetime) -> Select[CatalogueVersion]:
    """The version under which an order is taken at that moment (4.1.4): the newest approved one that has begun."""
    return (
        select(CatalogueVersion)
        .where(
            CatalogueVersion.branch_id == branch_id,
            CatalogueVersion.state.in_(IN_FORCE),
            CatalogueVersion.effective_from <= at,
        )
        .order_by(CatalogueVersion.effective_from.desc(), CatalogueVersion.year.desc(), CatalogueVersion.number.desc())
        .limit(1)
    )


def newest_version(branch_id: UUID) -> Select[CatalogueVersion]:
    """The version that was written last and not taken back, whether or not it is in force."""
    return (
        select(CatalogueVersion)
        .where(CatalogueVersion.branch_id == branch_id, CatalogueVersion.state != CatalogueState.WITHDRAWN)
        .order_by(CatalogueVersion.year.desc(), CatalogueVersion.number.desc())
        .limit(1)
    )


def items_of(version_id: UUID) -> Select[Item]:
    """All items of a version, in its order."""
    return select(Item).where(Item.version_id == version_id).order_by(Item.position)


def items_by_id(version_id: UUID, ids: Iterable[UUID]) -> Select[Item]:
    """These items, as far as they are of that version."""
    return select(Item).where(Item.version_id == version_id, Item.id.in_(ids))


def find_items(version_id: UUID, words: str, limit: int = 20) -> Select[Item]:
    """The items in which every one of these words occurs: part of a name, its pinyin or initials, or the code.

    ``jf``, ``jiaofa``, ``角阀``, ``angle`` and ``WTR-008`` all find 更换角阀.
    """
    wanted = (Item.search.contains(word, autoescape=True) for word in plain(words).split())
    return items_of(version_id).where(*wanted).limit(limit)
