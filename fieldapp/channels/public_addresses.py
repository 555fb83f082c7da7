"""Connections that only lead out: the name is resolved, the address checked, and that very address connected to."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from time import monotonic
from typing import Any

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection
from urllib3.exceptions import NameResolutionError, NewConnectionError

from fieldapp.channels.in_time import ConnectionInTime, PoolsInTime, SecureConnectionInTime

# NAT64, and the oldest way of all: the last four bytes are an address of the old kind.
TRANSLATED = (ip_network("64:ff9b::/96"), ip_network("::/96"))
OUTSIDE = ip_network("2000::/3")  # all that is given out of the newer kind; whatever else there is leads nowhere, or in


class NotPublic(NewConnectionError):
    """The name leads to a machine of our own network, which nobody outside may make us talk to."""


def is_public(address: str) -> bool:
    """Whether the address belongs to the outside, in whichever notation it is hidden."""
    return _is_public(ip_address(address.partition("%")[0]))


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address):
        translated = any(ip in each for each in TRANSLATED)
        inner = ip.ipv4_mapped or ip.sixtofour or (IPv4Address(ip.packed[-4:]) if translated else None)
        if inner is not None:
            return _is_public(inner)
        if ip not in OUTSIDE:
            return False
    return ip.is_global and not ip.is_multicast


class OnlyPublic:
    """For a connection of urllib3: where its socket leads to."""

    def _new_conn(self: HTTPConnection) -> socket.socket:  # type: ignore[misc]
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise NameResolutionError(self.host, self, socket.gaierror(str(error))) from error
        addresses = [str(place[0]) for *_, place in found if is_public(str(place[0]))]
        if not addresses:
            raise NotPublic(self, f"{self.host} is not a public address")
        return _connected(self, addresses)


def _connected(connection: HTTPConnection, addresses: list[str]) -> socket.socket:
    """To the first that answers: all of them have one patience together, however many a name has."""
    trouble: OSError | None = None
    patience = connection.timeout if isinstance(connection.timeout, int | float) else None
    until = None if patience is None else monotonic() + patience
    for address in addresses:
        left = None if until is None else until - monotonic()
        if left is not None and left <= 0:
            break
        try:
            made = socket.create_connection((address, connection.port), left)
            made.settimeout(patience)
            made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return made
        except OSError as error:
            trouble = error
    raise NewConnectionError(connection, f"{connection.host} does not answer: {trouble}") from trouble


class PublicHTTPConnection(OnlyPublic, ConnectionInTime):
    """Without https, to the outside."""


class PublicHTTPSConnection(OnlyPublic, SecureConnectionInTime):
    """With https, to the outside; the certificate is still that of the name."""


class PublicHTTPPool(HTTPConnectionPool):
    ConnectionCls = PublicHTTPConnection


class PublicHTTPSPool(HTTPSConnectionPool):
    ConnectionCls = PublicHTTPSConnection


class PublicPools(PoolsInTime):
    """Keeps connections to the outside open, and makes none to anywhere else."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.pool_classes_by_scheme = {"http": PublicHTTPPool, "https": PublicHTTPSPool}
