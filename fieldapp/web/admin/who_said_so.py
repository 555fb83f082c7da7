"""The numbers of a branch as a page of the administrator shows them: what they are, who said so, and when."""

from typing import Any

from fieldapp.db import db
from fieldapp.domain.call_back_rules import CallBackRules
from fieldapp.domain.ladder import LadderRules
from fieldapp.domain.people import Person
from fieldapp.web.home_zone import home_zone


def who_said_so(rules: CallBackRules | LadderRules) -> dict[str, Any]:
    """For the template: ``rules``, ``changed_by`` (None: they are the usual ones) and the ``zone`` of the clocks."""
    changed_by = db.session.get(Person, rules.changed_by_id) if rules.changed_by_id else None
    return {"rules": rules, "changed_by": changed_by, "zone": home_zone()}
