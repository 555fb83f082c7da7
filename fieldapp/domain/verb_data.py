"""What each verb of a visit carries, version 1: the shape of its data, field by field."""

from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from fieldapp.domain.component import Component
from fieldapp.domain.errand import Whose
from fieldapp.domain.mark import Entrance, Step, StepResult, Trial
from fieldapp.domain.payment import DoorMethod
from fieldapp.domain.photo import Moment
from fieldapp.domain.signature import PriceAnswer, Purpose, Relation, SignatureAnswer
from fieldapp.domain.under_control import Danger

MOST_TOLD_FEN = 10**12  # that a phone can say at all; how much it may be, the rules say
MOST_COORDINATE = 10_000_000
MOST_PRESSURE = 1000  # as hard as the pen can tell
Sha256 = Field(pattern="^[0-9a-f]{64}$")
Words = Field(default="", max_length=2000)


class Data(BaseModel):
    """What a command carries. Unknown fields are an error: a newer phone must say so by its version."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Nothing(Data):
    """The press itself says it all."""


class Arrive(Data):
    """At the door. ``place`` is where the phone was, if it may say so: ""."""

    place: str = Field(default="", max_length=60)


class Tick(Data):
    """A step of the checklist, done or left out; whoever leaves one out says why."""

    key: Step
    result: StepResult
    reason: str = Words


class Ring(Data):
    """The bell or a knock, the first to the third time (4.5.2)."""

    attempt: int = Field(ge=1, le=3)


def _of_our_time(moment: datetime) -> datetime:
    if not 2000 <= moment.year < 2100:
        raise ValueError("nobody agrees to that")
    return moment


def _within_the_calendar(moment: datetime) -> datetime:
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise ValueError("beyond the calendar") from None


OfOurTime = Annotated[AwareDatetime, AfterValidator(_of_our_time)]  # every list shows it on the clocks of its own zone


class NewWindow(Data):
    """Another time that the owner agreed to on the telephone."""

    begins: OfOurTime
    ends: OfOurTime


class NoAnswer(Data):
    """Nobody opened. ``photo``: the closed door."""

    called: bool
    photo: UUID | None = None
    new_window: NewWindow | None = None


class Enter(Data):
    """What the owner said at the open door (4.5.3)."""

    answer: Entrance


class PutLine(Data):
    """A line, new or changed. Quantity in thousandths, money in fen; without an item it is described in words."""

    line: UUID
    item: UUID | None = None
    words: str = Field(default="", max_length=120)
    quantity_milli: int
    unit_price_fen: int | None = None
    materials_fen: int = 0


class DropLine(Data):
    """A line that is not to be done after all."""

    line: UUID


class PutUnderWarranty(Data):
    """A line is, or is not, a defect that the developer answers for (4.5.4 4))."""

    line: UUID
    covered: bool


class Ask(Data):
    """A question to the supervisor: can we, what does it cost (4.2.3)."""

    question: str = Field(max_length=500)
    line: UUID | None = None


class Price(Data):
    """The answer to the price as it was shown: the sum in fen, and the hash of the document (4.5.4 3))."""

    total_fen: int = Field(ge=0, le=MOST_TOLD_FEN)
    catalogue_version: str = Field(max_length=60)
    document_sha256: str = Sha256
    answer: PriceAnswer
    reason: str = Words


class TakePhoto(Data):
    """A photo was taken; its bytes follow by themselves. ``consent``: the owner said yes to it."""

    photo: UUID
    sha256: str = Sha256
    moment: Moment
    consent: bool


class DropPhoto(Data):
    """A photo taken by mistake."""

    photo: UUID


class TryOut(Data):
    """A thing tried together with the owner."""

    key: Trial
    good: bool
    remark: str = Field(default="", max_length=300)


def _pressed_within_bounds(point: list[int]) -> list[int]:
    if len(point) > 3 and not 0 <= point[3] <= MOST_PRESSURE:
        raise ValueError("nobody presses as hard as that")
    return point


# x and y on the pad, milliseconds since the first point; from a pen that feels it also how hard it was pressed.
Point = Annotated[
    list[Annotated[int, Field(ge=-MOST_COORDINATE, le=MOST_COORDINATE)]],
    Field(min_length=3, max_length=4),
    AfterValidator(_pressed_within_bounds),
]


class Sign(Data):
    """What was read, how it was signed, by whom, and what they say to the work."""

    signature: UUID
    purpose: Purpose
    document: dict[str, Any]
    document_sha256: str = Sha256
    strokes: list[list[Point]]
    signer: str = Field(max_length=60)
    relation: Relation
    answer: SignatureAnswer
    reason: str = Words
    copy_token: str = Field(default="", pattern="^([0-9a-f]{32})?$")


class Stop(Data):
    """The work cannot go on: why."""

    reason: str = Words


class Note(Data):
    """Anything worth telling."""

    words: str = Words


class UnderControl(Data):
    """An emergency: what has been made safe first."""

    what: Danger


class Payment(Data):
    """Money for the work, and by which way it came. ``receipt``: the number on the slip."""

    method: DoorMethod
    amount_fen: int = Field(ge=0, le=MOST_TOLD_FEN)
    receipt: str = Field(default="", max_length=60)


class Transfer(Data):
    """A defect under warranty, to the developer. ``consent``: the owner agrees to it."""

    component: Component
    words: str = Words
    consent: bool


class Advance(Data):
    """Money laid down for an errand, by whom (4.4.1). ``entry``: its own id."""

    entry: UUID
    whose: Whose
    amount_fen: int = Field(ge=0, le=MOST_TOLD_FEN)
    words: str = Field(default="", max_length=120)


class Spend(Data):
    """Money spent for the owner: what for. ``sha256``: the photo of the receipt, whose bytes follow by themselves."""

    entry: UUID
    words: str = Field(max_length=120)
    amount_fen: int = Field(ge=0, le=MOST_TOLD_FEN)
    sha256: str = Field(default="", pattern="^([0-9a-f]{64})?$")


class Strike(Data):
    """An entry of the errand's money that was told by mistake."""

    entry: UUID


class Correct(Data):
    """It happened earlier than I pressed: which press, and when it was, by the clock of the phone."""

    command: UUID
    at: Annotated[AwareDatetime, AfterValidator(_within_the_calendar)]
