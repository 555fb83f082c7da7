"""Whose orders the reader may see: at the front desk all of the branch, a supervisor those of the department (3.2)."""

from fieldapp.domain.people import Department, Role
from fieldapp.web.session import me


def my_department() -> Department | None:
    """The one department whose orders are shown; None: every department's."""
    return None if me().has(Role.DESK) else me().department
