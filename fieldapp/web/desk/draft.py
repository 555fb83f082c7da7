"""An order as it is being written: everything typed so far, read back from the form at every step.

The server keeps nothing until a route is chosen; what stands on the page is in the page's own fields. Lines are
numbered: ``item-0`` or ``words-0``, and ``quantity-0``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from fieldapp.domain.base import new_id
from fieldapp.domain.order import Channel, Kind
from fieldapp.domain.peril import Peril
from fieldapp.web.forms import Form

MOST_LINES = 12


@dataclass(slots=True)
class DraftLine:
    """One line: an item of the catalogue, or words; and how many."""

    item_id: UUID | None
    words: str
    quantity: str  # as it was typed


@dataclass(slots=True)
class Draft:
    """The form's fields, read."""

    form: Form
    id: UUID  # of the order to be; minted when the page is first drawn, so that two presses write one order
    room_words: str
    owner_id: UUID | None
    item_words: str
    another: bool  # it is not the same matter as the open order of this room
    requirements: str
    entry_allowed: bool
    channel: Channel
    kind: Kind | None
    free: bool  # we repair it ourselves under warranty: it costs the owner nothing, and is signed all the same
    peril: Peril | None  # of an emergency: what does harm, if somebody has chosen it
    lines: list[DraftLine] = field(default_factory=list)

    @property
    def in_words(self) -> bool:
        """Is there a line that is not of the catalogue?"""
        return any(line.words for line in self.lines)

    def take_step(self, sent: Mapping[str, str]) -> None:
        """What a button of the page asked for beside looking again: one more line, or one less."""
        places = [str(nth) for nth in range(len(self.lines))]
        if (drop := sent.get("drop")) in places:
            del self.lines[places.index(drop)]
        add = self.form.optional_uuid("add")
        if add is not None and all(line.item_id != add for line in self.lines):
            self._add(DraftLine(add, "", "1"))
        if sent.get("add_words") and self.item_words:
            self._add(DraftLine(None, self.item_words, "1"))

    def _add(self, line: DraftLine) -> None:
        if len(self.lines) < MOST_LINES:
            self.lines.append(line)
        self.item_words = ""


def draft_from(sent: Mapping[str, str]) -> Draft:
    """Read the form, or begin a new one."""
    form = Form(sent)
    draft = Draft(
        form=form,
        id=form.optional_uuid("id") or new_id(),
        room_words=form.text("room", most=60, optional=True),
        owner_id=form.optional_uuid("owner"),
        item_words=form.text("what", most=120, optional=True),
        another=form.ticked("another"),
        requirements=form.text("requirements", most=500, optional=True),
        entry_allowed=sent.get("entry") == "allowed",
        channel=form.optional_choice(Channel, "channel") or Channel.PHONE,
        kind=form.optional_choice(Kind, "kind"),
        free=form.ticked("free"),
        peril=form.optional_choice(Peril, "peril"),
        lines=_lines(form),
    )
    if form.ticked("forget_owner"):
        draft.owner_id, draft.another = None, False
    return draft


def _lines(form: Form) -> list[DraftLine]:
    lines = (_line(form, nth) for nth in range(MOST_LINES))
    return [line for line in lines if line.item_id or line.words]


def _line(form: Form, nth: int) -> DraftLine:
    return DraftLine(
        item_id=form.optional_uuid(f"item-{nth}"),
        words=form.text(f"words-{nth}", most=120, optional=True),
        quantity=form.sent.get(f"quantity-{nth}", "1"),
    )
