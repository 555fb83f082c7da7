"""The steps that are turned to the owner, and the last one: what each of them shows."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from fieldapp.domain.procedure import StepKey
from fieldapp.web.technician.leaving import Leaving, leaving
from fieldapp.web.technician.owner_card import OwnerCard, owner_card
from fieldapp.web.technician.price_sheet import PriceSheet, price_sheet
from fieldapp.web.technician.signing import Signing, signing

if TYPE_CHECKING:
    from fieldapp.web.technician.visit_page import VisitPage

Shown = OwnerCard | PriceSheet | Signing | Leaving

SHOWN: dict[StepKey, Callable[["VisitPage"], Shown | None]] = {
    StepKey.ENTER: lambda page: owner_card(page.visit),
    StepKey.PRICE: lambda page: price_sheet(page.visit, page.agreed),
    StepKey.SIGN: lambda page: signing(page.visit),
    StepKey.LEAVE: lambda page: leaving(page.visit),
}


def shown(page: "VisitPage", key: StepKey) -> Shown | None:
    """What the templates of a step call ``turned``; nothing for the steps that are the technician's alone."""
    return SHOWN[key](page) if key in SHOWN else None
