"""The owner card: who stands at the door, for what, and what it will cost (4.5.2, 4.5.3)."""

from dataclasses import dataclass

from fieldapp.domain.base import Fen
from fieldapp.domain.people import Department, Language
from fieldapp.domain.surname import romanised_name
from fieldapp.domain.visit import Visit
from fieldapp.web.language import language
from fieldapp.web.technician.pictures import address_of


@dataclass(frozen=True, slots=True)
class OwnerCard:
    """A work badge in the owner's language."""

    company: str
    department: Department
    name: str
    badge: str
    what: str
    work_fen: Fen
    materials_fen: Fen
    total_fen: Fen
    centre_phone: str
    portrait: str  # the address of the photo; "" where there is none

    @property
    def initial(self) -> str:
        """Stands where there is no photo."""
        return self.name[:1]


def owner_card(visit: Visit) -> OwnerCard:
    """The card of the technician of this visit."""
    order, spoken = visit.order, language()
    english = spoken is Language.ENGLISH
    materials = Fen(sum(line.charged_materials_fen for line in order.standing_lines))
    return OwnerCard(
        company=order.branch.company_en if english else order.branch.company_zh,
        department=visit.technician.department,
        name=romanised_name(visit.technician.name) if english else visit.technician.name,
        badge=visit.technician.badge,
        what=order.title(spoken),
        work_fen=Fen(order.total_fen - materials),
        materials_fen=materials,
        total_fen=order.total_fen,
        centre_phone=order.branch.centre_phone,
        portrait=address_of(visit.technician.portrait_id),
    )
