"""Answers of others, in bounded time and memory: whoever answers byte by byte, or without end, holds nobody up.

The patience of a socket begins anew with every byte that comes, so that one sent each few seconds would keep a thread
of the worker for ever, long after its lease has run out. Here it is counted from the end of the request to the end of
the answer. Of the body only the first words are read, as they came: unpacked a small one may fill any memory.
"""

import socket
from dataclasses import dataclass
from http.client import HTTPResponse
from io import BufferedReader, RawIOBase
from time import monotonic
from typing import Any

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool, PoolManager, Timeout
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from fieldapp.channels.push_services import Endpoint
from fieldapp.domain.writing import cleaned

MOST_BYTES = 1000  # of a body: what is longer explains nothing more
MOST_WORDS = 200  # of what is kept of it


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered: as much of it as anybody looks at."""

    status: int
    words: str  # without what no database keeps
    headers: Any


class Hurried(RawIOBase):
    """Reads from a socket until a moment, however often something comes."""

    def __init__(self, raw: Any, sock: socket.socket, until: float) -> None:
        super().__init__()
        self.raw, self.sock, self.until = raw, sock, until

    def readable(self) -> bool:
        return True

    def readinto(self, into: Any) -> int | None:
        left, usual = self.until - monotonic(), self.sock.gettimeout()
        if left <= 0:
            raise TimeoutError("the answer did not come to its end in time")
        self.sock.settimeout(left)
        try:
            read: int | None = self.raw.readinto(into)
        finally:
            self.sock.settimeout(usual)  # the next request over this connection has a patience of its own
        return read

    def close(self) -> None:
        self.raw.close()
        super().close()


class AnswerInTime(HTTPResponse):
    """An answer of which head and body have one patience together: that of the socket when the request was out."""

    def __init__(self, sock: socket.socket, *args: Any, **settings: Any) -> None:
        super().__init__(sock, *args, **settings)
        patience = sock.gettimeout()
        if patience is not None:
            self.fp = BufferedReader(Hurried(self.fp.detach(), sock, monotonic() + patience))


class ConnectionInTime(HTTPConnection):
    response_class = AnswerInTime


class SecureConnectionInTime(HTTPSConnection):
    response_class = AnswerInTime


class PoolInTime(HTTPConnectionPool):
    ConnectionCls = ConnectionInTime


class SecurePoolInTime(HTTPSConnectionPool):
    ConnectionCls = SecureConnectionInTime


class PoolsInTime(PoolManager):
    """Keeps connections open, and waits for no answer longer than it was told to."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.pool_classes_by_scheme = {"http": PoolInTime, "https": SecurePoolInTime}


def post(pools: PoolManager, at: Endpoint, body: bytes, headers: dict[str, str], patience: Timeout) -> Answered:
    """Send it there, once, and read what is said. A redirect is not followed. Raises HTTPError or OSError."""
    pool = pools.connection_from_host(at.host, at.port, at.scheme)
    answer = pool.urlopen(
        "POST",
        at.path,
        body=body,
        headers=headers,
        timeout=patience,
        redirect=False,
        retries=False,
        preload_content=False,
        decode_content=False,
    )
    said = _first_of(answer)
    return Answered(answer.status, cleaned(said.decode(errors="replace"))[:MOST_WORDS], answer.headers)


def _first_of(answer: BaseHTTPResponse) -> bytes:
    """The beginning of its body. What was decided stands in the status, and stays whatever becomes of the words."""
    try:
        said = answer.read(MOST_BYTES)
    except (HTTPError, OSError):
        said = b""
        answer.close()
    if len(said) == MOST_BYTES:
        answer.close()  # there may be more, which nobody waits for: this connection is of no use any more
    answer.release_conn()
    return said
