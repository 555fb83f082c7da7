"""What the page of a new order shows beside the fields: the owner, the room's last orders, prices, warranty, times."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import Milli, RuleBroken
from fieldapp.domain.catalogue import CatalogueVersion, Item, find_items, in_force, items_by_id
from fieldapp.domain.counted import is_counted
from fieldapp.domain.figures import parse_quantity
from fieldapp.domain.intake import kind_of
from fieldapp.domain.ladder import LadderRules, rules_of
from fieldapp.domain.local_day import day_at
from fieldapp.domain.offered_time import Offer, offers
from fieldapp.domain.order import Kind
from fieldapp.domain.outside import OutsideContact, outside_contacts
from fieldapp.domain.people import Department
from fieldapp.domain.peril import Peril, peril_of
from fieldapp.domain.premises import Owner
from fieldapp.domain.room_history import RecentRow, perhaps_the_same, recent_orders
from fieldapp.domain.room_search import ResidentRow, resident, residents
from fieldapp.domain.warranty import MAY_BE, NATIONAL, Cover, covers
from fieldapp.domain.warranty_periods import periods_at
from fieldapp.web.desk.draft import Draft, DraftLine
from fieldapp.web.forms import Form
from fieldapp.web.home_zone import home_zone
from fieldapp.web.session import me

FOUND_ITEMS = 7


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of the draft with its item, None for a line in words."""

    nth: int
    typed: DraftLine
    item: Item | None

    @property
    def counted(self) -> bool:
        """Is there no half of it?"""
        return self.item is not None and is_counted(self.item.unit_zh, self.item.price_kind)

    def many(self, form: Form) -> Milli:
        """How many were typed; what is no quantity of this item becomes a fault at the line."""
        try:
            return parse_quantity(self.typed.quantity, counted=self.counted)
        except RuleBroken as refusal:
            form.blame(f"quantity-{self.nth}", refusal)
            return Milli(0)


@dataclass(slots=True)
class NewOrderPage:
    """The page as it stands after the last step."""

    draft: Draft
    at: datetime
    version: CatalogueVersion | None
    owner: Owner | None
    lines: list[LineView]
    residents: Sequence[ResidentRow] = ()
    items: Sequence[Item] = ()
    recent: Sequence[RecentRow] = ()
    covers: list[Cover] = field(default_factory=list)
    contacts: Sequence[OutsideContact] = ()
    rules: LadderRules | None = None

    @property
    def zone(self) -> str:
        """The clocks that the owner lives by."""
        return self.owner.room.site.timezone if self.owner else home_zone()

    @property
    def known_items(self) -> list[Item]:
        """The catalogue's items among the lines."""
        return [line.item for line in self.lines if line.item is not None]

    @property
    def kind(self) -> Kind | None:
        """The kind of service: by the items; before there are any, as chosen."""
        try:
            return kind_of(self.known_items) or self.draft.kind
        except RuleBroken:
            return None

    @property
    def department(self) -> Department | None:
        """Whose order it will be, as far as anybody can say."""
        return self.kind.department if self.kind else None

    @property
    def same(self) -> RecentRow | None:
        """The open order that this call may be about."""
        return None if self.draft.another else perhaps_the_same(self.recent, department=self.department, at=self.at)

    @property
    def peril(self) -> Peril:
        """What does harm, if this is an emergency: as chosen, else by what was said."""
        said = " ".join([self.draft.requirements, *(line.typed.words for line in self.lines)])
        return self.draft.peril or peril_of(said, [item.category for item in self.known_items])

    def phone_first(self, peril: Peril) -> str:
        """Whom the owner phones before anything else."""
        return self.rules.phone_first(peril) if self.rules else ""

    def is_covered(self, item: Item) -> bool:
        """May the developer's warranty still cover this? Then we may mend it free of charge (4.5.4 4))."""
        part = item.warranty_component
        return any(cover.lasts and cover.component in (part, MAY_BE.get(part)) for cover in self.covers)

    @property
    def offered(self) -> tuple[list[Offer], Offer]:
        """The times on the pills."""
        return offers(self.at, self.zone)

    @property
    def said_item(self) -> Item | None:
        """The item whose price is read out: the first one found, else the last one chosen."""
        chosen = self.known_items
        return self.items[0] if self.items else chosen[-1] if chosen else None

    @property
    def focus(self) -> str:
        """The field that comes next."""
        return "what" if self.owner else "room"


def page_of(draft: Draft) -> NewOrderPage:
    """Read what belongs beside the draft."""
    at, branch_id = now(), me().branch_id
    version = db.session.scalars(in_force(branch_id, at)).one_or_none()
    owner = db.session.scalars(resident(branch_id, draft.owner_id)).one_or_none() if draft.owner_id else None
    page = NewOrderPage(draft, at, version, owner, _lines(draft, version))
    page.rules = rules_of(db.session(), branch_id)
    page.contacts = db.session.scalars(outside_contacts(branch_id)).all()
    if owner is None:
        page.residents = residents_for(draft.room_words)
    else:
        page.recent = db.session.execute(recent_orders(owner.room_id)).all()
        page.covers = _covers(page, owner)
    if version is not None and draft.item_words:
        page.items = items_for(version.id, draft.item_words)
    return page


def residents_for(words: str) -> Sequence[ResidentRow]:
    """The owners who fit what was typed."""
    return db.session.execute(residents(me().branch_id, words)).all() if words else ()


def items_for(version_id: UUID, words: str) -> Sequence[Item]:
    """The items that fit what was typed."""
    return db.session.scalars(find_items(version_id, words, limit=FOUND_ITEMS)).all()


def _lines(draft: Draft, version: CatalogueVersion | None) -> list[LineView]:
    wanted = [line.item_id for line in draft.lines if line.item_id]
    found = db.session.scalars(items_by_id(version.id, wanted)).all() if version and wanted else ()
    items = {item.id: item for item in found}
    # An item that the catalogue does not have any more is not a line.
    draft.lines = [line for line in draft.lines if line.words or line.item_id in items]
    return [
        LineView(nth, line, items.get(line.item_id) if line.item_id else None) for nth, line in enumerate(draft.lines)
    ]


def _covers(page: NewOrderPage, owner: Owner) -> list[Cover]:
    today = day_at(page.at, page.zone)
    parts = [item.warranty_component for item in page.known_items]
    periods = periods_at(db.session(), me().branch_id, owner.room.site_id) if parts else NATIONAL
    return covers(parts, handed_over_on=owner.room.handed_over_on, on=today, periods=periods)
