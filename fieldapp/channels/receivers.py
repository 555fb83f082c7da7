"""Other systems that are told of orders: where they may be, how what they are told is signed, and the sending itself.

Signed in the manner of Standard Webhooks: HMAC-SHA256 over "<id>.<timestamp>.<body>" with the bytes of the secret, in
base64 behind "v1,". Whoever receives it computes the same, compares in constant time, and refuses a timestamp that is
minutes away from its own clock.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import digest
from typing import Any

from urllib3 import Timeout
from urllib3.exceptions import HTTPError

from fieldapp.channels import Accepted, Gone, Outcome, RetryAfter
from fieldapp.channels.in_time import MOST_WORDS, Answered, PoolsInTime, post
from fieldapp.channels.public_addresses import PublicPools
from fieldapp.channels.push_services import ENDPOINT, USUAL_PORT, Endpoint

SECRET = "whsec_"
MOST_LETTERS = 500
PATIENCE = Timeout(total=8)  # well within the lease of a timer


class StrangeAddress(Exception):
    """Not an address to which we would send anything."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event, ready to be sent: the same id and body at every attempt."""

    id: str
    body: bytes


class Receivers:
    """All receivers of this installation. One for a process: connections are kept; any thread may use it."""

    def __init__(self, setting: str = "") -> None:
        self.named = frozenset(name.strip().lower() for name in setting.split(",") if name.strip())
        settings: dict[str, Any] = {"num_pools": 10, "maxsize": 2}
        self.outside, self.inside = PublicPools(**settings), PoolsInTime(**settings)

    def read(self, address: str) -> Endpoint:
        """The address, read once and for all. Raises StrangeAddress: no https, or letters out of place."""
        match = ENDPOINT.fullmatch(address) if len(address) <= MOST_LETTERS else None
        if match is None:
            raise StrangeAddress(address[:80])
        scheme, host = match["scheme"], match["host"]
        port = int(match["port"] or USUAL_PORT[scheme])
        named = bool({host, f"{host}:{port}"} & self.named)
        if not (named or scheme == "https") or not 0 < port < 65536:
            raise StrangeAddress(address[:80])
        return Endpoint(scheme, host.strip("[]"), port, match["path"], named)

    def send(self, address: str, secret: str, told: Told, now: datetime) -> Outcome:
        """Send it, once. Whatever goes wrong is an outcome. A redirect is not followed: it may lead inside."""
        try:
            at = self.read(address)
        except StrangeAddress:
            return RetryAfter("this address is not allowed")
        pools = self.inside if at.named else self.outside
        headers = {"Content-Type": "application/json", "User-Agent": "fieldapp"} | signed(secret, told, now)
        try:
            return _outcome(post(pools, at, told.body, headers, PATIENCE))
        except (HTTPError, OSError) as error:
            return RetryAfter(f"{type(error).__name__}: {error}"[:MOST_WORDS])

    def clear(self) -> None:
        """Close what is open."""
        self.outside.clear()
        self.inside.clear()


def signed(secret: str, told: Told, now: datetime) -> dict[str, str]:
    """The three headers by which a receiver knows that it comes from us, is whole, and is new."""
    timestamp = str(int(now.timestamp()))
    key = b64decode(secret.removeprefix(SECRET))
    signature = digest(key, f"{told.id}.{timestamp}.".encode() + told.body, sha256)
    return {
        "webhook-id": told.id,
        "webhook-timestamp": timestamp,
        "webhook-signature": "v1," + b64encode(signature).decode(),
    }


def _outcome(answer: Answered) -> Outcome:
    if 200 <= answer.status < 300:
        return Accepted()
    if answer.status == 410:
        return Gone("410")
    rest = answer.headers.get("Retry-After", "")
    return RetryAfter(f"{answer.status} {answer.words}".strip(), float(rest) if rest.isdecimal() else None)
