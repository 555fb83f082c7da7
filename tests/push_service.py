"""A push service of the tests' own: RFC 8030, 8291 and 8292, strict, with every refusal that a real one may give.

    with PushService() as service:
        phone = service.phone(public_key)     # a browser that subscribed: phone.subscription is what it tells the app
        service.then(status=429, retry_after=3)   # the next request is answered so, whatever it says
        ...
        phone.payloads                        # what arrived, decrypted, oldest first

It listens on 127.0.0.1, so the app has to be told of it by FIELDAPP_PUSH_HOSTS.
"""

import re
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Thread
from typing import Any, Self

from tests.push_reader import Keys, NotVouchedFor, Unreadable, vouched

MOST_BYTES = 4096
TOPIC = re.compile(r"[A-Za-z0-9_-]{1,32}")
URGENCIES = {"very-low", "low", "normal", "high"}


@dataclass
class Message:
    """One that was accepted."""

    payload: bytes
    ttl: int
    urgency: str
    topic: str
    location: str
    at: float


@dataclass
class Browser:
    """A browser that subscribed. Asleep it takes nothing; what waits for it is kept as long as its TTL says."""

    endpoint: str
    key: str  # of the one sender that it subscribed to
    keys: Keys = field(default_factory=Keys)
    gone: int = 0  # 404 or 410, once it has unsubscribed
    asleep: bool = False
    arrived: list[Message] = field(default_factory=list)
    waits: list[Message] = field(default_factory=list)

    @property
    def subscription(self) -> dict[str, Any]:
        """What `PushSubscription.toJSON()` gives."""
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": self.keys.told()}

    @property
    def payloads(self) -> list[bytes]:
        """What arrived, in order."""
        return [message.payload for message in self.arrived]

    def wake(self) -> None:
        """What has not run out is there at once."""
        self.asleep = False
        self.arrived += [message for message in self.waits if message.at + message.ttl > time.time()]
        self.waits.clear()


@dataclass
class Fault:
    """How a request is answered instead of well."""

    status: int = 0  # 0: the connection ends without a word
    retry_after: str = ""
    after: float = 0  # seconds


class PushService:
    """The service, with its phones and a list of all that was asked of it."""

    def __init__(self) -> None:
        self.phones: dict[str, Browser] = {}
        self.statuses: list[int] = []
        self.connections = 0
        self.faults: list[Fault] = []
        self.always: Fault | None = None
        self.changed = Condition()
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.server.daemon_threads = True

    def __enter__(self) -> Self:
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def host(self) -> str:
        """For the setting PUSH_HOSTS."""
        return f"127.0.0.1:{self.server.server_address[1]}"

    def phone(self, key: str) -> Browser:
        """A browser that subscribes to messages of the sender with this public key."""
        path = f"/send/{uuid.uuid4()}"
        self.phones[path] = Browser(f"http://{self.host}{path}", key)
        return self.phones[path]

    def then(self, status: int = 0, retry_after: object = "", after: float = 0, times: int = 1) -> None:
        """The next requests are answered so."""
        self.faults += [Fault(status, str(retry_after), after)] * times

    def until(self, true: Any, within: float = 10) -> None:
        """Waits until something is so, looking again after each request."""
        with self.changed:
            assert self.changed.wait_for(true, within), f"Not within {within} s; so far: {self.statuses}"

    def _handler(service) -> type[BaseHTTPRequestHandler]:  # noqa: N805
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True

            def setup(self) -> None:
                service.connections += 1
                super().setup()

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                status, headers, words = service.answer(self.path, dict(self.headers.items()), body)
                with service.changed:
                    service.statuses.append(status)
                    service.changed.notify_all()
                if not status:
                    self.close_connection = True
                    return
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(words.encode())))
                self.end_headers()
                with suppress(BrokenPipeError):  # who asked may have stopped waiting
                    self.wfile.write(words.encode())

            def log_message(self, *_: object) -> None:
                """Nothing: what was asked stands in `statuses`."""

        return Handler

    def answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, dict[str, str], str]:
        """Status, headers and words for one request."""
        fault = self.faults.pop(0) if self.faults else self.always
        if fault is not None:
            time.sleep(fault.after)
            return fault.status, {"Retry-After": fault.retry_after} if fault.retry_after else {}, "as told"
        phone = self.phones.get(path)
        if phone is None or phone.gone:
            return phone.gone if phone else 404, {}, "no such subscription"
        told = {name.lower(): value for name, value in headers.items()}
        refusal = self._refusal(phone, told, body)
        if refusal:
            return *refusal[:1], {}, refusal[1]
        return self._take(phone, told, body)

    def _refusal(self, phone: Browser, told: dict[str, str], body: bytes) -> tuple[int, str] | None:
        try:
            if vouched(told.get("authorization", ""), phone.endpoint)["k"] != phone.key:
                return 403, "another sender than this phone subscribed to"
        except NotVouchedFor as error:
            return 403 if "authorization" in told else 401, str(error)
        if len(body) > MOST_BYTES:
            return 413, "too large"
        wrong = _wrong_header(told)
        return (400, wrong) if wrong else None

    def _take(self, phone: Browser, told: dict[str, str], body: bytes) -> tuple[int, dict[str, str], str]:
        try:
            payload = phone.keys.read(body)
        except Unreadable as error:
            return 400, {}, str(error)
        location = f"http://{self.host}/message/{uuid.uuid4()}"
        topic, ttl = told.get("topic", ""), int(told["ttl"])
        message = Message(payload, ttl, told.get("urgency", "normal"), topic, location, time.time())
        if not phone.asleep:
            phone.arrived.append(message)
        elif ttl:
            phone.waits = [other for other in phone.waits if not topic or other.topic != topic] + [message]
        return 201, {"Location": location, "TTL": told["ttl"]}, ""


def _wrong_header(told: dict[str, str]) -> str:
    if not told.get("ttl", "").isdigit():
        return "TTL"
    if told.get("content-encoding") != "aes128gcm":
        return "Content-Encoding"
    if told.get("urgency", "normal") not in URGENCIES:
        return "Urgency"
    return "Topic" if "topic" in told and not TOPIC.fullmatch(told["topic"]) else ""
