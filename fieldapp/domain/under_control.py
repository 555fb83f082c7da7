"""First things first at an emergency: what is made safe before anything is repaired (clause 4.3.5)."""

from enum import StrEnum

from fieldapp.domain.journal import Act
from fieldapp.domain.visit import Visit


class Danger(StrEnum):
    """What no longer does harm."""

    WATER = "water"
    POWER = "power"
    SAFE = "safe"  # nothing else is in danger


def bring_under_control(visit: Visit, act: Act, *, what: Danger) -> None:
    """Turned off, or safe: the moment belongs to the order."""
    visit.record(act, "under_control", danger=what.value)
