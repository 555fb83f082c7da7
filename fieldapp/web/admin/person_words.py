"""What a form about a person offers to choose from."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from fieldapp.domain.people import Department, Language, Role, Skill, Trade
from fieldapp.web.labels import labels

# What each role may do, so that nobody is given one by its name alone.
ROLES: dict[Role, LazyString] = {
    Role.TECHNICIAN: _l("visits owners; sees the own orders only"),
    Role.SUPERVISOR: _l("assigns the department's orders and answers for them"),
    Role.DESK: _l("writes orders, calls owners back, sees every order"),
    Role.CASHIER: _l("books what is paid"),
    Role.OPERATIONS: _l("drafts the catalogue, approves agreements"),
    Role.GENERAL: _l("approves the catalogue, reads the figures"),
    Role.HEAD: _l("files the catalogue, reads the figures"),
    Role.ADMIN: _l("people, rooms, phones, settings"),
}


def choices(ticked: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """For the template, with what is ticked so far."""
    return {
        "departments": labels(Department),
        "roles": labels(Role),
        "role_words": ROLES,
        "trades": labels(Trade),
        "skills": labels(Skill),
        "languages_spoken": [(Language.CHINESE, "中文"), (Language.ENGLISH, "English")],
        "ticked": ticked or {},
    }
