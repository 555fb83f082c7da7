"""Where push messages may go: to known push services only, because an endpoint is whatever a phone says it is."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

# Those of Chrome, Edge, Firefox and Safari. A star stands for any name before it.
KNOWN = (
    "fcm.googleapis.com",
    "jmt17.google.com",
    "updates.push.services.mozilla.com",
    "*.push.services.mozilla.com",
    "web.push.apple.com",
    "*.push.apple.com",
    "*.notify.windows.com",
)
MOST_LETTERS = 1000
USUAL_PORT = {"https": 443, "http": 80}

# Read by this alone, never a second time by another reader that might see another host in the same letters.
ENDPOINT = re.compile(
    r"(?P<scheme>https?)://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)*|\[[0-9a-f:.]+\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[A-Za-z0-9._~:/?@!$&'()*+,;=%-]*)"
)


class StrangeEndpoint(Exception):
    """Not the address of a push service that we know."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """The address of one phone at its push service."""

    scheme: str
    host: str
    port: int
    path: str
    named: bool  # the host stands in the setting by name: also without https, also on a private address

    @property
    def origin(self) -> str:
        """The push service, as its tokens name it (RFC 8292: with the port where it is not the usual one)."""
        usual = self.port == USUAL_PORT[self.scheme]
        return f"{self.scheme}://{self.host}" if usual else f"{self.scheme}://{self.host}:{self.port}"


class PushServices:
    """The push services of this installation: those of the setting, else all that are known."""

    def __init__(self, setting: str = "") -> None:
        given = [name.strip().lower() for name in setting.split(",") if name.strip()]
        self.named = frozenset(name for name in given if not name.startswith("*."))
        self.hosts = tuple(given or KNOWN)

    def endpoint(self, address: str) -> Endpoint:
        """The address, read. Raises StrangeEndpoint: another host, no https, a port or letters out of place."""
        match = ENDPOINT.fullmatch(address) if len(address) <= MOST_LETTERS else None
        if match is None:
            raise StrangeEndpoint(address[:80])
        scheme, host = match["scheme"], match["host"]
        port = int(match["port"] or USUAL_PORT[scheme])
        named = bool({host, host.strip("[]"), f"{host}:{port}"} & self.named)
        if not named and not (scheme == "https" and port == 443 and _is_one_of(host, self.hosts)):
            raise StrangeEndpoint(address[:80])
        return Endpoint(scheme, host.strip("[]"), port, match["path"], named)


def _is_one_of(host: str, names: Iterable[str]) -> bool:
    return any(host.endswith(name[1:]) if name.startswith("*.") else host == name for name in names)
