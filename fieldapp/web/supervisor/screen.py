"""Drawing the board: the whole page, or for htmx the part that changed."""

from dataclasses import dataclass, field
from typing import Any

from flask import abort, make_response, redirect, render_template
from werkzeug import Response

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.board import Board, read_board
from fieldapp.domain.waiting import Tray
from fieldapp.web.htmx import asked_by_htmx
from fieldapp.web.labels import label
from fieldapp.web.supervisor import lane, people
from fieldapp.web.supervisor.call_words import cost
from fieldapp.web.supervisor.days import choices
from fieldapp.web.supervisor.detail import Offer, detail_of
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.matters import matter_cards, settled_lines
from fieldapp.web.supervisor.strip import strip_of
from fieldapp.web.supervisor.undelivered_cards import undelivered_cards
from fieldapp.web.supervisor.whose import my_desk
from fieldapp.web.watching import watching


@dataclass(frozen=True, slots=True)
class Toast:
    """A word after the deed, and how to take it back."""

    words: str
    undo: str | None = None
    seconds: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What has to be settled before an assignment is saved: what is in the way, and why somebody else goes."""

    offer: Offer
    needs_reason: bool
    holder: str
    reasons: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Said:
    """What the page has to say beside the board itself."""

    toast: Toast | None = None
    decision: Decision | None = None
    notice: str | None = None
    status: int = 200
    after_a_press: bool = field(default=False)


def look(focus: Focus) -> Board:
    """The board of the person signed in. A stranger's order is none: 404."""
    board = read_board(db.session(), my_desk(), now=now(), order_id=focus.order_id, day=focus.day, begins=focus.begins)
    if focus.order_id is not None and board.chosen is None:
        abort(404)
    return board


def draw(focus: Focus, said: Said | None = None) -> Response:
    """The board looked at in this way, with what is to be said."""
    said = said or Said()
    desk = my_desk()
    board = look(focus)
    strip = strip_of(board, focus.reach, desk.timezone)
    suggested = board.suggestions()
    page = render_template(
        _template(said),
        board=board,
        focus=focus,
        said=said,
        department=label(desk.department),
        zone=desk.timezone,
        strip=strip,
        tabs=lane.tabs(board, focus),
        **_lane(board, focus, desk.timezone),
        questions=lane.questions(board) if focus.tray is Tray.UNASSIGNED else [],
        rows=people.rows(board, strip, focus, suggested[0] if suggested else None),
        on_duty=people.on_duty(board),
        cost=cost(board),
        detail=detail_of(board, suggested, desk.timezone),
        choices=choices(focus, desk.date_at(board.now), desk.date_at(board.day.begins)),
        shown_day=desk.date_at(board.day.begins),
        watching=watching(desk.department),
    )
    return make_response(page, said.status)


def carried_out(focus: Focus, words: str) -> Response:
    """After a press: htmx gets the board with these words, a plain form is sent to the board."""
    if asked_by_htmx():
        return draw(focus, Said(toast=Toast(words), after_a_press=True))
    return redirect(focus.url, 303)


def _template(said: Said) -> str:
    if not asked_by_htmx():
        return "supervisor/board.html"
    return "supervisor/_overtaken.html" if said.notice else "supervisor/_answer.html"


def _lane(board: Board, focus: Focus, zone: str) -> dict[str, list[Any]]:
    """What lies in the open tray: emergencies first, then what phones brought, then the rest."""
    cards = lane.cards(board, focus, zone)
    if focus.tray is not Tray.ALERTS:
        return {"first": cards, "matters": [], "undelivered": [], "cards": [], "settled": []}
    return {
        "first": [card for card in cards if card.row.urgent],
        "matters": matter_cards(board, zone),
        "undelivered": undelivered_cards(board),
        "cards": [card for card in cards if not card.row.urgent],
        "settled": settled_lines(board, zone),
    }
