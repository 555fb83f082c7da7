"""What a phone must fetch, by the browser's own figures: Today from nothing, and Today once more."""

import pytest

from tests.browser.people import Somebody

FIRST, WARM = 60 * 1024, 8 * 1024  # bytes over the wire, headers included

# Weight has no language.
pytestmark = pytest.mark.parametrize("words", ["zh"], indirect=True)


class Scales:
    """Counts what the network brings."""

    def __init__(self, somebody: Somebody, figures: list[str]) -> None:
        self.figures = figures
        self.page = somebody.page
        self.session = self.page.context.new_cdp_session(self.page)
        self.names: dict[str, str] = {}
        self.bytes: dict[str, int] = {}
        self.session.on("Network.requestWillBeSent", lambda told: self._name(told["requestId"], told["request"]["url"]))
        self.session.on("Network.loadingFinished", self._weigh)
        self.session.send("Network.enable")

    def load(self, path: str) -> int:
        """The bytes that one more load of this page costs."""
        self.bytes = {}
        self.page.goto(path, wait_until="networkidle")
        heaviest = sorted(self.bytes.items(), key=lambda each: -each[1])[:3]
        together = sum(self.bytes.values())
        self.figures.append(f"{path}: {together} bytes; {', '.join(f'{name} {size}' for name, size in heaviest)}")
        return together

    def _name(self, request: str, url: str) -> None:
        self.names[request] = url.partition("/static/")[2] or url

    def _weigh(self, told: dict) -> None:
        self.bytes[self.names[told["requestId"]]] = int(told["encodedDataLength"])


def test_today_is_light_from_nothing_and_lighter_once_known(phone, figures):
    scales = Scales(phone, figures)
    assert 0 < scales.load("/my") <= FIRST
    assert 0 < scales.load("/my") <= WARM
