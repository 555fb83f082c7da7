"""Whose board it is: the department of the supervisor who is signed in, and the zone of the branch's clocks."""

from fieldapp.domain.whose_board import Desk
from fieldapp.web.home_zone import home_zone
from fieldapp.web.session import me


def my_desk() -> Desk:
    """The desk of the person signed in."""
    return Desk(me().branch_id, me().department, home_zone())
