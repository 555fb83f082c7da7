"""The facts of a visit in words: whose door, who is there, when, what is to be done."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from flask import url_for
from flask_babel import gettext as _

from fieldapp.domain.base import Fen
from fieldapp.domain.document import price_document
from fieldapp.domain.errand import Account, Whose, account, has_account, owed_in_all
from fieldapp.domain.order import Order
from fieldapp.domain.people import Language
from fieldapp.domain.photo import Moment
from fieldapp.domain.premises import Branch, Owner, Room, Site
from fieldapp.domain.signature import PriceAgreement, PriceAnswer
from fieldapp.domain.visit import Visit
from fieldapp.web.bill import without_price
from fieldapp.web.doorplate import door, owner_called
from fieldapp.web.formats import window
from fieldapp.web.labels import label, labels
from fieldapp.web.language import language, speaking
from fieldapp.web.technician.photo_tiles import PhotoTiles, photo_tiles, photos_here
from fieldapp.web.technician.price_sheet import answer_to, last_agreed
from fieldapp.web.technician.to_developer import names_of


@dataclass(frozen=True)
class VisitFacts:
    """What every page of one visit says of it, and where its buttons lead."""

    visit: Visit

    @property
    def id(self) -> UUID:
        return self.visit.id

    @property
    def by(self) -> UUID:
        return self.visit.technician_id

    @property
    def version(self) -> int:
        return self.order.version

    @property
    def order(self) -> Order:
        return self.visit.order

    @property
    def room(self) -> Room:
        return self.order.room

    @property
    def owner(self) -> Owner:
        return self.order.owner

    @property
    def site(self) -> Site:
        return self.order.site

    @property
    def branch(self) -> Branch:
        return self.order.branch

    @property
    def zone(self) -> str:
        return self.site.timezone

    @cached_property
    def url(self) -> str:
        return url_for("technician.visit.show", visit_id=self.id)

    @cached_property
    def commands(self) -> str:
        return url_for("technician.commands.press", visit_id=self.id)

    @cached_property
    def call(self) -> str:
        return url_for("technician.visit.phone_number", visit_id=self.id)

    @cached_property
    def items_url(self) -> str:
        return url_for("technician.visit.items", visit_id=self.id)

    @property
    def who(self) -> str:
        return self.called(language())

    @property
    def what(self) -> str:
        return self.order.title(language())

    @property
    def priced(self) -> str:
        """What of it has a price: all, unless a line still waits for one."""
        lines = [line for line in self.order.standing_lines if not line.unpriced]
        if len(lines) == len(self.order.standing_lines):
            return self.what
        return str(_(", ")).join(line.told(language()) for line in lines)[:200]

    @property
    def unpriced(self) -> str:
        """What has none yet, by name: it is in no sum, nobody agreed to it, and it is not to be done."""
        return names_of(line for line in self.order.standing_lines if line.unpriced)

    @property
    def without_price(self) -> str:
        """How many that are, as it stands beside the total."""
        return without_price(price_document(self.order, self.visit))

    @property
    def emptied(self) -> bool:
        """Was all of it taken off before any work? One that never had a line (an emergency) goes on as it is."""
        gone = bool(self.order.lines) and not self.order.standing_lines
        return gone and self.visit.started_at is None and not self.order.urgent

    @property
    def window(self) -> str:
        return window(self.visit.planned_from, self.visit.planned_until, self.zone)

    @property
    def door_words(self) -> str:
        return door(self.room.building, self.room.door)

    @cached_property
    def photos_here(self) -> set[str]:
        """The hashes of the photos whose bytes have arrived."""
        return photos_here(self.visit)

    @cached_property
    def photos(self) -> PhotoTiles:
        """Before and after the work."""
        return photo_tiles(self.visit, self.photos_here)

    @cached_property
    def door_photos(self) -> PhotoTiles:
        """The door that nobody opened."""
        return photo_tiles(self.visit, self.photos_here, Moment.DOOR)

    @cached_property
    def agreed(self) -> PriceAgreement | None:
        """What the owner agreed to last."""
        return last_agreed(self.visit)

    @property
    def answer_to_this(self) -> PriceAnswer | None:
        """What the owner answered to the price as it now is."""
        answer = answer_to(price_document(self.order, self.visit), self.visit)
        return answer.answer if answer else None

    @property
    def has_money(self) -> bool:
        """Is it a booking, an errand or a purchase, for which money is laid down (4.4.1)?"""
        return has_account(self.order)

    @property
    def money(self) -> Account:
        """What was laid down and spent so far."""
        return account(self.order)

    @property
    def owed_in_all(self) -> Fen:
        """What the owner pays for the service and for what was bought."""
        return owed_in_all(self.order.total_fen, self.money.left_fen)

    @property
    def due_beside_fen(self) -> Fen:
        """What was bought and is still owed, by what was signed."""
        signed = self.visit.signature.contents if self.visit.signature else {}
        return owed_in_all(0, signed.get("left_fen", 0))

    @property
    def payers(self) -> list[tuple[str, str]]:
        """Who may lay money down."""
        return labels(Whose)

    def called(self, wanted: Language) -> str:
        """How the owner is addressed."""
        return owner_called(self.owner.surname, self.owner.address, wanted)

    def service(self, wanted: Language) -> str:
        """What was booked, as it is said at the door; without any line, what kind of service it is."""
        if self.order.standing_lines:
            return self.order.title(wanted)
        with speaking(wanted):
            return label(self.order.kind)

    def company(self, wanted: Language) -> str:
        """The company, as it introduces itself."""
        return self.branch.company_en if wanted is Language.ENGLISH else self.branch.company_zh
