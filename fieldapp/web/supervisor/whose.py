"""Whose board it is: the department of the supervisor who is signed in, and the zone of the branch's clocks."""

from uuid import UUID

from flask import current_app

from fieldapp.db import db
from fieldapp.domain.premises import Branch
from fieldapp.domain.whose_board import Desk
from fieldapp.web.session import me


def my_desk() -> Desk:
    """The desk of the person signed in. The zone is asked for once for the life of the process."""
    branch_id = me().branch_id
    zones: dict[UUID, str] = current_app.extensions.setdefault("branch_zones", {})
    if branch_id not in zones:
        zones[branch_id] = db.session.get_one(Branch, branch_id).timezone
    return Desk(branch_id, me().department, zones[branch_id])
