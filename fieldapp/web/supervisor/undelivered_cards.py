"""Messages that did not arrive, as cards of the lane: to whom, what, and why not."""

from dataclasses import dataclass
from uuid import UUID

from flask_babel import gettext as _

from fieldapp.domain.board import Board
from fieldapp.domain.message import Urgency
from fieldapp.domain.undelivered import Undelivered
from fieldapp.web.language import language
from fieldapp.web.message_words import About, words_for
from fieldapp.web.supervisor.lane import age


@dataclass(frozen=True, slots=True)
class UndeliveredCard:
    """One message that did not arrive."""

    timer_id: UUID
    title: str
    words: str
    why: str
    age: str
    tone: str | None


def undelivered_cards(board: Board) -> list[UndeliveredCard]:
    """The newest first."""
    return [_card(row, board) for row in board.undelivered]


def _card(row: Undelivered, board: Board) -> UndeliveredCard:
    words = words_for(row.kind, row.facts, language(), _about(row), urgent=row.urgency is Urgency.HIGH)
    since, tone = age(row.failed_at, board.now)
    title = _("%(name)s was not reached", name=row.name)
    return UndeliveredCard(
        row.id, str(title), words.title, str(_("What came back: %(why)s", why=row.error)), since, tone
    )


def _about(row: Undelivered) -> About | None:
    if row.order_id is None:
        return None
    place = {"building": row.building, "number": row.number, "zone": row.zone}
    title = {"title_zh": row.title_zh, "title_en": row.title_en}
    return About(order_id=row.order_id, urgent=row.urgent, received_at=row.received_at, **place, **title)
