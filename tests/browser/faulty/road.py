"""The road between a phone and the server: it carries each request, unless a trouble befalls it or the road is closed.

A closed road really does not listen: connections are refused, and those that stood are reset. Every request has a
connection of its own, so that the browser cannot quietly repeat one on another.
"""

import socket
import struct
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from email.message import Message
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from urllib.parse import urlsplit

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length"}
RESET = struct.pack("ii", 1, 0)  # SO_LINGER without lingering: what is closed is reset
PATIENCE = 60  # seconds for the server to answer


@dataclass(frozen=True)
class Request:
    """A request as the phone made it."""

    method: str
    path: str
    headers: list[tuple[str, str]]
    body: bytes


@dataclass(frozen=True)
class Answer:
    """An answer as the phone is to see it."""

    status: int
    body: bytes = b""
    headers: list[tuple[str, str]] = field(default_factory=list)


Forward = Callable[[Request], Answer]
# What befalls a request: the answer that the phone gets, or None where its connection is reset.
Trouble = Callable[[Request, Forward], Answer | None]
# What the phone is to see of an answer that came through.
Touch = Callable[[Request, Answer], Answer]


class Road:
    """Listens at an address of its own, as long as it is open."""

    def __init__(self, server: str, befalls: Callable[[Request], Trouble | None], touch: Touch | None = None) -> None:
        self.server, self.befalls, self.touch = server, befalls, touch
        self.port = 0
        self.asked: list[Request] = []  # all that ever came from the phone
        self._listener: _Listener | None = None
        self.open()

    @property
    def address(self) -> str:
        """Where the phone finds the product."""
        return f"http://127.0.0.1:{self.port}"

    def open(self) -> None:
        """Listen (again)."""
        if self._listener is None:
            self._listener = _Listener(self, self.port)
            self.port = self._listener.server_address[1]
            Thread(target=self._listener.serve_forever, args=(0.02,), daemon=True).start()

    def close(self) -> None:
        """Stop listening, and reset what stands."""
        if self._listener is not None:
            self._listener.shutdown()
            self._listener.server_close()
            self._listener.reset_all()
            self._listener = None

    def forward(self, request: Request) -> Answer:
        """Ask the server itself."""
        # Someone who opens answers on the way reads them plain.
        headers = [pair for pair in request.headers if not (self.touch and pair[0].lower() == "accept-encoding")]
        connection = HTTPConnection(urlsplit(self.server).netloc, timeout=PATIENCE)
        try:
            connection.putrequest(request.method, request.path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers:
                if name.lower() not in HOP_BY_HOP:
                    connection.putheader(name, value)
            connection.putheader("Content-Length", str(len(request.body)))
            connection.endheaders(request.body)
            came = connection.getresponse()
            answer = Answer(came.status, came.read(), came.getheaders())
        finally:
            connection.close()
        return self.touch(request, answer) if self.touch else answer

    def carry(self, request: Request) -> Answer | None:
        """What the phone gets for this request; None: its connection is reset."""
        self.asked.append(request)
        trouble = self.befalls(request)
        try:
            return trouble(request, self.forward) if trouble else self.forward(request)
        except (OSError, HTTPException):
            return None  # the server itself went away


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, road: Road, port: int) -> None:
        self.road = road
        self.standing: set[socket.socket] = set()
        self.lock = Lock()
        super().__init__(("127.0.0.1", port), _Handler)

    def process_request(self, request, client_address) -> None:
        with self.lock:
            self.standing.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request) -> None:
        with self.lock:
            self.standing.discard(request)
        super().shutdown_request(request)

    def reset_all(self) -> None:
        with self.lock:
            for connection in self.standing:
                reset(connection)

    def handle_error(self, request, client_address) -> None:
        """A phone that went away in the middle is nothing to talk about."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Listener

    def handle(self) -> None:
        self.close_connection = True
        self.handle_one_request()

    def carry(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.server.road.carry(Request(self.command, self.path, pairs(self.headers), body))
        if answer is None:
            return reset(self.connection)
        self.send_response_only(answer.status)
        for name, value in answer.headers:
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)
        return None

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = carry  # noqa: N815


def pairs(headers: Message) -> list[tuple[str, str]]:
    return list(headers.items())


def reset(connection: socket.socket) -> None:
    """End a connection so that the other side hears of it as a fault, not as an end."""
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        connection.close()


def patched(path: str, was: str, now: str) -> Touch:
    """Whoever asks for the file that ends so gets it with these words changed. A file without them is an error."""

    def touch(request: Request, answer: Answer) -> Answer:
        if not request.path.endswith(path) or answer.status != 200:
            return answer
        words = answer.body.decode()
        body = words.replace(was, now) if was in words else f"throw Error({was + ' is not in ' + path!r})"
        return replace(answer, body=body.encode())

    return touch
