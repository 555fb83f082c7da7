"""Several hands at the same moment."""

from threading import Barrier, Thread
from typing import Any

from flask.testing import FlaskClient


def at_once(*presses: tuple[FlaskClient, str, dict[str, Any]]) -> list[int]:
    """Each press is a browser, an address and a form; all start together. The status codes, sorted."""
    line, codes = Barrier(len(presses)), []

    def press(browser: FlaskClient, address: str, form: dict[str, Any]) -> None:
        line.wait()
        codes.append(browser.post(address, data=form).status_code)

    thumbs = [Thread(target=press, args=each) for each in presses]
    for thumb in thumbs:
        thumb.start()
    for thumb in thumbs:
        thumb.join()
    return sorted(codes)
