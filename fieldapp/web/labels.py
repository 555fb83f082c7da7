"""What each kind of thing is called on screen, in the language of whoever reads it."""

from enum import StrEnum

from flask import Flask
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from fieldapp.domain.people import Department, Role, Skill, Trade

# By kind, because members of two kinds with the same value are the same key.
LABELS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    Role: {
        Role.TECHNICIAN: _("Technician"),
        Role.SUPERVISOR: _("Supervisor"),
        Role.DESK: _("Front desk"),
        Role.CASHIER: _("Cashier"),
        Role.OPERATIONS: _("Operations manager"),
        Role.GENERAL: _("General manager"),
        Role.HEAD: _("Head office"),
        Role.ADMIN: _("Administrator"),
    },
    Department: {
        Department.REPAIR: _("Repairs"),
        Department.CLEANING: _("Cleaning"),
        Department.BUTLER: _("Butler service"),
        Department.ENGINEERING: _("Engineering"),
        Department.CUSTOMER_CENTRE: _("Customer centre"),
        Department.OFFICE: _("Office"),
    },
    Trade: {
        Trade.PLUMBER: _("Plumbing"),
        Trade.ELECTRICIAN: _("Electrics"),
        Trade.CARPENTER: _("Carpentry"),
        Trade.LOCKSMITH: _("Locks"),
        Trade.HEATING: _("Heating"),
        Trade.APPLIANCE: _("Appliances"),
        Trade.BUILDER: _("Masonry"),
        Trade.CLEANER: _("House cleaning"),
        Trade.GARDENER: _("Gardening"),
        Trade.ERRANDS: _("Errands"),
    },
    Skill: {
        Skill.WATERPROOFING: _("Waterproofing"),
        Skill.REFRIGERANT: _("Refrigerants"),
        Skill.LOW_VOLTAGE: _("Low-voltage systems"),
        Skill.HEIGHT: _("Work at height"),
        Skill.STONE_CARE: _("Stone care"),
    },
}


def label(member: StrEnum | None) -> str:
    """The word for it; nothing for nothing."""
    return "" if member is None else str(LABELS[type(member)][member])


def labels(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """All of a kind as (value, word), for a form's choices."""
    return [(member.value, str(word)) for member, word in LABELS[kind].items()]


def init_app(app: Flask) -> None:
    app.add_template_filter(label)
