"""The parts of a flat for which a developer's warranty is counted separately (4.3.4)."""

from enum import StrEnum


class Component(StrEnum):
    """What a defect is a defect of."""

    STRUCTURE = "structure"
    WATERPROOFING = "waterproofing"
    HEATING_COOLING = "heating_cooling"
    ELECTRICAL = "electrical"
    PLUMBING = "plumbing"
    DECORATION = "decoration"
    DOOR_WINDOW = "door_window"
    SANITARY_WARE = "sanitary_ware"
    LAMP_SWITCH = "lamp_switch"
    BLOCKAGE = "blockage"
    NONE = "none"  # no warranty can cover it: a service, or the owner's own thing
