"""Which of the service kinds (4.1.1) an item of the catalogue is."""

from fieldapp.domain.catalogue import Category, Item
from fieldapp.domain.order import Kind
from fieldapp.domain.people import Department

KINDS = {Department.CLEANING: Kind.CLEANING, Department.REPAIR: Kind.REPAIR, Department.BUTLER: Kind.ERRAND}


def service_kind(item: Item) -> Kind:
    """The kind of an order that begins with this item."""
    if item.category is Category.BOOKING:
        return Kind.BOOKING
    return Kind.PURCHASE if item.category is Category.PURCHASE else KINDS[item.department]
