"""A push service, and what sends to it."""

from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from urllib3 import Timeout

from fieldapp.channels.push_services import PushServices
from fieldapp.channels.vapid import Vapid
from fieldapp.channels.web_push import WebPush
from tests.push_service import PushService

SUBJECT = "mailto:duty@sunshine.example"


@pytest.fixture
def service() -> Iterator[PushService]:
    with PushService() as service:
        yield service


@pytest.fixture
def vapid() -> Vapid:
    return Vapid(ec.generate_private_key(ec.SECP256R1()), SUBJECT)


@pytest.fixture
def web_push(service: PushService, vapid: Vapid, monkeypatch: pytest.MonkeyPatch) -> Iterator[WebPush]:
    # How long nobody is waited for is what one test is about; the others may run on a busy machine.
    monkeypatch.setattr("fieldapp.channels.web_push.IN_AN_EMERGENCY", Timeout(total=60))
    web_push = WebPush(vapid, PushServices(service.host))
    yield web_push
    web_push.named.clear()
    web_push.outside.clear()
