"""One call of a phone, read: the envelope strictly, each command only as far as its id."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from flask import abort, request
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from fieldapp.domain.command import MOST_SEQ
from fieldapp.domain.sent import Sent, depth
from fieldapp.domain.upcast import TooNew, version_of
from fieldapp.web.protocol import HEADER, VERSION

MOST_COMMANDS = 50
MOST_BYTES = 256 * 1024
MOST_BYTES_OF_ONE = 200 * 1024
MOST_DISCARDED = 500
MOST_COUNT = 2**31 - 1
UNREADABLE = UUID(int=0)


class EnvelopeFault(Exception):
    """The call cannot be read: which command (None: the envelope itself), and what is wrong."""

    def __init__(self, index: int | None, error: str) -> None:
        super().__init__(index, error)
        self.index, self.error = index, error


class AppTooOld(HTTPException):
    """The phone speaks a protocol, or sends a command, of a version that this server does not know."""

    code = 426


def _in_utc(at: datetime) -> datetime:
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise ValueError("beyond the calendar") from None


Moment = Annotated[AwareDatetime, AfterValidator(_in_utc)]


def _bytes(told: Any) -> int | None:
    """What a browser says of its store is of interest, and never a reason to turn its commands away."""
    good = isinstance(told, int | float) and not isinstance(told, bool) and 0 <= told <= MOST_SEQ
    return int(told) if good else None


Bytes = Annotated[int | None, BeforeValidator(_bytes)]


def _id_or_none_at_all(told: Any) -> UUID:
    try:
        return UUID(told)
    except (ValueError, AttributeError, TypeError):
        return UNREADABLE


class Part(BaseModel):
    """A part of the envelope; what a later phone adds to it is not ours to judge."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Pending(Part):
    """What waits on the phone: its lowest number, how many, how many refused, since when."""

    min_seq: int = Field(ge=0, le=MOST_SEQ)
    count: int = Field(ge=0, le=MOST_COUNT)
    tray: int = Field(default=0, ge=0, le=MOST_COUNT)
    oldest: Moment | None = None


class Thrown(Part):
    """A command that the technician threw away on the phone, perhaps because its id could not be read."""

    id: Annotated[UUID, BeforeValidator(_id_or_none_at_all)]
    seq: int = Field(ge=0, le=MOST_SEQ)
    reason: str = ""


class Storage(Part):
    """How full the phone's store is, in bytes, and whether the browser promised to keep it."""

    usage: Bytes = None
    quota: Bytes = None
    persisted: Annotated[bool | None, BeforeValidator(lambda told: told if isinstance(told, bool) else None)] = None


class Envelope(Part):
    """All of a call around its commands."""

    device: UUID
    sent_at: Moment
    pending: Pending
    discarded: list[Thrown] = Field(default_factory=list, max_length=MOST_DISCARDED)
    storage: Storage = Storage()
    commands: list[Any]


@dataclass(frozen=True, slots=True)
class Call:
    """One call: the envelope and its commands, in their order; ``names`` are their ids as the phone wrote them."""

    envelope: Envelope
    commands: list[Sent]
    names: list[str]


def call() -> Call:
    """The call in hand. Raises EnvelopeFault (422), or 413, 415, 426."""
    if request.headers.get(HEADER, VERSION) != VERSION:
        raise AppTooOld
    if request.mimetype != "application/json":
        abort(415)
    envelope = _envelope(_read(request.get_data()))
    if len(envelope.commands) > MOST_COMMANDS:
        raise RequestEntityTooLarge
    commands = [_sent(index, raw) for index, raw in enumerate(envelope.commands)]
    return Call(envelope, commands, [raw["id"] for raw in envelope.commands])


def _read(body: bytes) -> Any:
    try:
        # NaN and numbers without end are no JSON that a database keeps: they are read as the words they are.
        return json.loads(body.decode(), parse_constant=str, parse_float=_figure)
    except (ValueError, RecursionError):
        raise EnvelopeFault(None, "json") from None


def _figure(written: str) -> float | str:
    figure = float(written)
    return written if figure in (float("inf"), float("-inf")) else figure


def _envelope(read: Any) -> Envelope:
    try:
        return Envelope.model_validate(read)
    except ValidationError as faults:
        raise EnvelopeFault(None, ".".join(str(part) for part in faults.errors()[0]["loc"]) or "envelope") from None


def _sent(index: int, raw: Any) -> Sent:
    if not isinstance(raw, dict):
        raise EnvelopeFault(index, "command")
    if not depth(raw):
        raise EnvelopeFault(index, "too_deep")
    try:
        sent = Sent(UUID(raw["id"]), raw)
    except (KeyError, ValueError, AttributeError, TypeError):
        raise EnvelopeFault(index, "id") from None
    if len(json.dumps(raw, ensure_ascii=False).encode(errors="surrogatepass")) > MOST_BYTES_OF_ONE:
        raise RequestEntityTooLarge
    try:
        version_of(raw)  # what an older one means is found out command by command: it must not stop the others
    except TooNew:
        raise AppTooOld from None
    return sent
