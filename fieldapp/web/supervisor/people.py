"""The rows of the board: each person with trades, phone, load, strip, and whether they could take the order in hand."""

from dataclasses import dataclass, field
from functools import lru_cache

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from fieldapp.domain.board import Board
from fieldapp.domain.crew import Member, Presence
from fieldapp.domain.people import Language, Skill, Trade
from fieldapp.domain.suggestion import Suggestion
from fieldapp.web.formats import duration
from fieldapp.web.language import language
from fieldapp.web.supervisor.call_words import CallWords, call_words
from fieldapp.web.supervisor.focus import Focus
from fieldapp.web.supervisor.gaps import Gap, absent_words, gaps, when
from fieldapp.web.supervisor.load_words import clashing, unknown_words
from fieldapp.web.supervisor.phone_words import PhoneWords, phone_words
from fieldapp.web.supervisor.strip import Bar, Foot, Strip, bars, feet, proposal

# What somebody can do, in the little room beside a name.
SHORT: dict[Trade | Skill, LazyString] = {
    Trade.PLUMBER: _l("water"),
    Trade.ELECTRICIAN: _l("power"),
    Trade.CARPENTER: _l("wood"),
    Trade.LOCKSMITH: _l("locks"),
    Trade.HEATING: _l("heat"),
    Trade.APPLIANCE: _l("devices"),
    Trade.BUILDER: _l("walls"),
    Trade.CLEANER: _l("cleaning"),
    Trade.GARDENER: _l("garden"),
    Trade.ERRANDS: _l("errands"),
    Skill.WATERPROOFING: _l("proofing"),
    Skill.REFRIGERANT: _l("cooling"),
    Skill.LOW_VOLTAGE: _l("low voltage"),
    Skill.HEIGHT: _l("height"),
    Skill.STONE_CARE: _l("stone"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One person on the board."""

    login: str
    name: str
    skills: str
    taken: int
    capacity: int
    ahead: str  # how much still lies before them, the ways included; empty: nothing
    unknown: list[str]  # what of it nobody knows the length of
    clashes: list[str]  # jobs of theirs that cannot both be kept
    on_duty: bool
    phone: PhoneWords
    call: CallWords | None  # whether they would be called to an emergency; None off duty
    back: str  # when they are on duty again, in words; empty while they are
    no_shift: bool  # nobody has entered when they work
    can_take: bool  # a tap gives them the order in hand
    best: bool
    bars: list[Bar] = field(default_factory=list)
    feet: list[Foot] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def rows(board: Board, strip: Strip, focus: Focus, best: Suggestion | None) -> list[Row]:
    """Everybody of the crew, in their fixed order: people are found where they were."""
    free = {member.id for member in board.candidates} if board.can_be_assigned else set()
    return [_row(board, strip, focus, member, best, can_take=member.id in free) for member in board.members]


def on_duty(board: Board) -> int:
    """How many are on duty, now or at any time of the day that is shown."""
    return sum(_is_on_duty(board, member) for member in board.members)


def _row(board: Board, strip: Strip, focus: Focus, member: Member, best: Suggestion | None, *, can_take: bool) -> Row:
    person = board.technician(member)
    proposed = best.slot if best is not None and best.person.id == member.id else None
    slots, load = board.slots.get(member.id, []), board.load(member)
    drawn = list(bars(strip, slots, focus, proposed))
    if proposed is not None and board.chosen is not None:
        drawn += proposal(strip, proposed, board.chosen.row)
    here, call = _is_on_duty(board, member), call_words(member.readiness(board.now))
    ready = call is not None and call.ready
    return Row(
        login=member.login,
        name=member.name,
        skills=skill_words(member.trades | member.skills, language()),
        taken=person.taken,
        capacity=person.capacity(board.day),
        ahead=duration(load.planned) if load.planned else "",
        unknown=unknown_words(load),
        clashes=clashing([slot for slot in slots if board.day.covers(slot.booking.begins)]),
        on_duty=here,
        phone=phone_words(member.phone, board.now, strip.zone, on_duty=here, can_be_called=ready),
        call=call,
        back="" if here else _back(board, member, strip.zone),
        no_shift=board.presence(member) is Presence.NO_SHIFT,
        can_take=can_take,
        best=proposed is not None,
        bars=drawn,
        feet=feet(strip, slots),
        gaps=gaps(strip, member, missing=board.presence(member) is Presence.NO_SHIFT),
    )


@lru_cache(maxsize=1024)
def skill_words(able: frozenset[Trade | Skill], _spoken: Language) -> str:
    """What somebody can do, in the language that is spoken: of a crew it is asked for at every glance."""
    return " ".join(str(SHORT[one]) for one in SHORT if one in able)


def _is_on_duty(board: Board, member: Member) -> bool:
    if board.day.covers(board.now):
        return any(stretch.covers(board.now) for stretch in member.duty)
    return board.presence(member) is Presence.ON_DUTY


def _back(board: Board, member: Member, zone: str) -> str:
    moment = board.now if board.day.covers(board.now) else board.day.begins
    absence = next((one for one in member.away if one.covers(moment)), None)
    if absence is not None:
        return absent_words(absence, zone, moment)
    if board.presence(member) is Presence.NO_SHIFT:
        return str(_("No shift is entered"))
    back = min((stretch.begins for stretch in member.duty if stretch.begins > moment), default=None)
    return str(_("On duty from %(time)s", time=when(back, zone, moment)) if back else _("Off duty"))
