"""How far an agreement has come, as the steps on top of its page."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from fieldapp.domain.agreement import Agreement, AgreementState
from fieldapp.web.labels import label

ORDER = [AgreementState.REQUESTED, AgreementState.CONFIRMED, AgreementState.APPROVED, AgreementState.IN_FORCE]


@dataclass(frozen=True, slots=True)
class CourseStep:
    """One of the four steps of 4.2.4: done, current or still to come."""

    words: str
    state: str


def course(agreement: Agreement, today: date) -> list[CourseStep]:
    """What has been decided, and what is next; nothing for one that is declined or over."""
    state = agreement.state(today)
    if state is AgreementState.DECLINED:
        return []
    reached = ORDER.index(state) if state in ORDER else len(ORDER)
    words = [_("Asked for"), _("Supervisor"), _("Operations manager"), label(state) if reached >= 3 else _("Agreed")]
    return [CourseStep(said, _state(position, reached)) for position, said in enumerate(words)]


def _state(position: int, reached: int) -> str:
    if position <= reached:
        return "done"
    return "current" if position == reached + 1 else "future"
