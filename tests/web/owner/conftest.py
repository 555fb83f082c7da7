"""Somebody at a door, a phone held out, and a link that the owner took along."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from tests.builders import NOW
from tests.doorstep import Doorstep


@pytest.fixture
def doorstep(
    app: Flask, save: Callable[..., Any], signed_in: Callable[[str], FlaskClient], tmp_path: Path
) -> Iterator[Doorstep]:
    """Li at a door at 10:41, photos kept in a folder of the test."""
    app.config["BLOBS"] = str(tmp_path / "blobs")
    with time_machine.travel(NOW, tick=False):
        yield Doorstep(app, save, signed_in)
