"""A draft of the catalogue is taken back (4.1.3): it will not be; what was said about it stays on record."""

from datetime import datetime

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion
from fieldapp.domain.order import reason_given
from fieldapp.domain.people import Person


def withdraw(version: CatalogueVersion, why: str, *, at: datetime, by: Person) -> None:
    """Nobody reviews or approves it any more; its number is not given to another. Twice is once.

    Raises RuleBroken ``catalogue.settled`` for what is approved, or ``order.reason_missing``.
    """
    if version.is_settled:
        raise RuleBroken("catalogue.settled")
    if version.is_withdrawn:
        return
    why = reason_given(why)
    version.state = CatalogueState.WITHDRAWN
    version.record(at, by, "withdraw", why=why)
