"""The steps that are turned to the owner, and the last one: what each of them shows."""

from collections.abc import Callable

from fieldapp.domain.procedure import StepKey
from fieldapp.domain.visit import Visit
from fieldapp.web.technician.leaving import Leaving, leaving
from fieldapp.web.technician.owner_card import OwnerCard, owner_card
from fieldapp.web.technician.price_sheet import PriceSheet, price_sheet
from fieldapp.web.technician.signing import Signing, signing

Shown = OwnerCard | PriceSheet | Signing | Leaving

SHOWN: dict[StepKey, Callable[[Visit], Shown | None]] = {
    StepKey.ENTER: owner_card,
    StepKey.PRICE: price_sheet,
    StepKey.SIGN: signing,
    StepKey.LEAVE: leaving,
}


def shown(visit: Visit, key: StepKey) -> Shown | None:
    """What the templates of a step call ``turned``; nothing for the steps that are the technician's alone."""
    return SHOWN[key](visit) if key in SHOWN else None
