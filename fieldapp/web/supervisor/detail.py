"""The order in hand as the detail pane shows it, with who could take it."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from fieldapp.domain.board import Board
from fieldapp.domain.order import HoldReason
from fieldapp.domain.phone_sign import Standing
from fieldapp.domain.premises import masked
from fieldapp.domain.suggestion import Suggestion
from fieldapp.domain.workday import Job, Stretch
from fieldapp.web.formats import dated_window, duration
from fieldapp.web.labels import label, labels
from fieldapp.web.supervisor.focus import for_field
from fieldapp.web.supervisor.lane import named_words, rework_words, title
from fieldapp.web.supervisor.phone_words import phone_words
from fieldapp.web.supervisor.reasons import clash_words, reason_words
from fieldapp.web.supervisor.strip import times
from fieldapp.web.supervisor.times_to_choose import times_to_choose


@dataclass(frozen=True, slots=True)
class Offer:
    """One suggestion in words."""

    login: str
    name: str
    why: list[str]
    warnings: list[str]  # what is in the way: asked about before it is saved
    cautions: list[str]  # what is better known before: their phone
    first: bool
    slot: str
    when: str  # the same with its day, where a tap would choose another day than today


@dataclass(frozen=True, slots=True)
class Detail:
    """The order in hand in words."""

    row: Any
    what: str
    phone: str
    when: str
    length: str
    length_known: bool
    needs: str  # empty: nobody knows
    warranty: bool
    rework: str  # whom it follows, if it is done again
    named: str  # who was to come by the agreement, and cannot
    instead: str  # who is proposed in their place
    holder: str
    undecided: int  # presses that wait for a decision, among the alerts
    photos: str  # how many photos are still on whose phone
    can_be_assigned: bool
    asks_first: bool  # the front desk waits to hear whether we can do it
    offers: list[Offer]
    hold_reasons: list[tuple[str, str]]
    times: list[tuple[str, str, bool]]  # when it could begin on the day that is shown: for the form, in words, chosen
    begins_field: str  # as <input type=datetime-local> wants it
    ends_field: str
    today_field: str  # before it no time is agreed


def detail_of(board: Board, suggested: list[Suggestion], zone: str) -> Detail | None:
    """The pane, if an order is in hand."""
    if board.chosen is None:
        return None
    row = board.chosen.row
    needed = [*sorted(board.chosen.trades), *sorted(board.chosen.skills)]
    return Detail(
        row=row,
        what=title(row),
        phone=masked(row.phone),
        when=dated_window(row.wanted_from, row.wanted_until, zone, urgent=row.urgent),
        asks_first=board.asks_first,
        length=_length(board.job),
        length_known=board.job.length_known,
        needs=_(", ").join(label(one) for one in needed),
        warranty=board.chosen.warranty,
        rework=rework_words(row),
        named="" if row.holder_id else named_words(row),
        instead=next((one.person.name for one in suggested if one.person.name != row.named), ""),
        holder=row.holder or "",
        undecided=sum(matter.order_id == row.id for matter in board.open_matters),
        photos=_photos(row),
        can_be_assigned=board.can_be_assigned,
        offers=[offer(board, one, zone, first=not nth) for nth, one in enumerate(suggested)],
        hold_reasons=labels(HoldReason),
        times=times_to_choose(board, zone),
        begins_field=for_field(row.wanted_from) if row.wanted_from else "",
        ends_field=for_field(row.wanted_until) if row.wanted_until else "",
        today_field=f"{for_field(board.now)[:10]}T00:00",
    )


def offer(board: Board, one: Suggestion, zone: str, *, first: bool = False) -> Offer:
    """One suggestion: why, and what is in the way, each in words."""
    return Offer(
        login=one.person.login,
        name=one.person.name,
        why=[reason_words(reason, zone) for reason in one.reasons],
        warnings=[clash_words(clash, zone, board.now) for clash in one.clashes],
        cautions=_cautions(board, one, zone),
        first=first,
        slot=slot_words(one.slot, zone),
        when=dated_window(one.slot.begins, one.slot.ends, zone),
    )


def slot_words(slot: Stretch, zone: str) -> str:
    """When it would be done: "11:00–11:25"."""
    return times(slot.begins, slot.ends, zone)


def _photos(row: Any) -> str:
    count, name = row.photos_awaited, row.photos_with
    if not count:
        return ""
    if not name:
        return str(ngettext("%(num)d photo still on a phone", "%(num)d photos still on phones", count))
    words = ngettext(
        "%(num)d photo still on %(name)s's phone", "%(num)d photos still on %(name)s's phone", count, name=name
    )
    return str(words)


def _length(job: Job) -> str:
    if job.length_known:
        return str(_("about %(length)s", length=duration(job.length)))
    return str(_("length unknown, reckoned as %(length)s", length=duration(job.length)))


def _cautions(board: Board, one: Suggestion, zone: str) -> list[str]:
    """Their phone, if they could not be told at once or something of it still waits there."""
    member = board.member(one.person.login)
    if member is None or member.phone.standing(board.now) is Standing.READY:
        return []
    return phone_words(member.phone, board.now, zone, on_duty=True, can_be_called=False).told
