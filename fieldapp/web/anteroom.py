"""Where a request waits until all of it is here: a phone with one bar of signal must not keep the others waiting.

The server has few threads at work, because more would only be in each other's way, and each has a database connection
of its own. Without an anteroom four slow photographs, or four people who mean no good, would fill them all.
"""

from collections.abc import Iterable
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from time import monotonic
from typing import IO, TYPE_CHECKING

from fieldapp.domain.photo import MOST_BYTES as MOST_OF_A_PHOTO
from fieldapp.web.security import MOST_BYTES

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

SEATS = 32  # requests that may be on their way at once beside those at work
CHUNK = 64 * 1024
PATIENCE = 300  # seconds for one request to arrive


class Anteroom:
    """WSGI: takes a request's body in, then lets so many at once go on to the app."""

    def __init__(self, app: "WSGIApplication", *, at_once: int) -> None:
        self._app = app
        self._at_work = BoundedSemaphore(at_once)

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        length = _announced(environ)
        if not 0 < length <= MOST_OF_A_PHOTO + MOST_BYTES:  # what is larger is refused unread
            with self._at_work:
                return self._app(environ, start_response)
        with SpooledTemporaryFile(max_size=MOST_BYTES) as body:
            _take_in(environ["wsgi.input"], body, length)
            with self._at_work:
                return self._app({**environ, "wsgi.input": body}, start_response)


def _announced(environ: "WSGIEnvironment") -> int:
    words = environ.get("CONTENT_LENGTH") or ""
    return int(words) if words.isascii() and words.isdigit() and len(words) < 12 else 0


def _take_in(stream: IO[bytes], body: IO[bytes], length: int) -> None:
    """What comes in time; a body that ends early is told as such by whoever reads it."""
    until = monotonic() + PATIENCE
    while length > 0 and monotonic() < until and (chunk := stream.read(min(CHUNK, length))):
        body.write(chunk)
        length -= len(chunk)
    body.seek(0)
