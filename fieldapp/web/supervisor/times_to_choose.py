"""When the order in hand could begin on the day that is shown, for whoever would rather say so than be suggested it."""

from datetime import datetime, timedelta

from fieldapp.domain.board import Board
from fieldapp.domain.workday import Stretch
from fieldapp.web.formats import day_and_clock
from fieldapp.web.supervisor.focus import for_field

STEP = timedelta(minutes=30)
OPENS, CLOSES = timedelta(hours=7), timedelta(hours=21)  # what is offered; whoever drags may say any time


def times_to_choose(board: Board, zone: str) -> list[tuple[str, str, bool]]:
    """Every half-hour of the day that is still to come, and the time that is chosen if it is another one.

    Each as the form sends it, in words, and whether it is the chosen one.
    """
    moments = {*half_hours(board.day, board.now), *([board.begins] if board.begins else [])}
    return [(for_field(one), day_and_clock(one, zone), one == board.begins) for one in sorted(moments)]


def half_hours(day: Stretch, now: datetime) -> list[datetime]:
    """The half-hours between early morning and night that have not passed."""
    count = int((CLOSES - OPENS) / STEP) + 1
    return [moment for nth in range(count) if (moment := day.begins + OPENS + nth * STEP) >= now]
