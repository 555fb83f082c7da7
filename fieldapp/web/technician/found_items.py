"""An item of the catalogue that a search found, ready to be added with one tap."""

from dataclasses import dataclass

from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import Item
from fieldapp.web.language import language
from fieldapp.web.price_words import materials, unit_price
from fieldapp.web.technician.line_view import LineView
from fieldapp.web.technician.press import Press, said


@dataclass(frozen=True, slots=True)
class FoundItem:
    """What is shown of it, and what adding it presses."""

    name: str
    code: str
    price: str
    materials: str
    there: str  # how many are on the order already
    add: Press


def found(item: Item, lines: list[LineView]) -> FoundItem:
    """The item in the language of the page. Adding it makes a line, or one more of the line that is there."""
    line = next((line for line in lines if line.line.item_id == item.id), None)
    return FoundItem(
        name=item.name(language()),
        code=item.code,
        price=unit_price(item),
        materials=materials(item),
        there=line.quantity if line else "",
        add=line.more if line else said("line", line=new_id(), item=item.id, quantity="1"),
    )
