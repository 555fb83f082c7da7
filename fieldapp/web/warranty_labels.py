"""What the parts of a flat, and a developer's word about them, are called on screen (4.3.4)."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from fieldapp.domain.component import Component
from fieldapp.domain.developer_case import Awaited, Reply

WARRANTY: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    Reply: {
        Reply.REPAIRED: _("Repaired"),
        Reply.PROMISED: _("Promised by a day"),
        Reply.REFUSED: _("Refused"),
    },
    Awaited: {
        Awaited.RECEIPT: _("They confirm that they have it"),
        Awaited.ANSWER: _("They say what comes of it"),
        Awaited.DAY: _("The day that they promised"),
        Awaited.OUR_VISIT: _("We look at the repair with the owner"),
        Awaited.OUR_DECISION: _("We decide after their refusal"),
        Awaited.NOTHING: _("Nothing any more"),
    },
    Component: {
        Component.STRUCTURE: _("Main structure"),
        Component.WATERPROOFING: _("Waterproofing"),
        Component.HEATING_COOLING: _("Heating and cooling"),
        Component.ELECTRICAL: _("Electric lines"),
        Component.PLUMBING: _("Supply and drain pipes"),
        Component.DECORATION: _("Decoration"),
        Component.DOOR_WINDOW: _("Doors and windows"),
        Component.SANITARY_WARE: _("Sanitary ware"),
        Component.LAMP_SWITCH: _("Lamps and switches"),
        Component.BLOCKAGE: _("Blocked drain"),
        Component.NONE: _("No warranty"),
    },
}
