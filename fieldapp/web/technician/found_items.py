"""An item of the catalogue that a search found, ready to be added with one tap."""

from dataclasses import dataclass

from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import Item, PriceKind
from fieldapp.web.language import language
from fieldapp.web.price_words import materials, unit_price
from fieldapp.web.technician.press import Press, said


@dataclass(frozen=True, slots=True)
class FoundItem:
    """What is shown of it, and what adding it presses."""

    name: str
    code: str
    price: str
    materials: str
    to_be_agreed: bool
    add: Press


def found(item: Item) -> FoundItem:
    """The item in the language of the page, with a line of its own to be."""
    return FoundItem(
        name=item.name(language()),
        code=item.code,
        price=unit_price(item),
        materials=materials(item),
        to_be_agreed=item.price_kind is PriceKind.AGREED,
        add=said("line", line=new_id(), item=item.id, quantity="1"),
    )
