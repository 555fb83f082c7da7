"""The scene of the API's tests, at 10:41."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask

from tests.builders import NOW
from tests.owners_app import OwnersApp


@pytest.fixture
def _now() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def ours(_now: None, app: Flask, save: Callable[..., Any]) -> OwnersApp:
    return OwnersApp(app, save)
