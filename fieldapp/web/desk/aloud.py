"""What the front desk reads out to an owner: the price of a service, and a refusal."""

from decimal import Decimal

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.domain.base import Fen
from fieldapp.domain.catalogue import Item, Materials, PriceKind
from fieldapp.web.language import language

PRICES: dict[PriceKind, LazyString] = {
    PriceKind.FIXED: _l("%(name)s: %(yuan)s yuan per %(unit)s for the work"),
    PriceKind.PER_METRE: _l("%(name)s: %(yuan)s yuan per %(unit)s for the work"),
    PriceKind.PER_M2: _l("%(name)s: %(yuan)s yuan per %(unit)s for the work"),
    PriceKind.RANGE: _l("%(name)s: %(yuan)s to %(most)s yuan per %(unit)s, by how difficult it is"),
    PriceKind.FROM: _l("%(name)s: from %(yuan)s yuan per %(unit)s for the work"),
    PriceKind.HOURLY: _l("%(name)s: %(yuan)s yuan an hour, more than half an hour counts as an hour"),
    PriceKind.AGREED: _l("%(name)s: the supervisor agrees the price with you"),
}
MATERIALS: dict[Materials, LazyString] = {
    Materials.INCLUDED: _l("materials included"),
    Materials.EXTRA: _l("materials extra"),
    Materials.OWNER: _l("with your own materials"),
}


def price_said(item: Item) -> str:
    """The price in one sentence. It ends with the promise of 4.5.4 3): told again before the work begins."""
    said = [
        str(PRICES[item.price_kind])
        % {
            "name": item.name(language()),
            "unit": item.unit(language()),
            "yuan": yuan(item.price_fen),
            "most": yuan(item.price_max_fen or item.price_fen),
        }
    ]
    if item.minimum_fen:
        said.append(_("at least %(yuan)s yuan", yuan=yuan(item.minimum_fen)))
    if item.materials in MATERIALS:
        said.append(str(MATERIALS[item.materials]))
    return str(_("%(price)s. The technician tells you the price before starting.", price=_(", ").join(said)))


def yuan(fen: Fen) -> str:
    """15, 1.5: as it is said, without a sign."""
    return f"{(Decimal(fen) / 100).normalize():f}"
