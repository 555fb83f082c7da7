"""Web push: a thin class around the library that encrypts, which leaves out all that makes a message arrive.

The library signs anew for every message, forgets the port of the push service, lets one message's life-time slip into
the next, knows neither urgency nor topic, measures nothing and sends nothing. All of that is done here.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from functools import cache, lru_cache
from hashlib import sha256
from typing import Any

import webpush
from cryptography.hazmat.primitives.asymmetric import ec
from urllib3 import Timeout
from urllib3.exceptions import HTTPError

from fieldapp.channels.in_time import MOST_WORDS, Answered, PoolsInTime, post
from fieldapp.channels.public_addresses import PublicPools
from fieldapp.channels.push_services import Endpoint, PushServices, StrangeEndpoint
from fieldapp.channels.vapid import Vapid

# The library asks for the backend four times a message and imports it each time: a sixth of what it costs.
webpush.default_backend = cache(webpush.default_backend)

SECOND = timedelta(seconds=1)
MOST_BYTES = 3993  # of a payload: encrypted it makes the 4096 bytes that every push service takes
PATIENCE = Timeout(total=8)
IN_AN_EMERGENCY = Timeout(total=2)  # then the next channel is tried; this one is tried again all the same
LONGEST_REST = timedelta(minutes=10)  # a push service that asks for more is asked again all the same


class Urgency(StrEnum):
    """How soon a sleeping phone is woken for it (RFC 8030): normal was measured to take minutes, high a second."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Outcome(StrEnum):
    """What became of one attempt to send."""

    ACCEPTED = "accepted"  # by the push service; whether the phone has it, only the phone can say
    GONE = "gone"  # this subscription will never work again: forget it
    LATER = "later"  # the push service is busy or in trouble: the same may be sent again
    UNREACHABLE = "unreachable"  # no answer: the same may be sent again
    REFUSED = "refused"  # it will never be taken as it is


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser gave us: where to send, and for whom to encrypt."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True)
class Push:
    """One message: JSON in UTF-8, how long it is worth delivering, and what it replaces while it waits."""

    payload: bytes
    ttl: timedelta
    urgency: Urgency = Urgency.NORMAL
    key: str = ""  # a newer message of the same key replaces an older one that the phone has not had


@dataclass(frozen=True, slots=True)
class Answer:
    """What the push service said."""

    outcome: Outcome
    status: int = 0  # 0: it said nothing
    words: str = ""
    location: str = ""
    rest: timedelta | None = None  # how long it asked us to wait

    @property
    def again(self) -> bool:
        """Whether the same message may be sent once more."""
        return self.outcome in {Outcome.LATER, Outcome.UNREACHABLE}


class BadKeys(Exception):
    """No browser made these keys: what is encrypted for them could never be read."""


class WebPush:
    """Sends to phones. One for a process: connections and signed words are kept; any thread may use it."""

    def __init__(self, vapid: Vapid, services: PushServices) -> None:
        self.vapid, self.services = vapid, services
        private, public = vapid.pem()
        self.library = webpush.WebPush(private, public, subscriber=vapid.subject)
        settings: dict[str, Any] = {"num_pools": 20, "maxsize": 8}
        self.outside, self.named = PublicPools(**settings), PoolsInTime(**settings)

    def send(self, push: Push, to: Subscription, now: datetime) -> Answer:
        """Send it, once. Never raises: whatever goes wrong is an answer, because the next channel must be tried."""
        if len(push.payload) > MOST_BYTES:
            return Answer(Outcome.REFUSED, words=f"{len(push.payload)} bytes, at most {MOST_BYTES}")
        try:
            endpoint = self.services.endpoint(to.endpoint)
            body, headers = self.encrypted(push, to, endpoint, now)
        except StrangeEndpoint:
            return Answer(Outcome.GONE, words="not a push service we know")
        except BadKeys as error:
            return Answer(Outcome.GONE, words=str(error))
        try:
            patience = IN_AN_EMERGENCY if push.urgency is Urgency.HIGH else PATIENCE
            pools = self.named if endpoint.named else self.outside
            return _answer(post(pools, endpoint, body, headers, patience), now)
        except (HTTPError, OSError) as error:
            return Answer(Outcome.UNREACHABLE, words=f"{type(error).__name__}: {error}"[:MOST_WORDS])

    def encrypted(self, push: Push, to: Subscription, at: Endpoint, now: datetime) -> tuple[bytes, dict[str, str]]:
        """The body and the headers. Raises BadKeys."""
        body = self.library._encrypt(push.payload, _addressee(to.p256dh, to.auth))
        headers = {
            "Authorization": self.vapid.authorization(at.origin, now),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(push.ttl // SECOND),
            "Urgency": push.urgency,
        }
        if push.key:
            headers["Topic"] = topic(push.key)
        return body, headers


def require_keys(p256dh: str, auth: str) -> None:
    """Raises BadKeys unless the one is a point of P-256 and the other has 16 bytes; the library takes anything."""
    try:
        point, secret = _read(p256dh), _read(auth)
        if len(secret) != 16 or len(point) != 65:
            raise ValueError("of another length")
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError as error:
        raise BadKeys(f"keys of the phone: {error}") from None


def topic(key: str) -> str:
    """A topic is at most 32 letters of base64url, and tells the push service nothing: an id, or a hash."""
    if len(key) == 32 and key.isalnum() and key.isascii():
        return key
    return urlsafe_b64encode(sha256(key.encode()).digest())[:32].decode()


@dataclass(frozen=True, slots=True)
class _Keys:
    auth: str
    p256dh: str


@dataclass(frozen=True, slots=True)
class _Addressee:
    """As much of a subscription as the library looks at; its own kind costs a tenth of the encryption."""

    keys: _Keys


@lru_cache(maxsize=2048)
def _addressee(p256dh: str, auth: str) -> _Addressee:
    """A phone whose keys were found to be good: it is called again and again."""
    require_keys(p256dh, auth)
    return _Addressee(_Keys(auth.rstrip("="), p256dh.rstrip("=")))


def _read(key: str) -> bytes:
    return urlsafe_b64decode(key.rstrip("=").encode("ascii") + b"=" * (-len(key.rstrip("=")) % 4))


def _answer(answer: Answered, now: datetime) -> Answer:
    status, words = answer.status, answer.words
    if status in {200, 201, 202, 204}:
        return Answer(Outcome.ACCEPTED, status, location=answer.headers.get("Location", ""))
    if status in {404, 410}:
        return Answer(Outcome.GONE, status, words)
    if status == 429 or status >= 500:
        return Answer(Outcome.LATER, status, words, rest=_rest(answer.headers.get("Retry-After", ""), now))
    return Answer(Outcome.REFUSED, status, words)


def _rest(said: str, now: datetime) -> timedelta | None:
    """Retry-After: seconds or a date."""
    try:
        rest = timedelta(seconds=int(said)) if said.strip().isdigit() else _date(said) - now
    except (ValueError, TypeError, OverflowError):
        return None
    return min(max(rest, timedelta()), LONGEST_REST)


def _date(said: str) -> datetime:
    date = parsedate_to_datetime(said)
    return date if date.tzinfo else date.replace(tzinfo=UTC)
