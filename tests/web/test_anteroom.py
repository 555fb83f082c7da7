"""A request that is slow to arrive keeps nobody waiting, and arrives whole."""

from hashlib import sha256
from io import BytesIO
from threading import Event, Thread

import pytest
from flask import Blueprint, request

from fieldapp.web.anteroom import Anteroom
from fieldapp.web.guard import open_to_all

LARGE = bytes(range(256)) * 3000


@pytest.fixture
def client(app):
    """A visitor of the app with one place at work."""
    screens = Blueprint("echo", __name__)
    screens.before_request(open_to_all())

    @screens.post("/echo")
    def echo() -> str:
        return sha256(request.get_data()).hexdigest()

    app.register_blueprint(screens)
    app.wsgi_app = Anteroom(app.wsgi_app, at_once=1)
    return app.test_client()


class Slow(BytesIO):
    """A body of which the rest comes when it is told to."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.asked, self.told = Event(), Event()

    def read(self, size: int | None = -1) -> bytes:
        self.asked.set()
        assert self.told.wait(20)
        return super().read(min(size or 0, 1000))


def test_others_are_served_while_a_body_is_on_its_way(client):
    body, answers = Slow(LARGE), []
    sender = Thread(target=lambda: answers.append(client.post("/echo", input_stream=body)))
    sender.start()
    assert body.asked.wait(20)

    assert client.get("/healthz").status_code == 200

    body.told.set()
    sender.join()
    assert answers[0].text == sha256(LARGE).hexdigest()


def test_a_body_that_ends_early_is_no_request(client):
    assert (
        client.post("/echo", input_stream=BytesIO(b"a"), environ_overrides={"CONTENT_LENGTH": "99"}).status_code == 400
    )


@pytest.mark.parametrize("length", [10**9, 17 * 1024 * 1024])
def test_what_is_far_too_large_is_not_even_read(client, length):
    body = Slow(b"")
    answer = client.post("/echo", input_stream=body, environ_overrides={"CONTENT_LENGTH": str(length)})
    assert answer.status_code == 413
    assert not body.asked.is_set()


@pytest.mark.parametrize("length", ["", "x", "-1", "²", "9" * 50])
def test_a_length_that_is_none_is_not_waited_for(client, length):
    assert client.post("/echo", environ_overrides={"CONTENT_LENGTH": length}).status_code < 500
