"""A technician who goes on pressing whatever happens: step by step, in bursts, in several tabs."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from playwright.sync_api import Error, Locator, Page

from tests.browser.browsers import PATIENCE
from tests.browser.faulty.handset import Handset
from tests.browser.faulty.road import Road
from tests.browser.phone import Phone
from tests.browser.server import PASSWORD
from tests.browser.words import Words

A_BURST = 10
DAY_WITHIN = 300  # seconds, on a machine that is busy with other tests
# Another tab or the server may take away what a finger is on its way to; nobody waits a minute for it to come back.
A_TRY, TRIES = 5_000, 12  # milliseconds; on a busy machine what is there still is pressed
DIGITS = "0123456789"
ONE_MORE = "[data-by='1'][data-verb=line]"
NUMBER = "() => document.querySelector('[name=quantity][data-verb=line]')?.value"
# Ten taps in a second, on whichever button of these stands there when the finger comes down.
TAP_QUICKLY = """async ([css, times]) => {
  for (let nth = 0; nth < times; nth++) {
    const buttons = [...document.querySelectorAll(css)].filter((each) => each.checkVisibility())
    buttons.at(0)?.click()
    await new Promise((over) => setTimeout(over, 1000 / times))
  }
}"""
OUTBOX = """async () => {
  const script = document.querySelector('script[src*="/js/"]').src
  return (await import(script.replace(/\\/js\\/.*/, "/js/outbox/outbox.js")))
}"""
WRITE_QUICKLY = f"""async ([visit, times]) => {{
  const outbox = await ({OUTBOX})()
  for (let nth = 0; nth < times; nth++) {{
    outbox.keep([{{ visit, verb: "note", data: {{ words: `Seen at ${{crypto.randomUUID()}}` }} }}])
    await new Promise((over) => setTimeout(over, 1000 / times))
  }}
}}"""
WAITING = f"async () => (await ({OUTBOX})()).waiting()"
IN_CACHE = "path => caches.match(path).then((found) => Boolean(found))"


class Nobody:
    """Looks at no screen: another test does."""

    def look_at(self, _page: Page, _name: str) -> None:
        pass


class Technician(Phone):
    """Somebody with this handset, whose pages come and go."""

    def __init__(self, handset: Handset, login: str) -> None:
        self.handset, self.login = handset, login
        self.browsers, self.words = Nobody(), Words("zh")
        self.taps = 0  # presses that make commands

    @property
    def page(self) -> Page:
        """The tab in front."""
        return self.handset.page

    @property
    def road(self) -> Road:
        """Between this phone and the server."""
        return self.handset.road

    def signs_in(self) -> None:
        """At the sign-in page, which sends on whoever is signed in already."""
        self.page.goto("/sign-in")
        if "/sign-in" not in self.page.url:
            return
        self.page.locator("[name=login]").fill(self.login)
        self.page.locator("[name=password]").fill(PASSWORD)
        self.page.locator("[name=password]").press("Enter")
        self.page.wait_for_url("**/my")

    def has_the_day(self, visits: list[str]) -> None:
        """Until every visit is on the phone."""
        for visit in visits:
            until = time.monotonic() + DAY_WITHIN
            while not self.page.evaluate(IN_CACHE, f"/my/visits/{visit}"):
                assert time.monotonic() < until, f"The day did not come onto the phone {self.handset.faults}"
                self.page.wait_for_timeout(100)

    def looks_at(self, visit: str) -> bool:
        """Go to this visit; whether its page came (a refused connection or a portal is nobody's visit)."""
        try:
            self.page.goto(f"/my/visits/{visit}")
        except Error:
            return False
        return self.is_at(visit)

    def reloads(self) -> None:
        """Whatever comes."""
        with suppress(Error):
            self.page.reload()

    def is_at(self, visit: str) -> bool:
        """Whether the page in front is this visit's."""
        return self.page.locator(f"[data-visit='{visit}']").count() > 0

    @property
    def person(self) -> str:
        """Whose page it is, by id."""
        return self.page.locator("body").get_attribute("data-by") or ""

    @property
    def step(self) -> str:
        """Which step stands on the page, with the tries at the bell: `bell1`; "" where no visit is shown."""
        found = self.page.locator("[data-step]")
        return found.first.get_attribute("data-step") or "" if found.count() else ""

    def presses_on(self, step: str) -> bool:
        """What is next at this step. It must be kept, and another step must come; False: another tab was quicker."""
        before = len(self.handset.kept)
        rung = step.startswith("bell") and step != "bell0"  # as it was read: another tab may ring meanwhile
        if not self._has_pressed(PRESSES["door" if rung else step.rstrip(DIGITS)], step):
            return False
        if rung:
            return self.until(lambda: self.step != step)
        self.taps += 1
        # It is told as kept before the page goes on. Where the page goes on without that, the step was over already:
        # what another tab had pressed reached this page under the finger. Whether it was, is counted at the end.
        told = self.until(lambda: len(self.handset.kept) > before or self.step != step)
        assert told, f"{step}: nothing was saved: {self.shown()}"
        assert self.until(lambda: self.step != step), f"{step}: saved, but the page stays: {self.shown()}"
        return len(self.handset.kept) > before

    def _has_pressed(self, press: Callable[["Technician"], None], step: str) -> bool:
        """Pressed, as long as this step stands there; False: another tab or the server was quicker."""
        for _ in range(TRIES):
            with self._in_a_hurry(), suppress(Error, AssertionError):
                press(self)
                return True
            if self.step != step:
                return False
        raise AssertionError(f"{step} cannot be pressed: {self.shown()}")

    @contextmanager
    def _in_a_hurry(self) -> Iterator[None]:
        self.page.set_default_timeout(A_TRY)
        yield
        self.page.set_default_timeout(PATIENCE)

    def shown(self) -> str:
        """All that stands on the page: for whoever has to find out why."""
        return self.page.locator("body").inner_text()

    def goes_on(self, visit: str, step: str) -> None:
        """Pressing what is next, until this step stands there."""
        assert self.is_at(visit) or self.looks_at(visit), f"The visit is not there: {self.page.url}"
        while self.step.rstrip(DIGITS) != step:
            self.presses_on(self.step)

    def bursts(self, visit: str) -> None:
        """Ten taps within a second: on "one more" where there is one, else ten notes."""
        if self.page.locator(ONE_MORE).locator("visible=true").count():
            self.adds_ten()
        else:
            self.bursts_of_notes(visit, A_BURST)

    def adds_ten(self) -> None:
        """Ten times one more; the phone keeps the number when the finger rests."""
        step, wanted = self.step, int(self.page.evaluate(NUMBER)) + A_BURST
        self._saves(1, lambda: self.page.evaluate(TAP_QUICKLY, [ONE_MORE, A_BURST]))
        # Another tab, or the server, may end the step under the finger: what was kept is counted at the end.
        shown = self.until(lambda: self.page.evaluate(NUMBER) == str(wanted) or self.step != step)
        assert shown, f"{self.page.evaluate(NUMBER)} instead of {wanted}: {self.shown()}"

    def bursts_of_notes(self, visit: str, count: int) -> None:
        """So many notes within a second, no two alike."""
        self._saves(count, lambda: self.page.evaluate(WRITE_QUICKLY, [visit, count]))

    def _saves(self, count: int, press: Callable[[], None]) -> None:
        before = len(self.handset.kept)
        press()
        self.taps += count
        saved = self.until(lambda: len(self.handset.kept) >= before + count)
        assert saved, f"Of a burst not every tap was saved: {self.shown()}"

    def flushes(self) -> None:
        """By the button; until the answer is there."""
        self.page.evaluate(f"async () => (await ({OUTBOX})()).flush({{ now: true }})")

    def sends_all(self, visit: str, *, looks: bool = True, within: float = 120) -> None:
        """Until nothing waits any more."""
        until = time.monotonic() + within
        while not self.has_sent_all(visit, looks=looks):
            assert time.monotonic() < until, f"Still waiting after {within} s: {self.waiting()}"
            self.page.wait_for_timeout(200)

    def until(self, true: Callable[[], bool], seconds: float = 45) -> bool:
        """Whether it comes true in this time."""
        until = time.monotonic() + seconds
        while not true():
            if time.monotonic() > until:
                return False
            self.page.wait_for_timeout(20)
        return True

    def waiting(self) -> dict:
        """What the phone still keeps, as it tells it itself."""
        return self.page.evaluate(WAITING)

    def has_sent_all(self, visit: str, *, looks: bool = True) -> bool:
        """Whether nothing waits any more; signs in where the server asks for it."""
        if self.is_asked_to_sign_in():
            self.signs_in()
        if looks and not self.is_at(visit) and not self.looks_at(visit):
            return False
        waiting = self.waiting()
        if looks and waiting["count"] and not self.page.locator("waiting-pill").count():
            self.looks_at_today()  # a page that is turned to the owner does not say why it waits
        return not waiting["count"] and not waiting["tray"]

    def is_asked_to_sign_in(self) -> bool:
        """Whether this page says so."""
        return "/sign-in" in self.page.url or self.page.locator("[data-sign-in]").count() > 0

    def looks_at_today(self) -> None:
        """Where the phone says what waits, and why."""
        with suppress(Error):
            self.page.goto("/my")
            self.flushes()
            self.until(lambda: self.is_asked_to_sign_in() or not self.waiting()["count"], seconds=2)

    def has_sent(self) -> None:
        """Nobody waits for it here: when it arrives is what these tests are about."""

    def hears_the_door(self) -> None:
        """They come and open."""
        self.tap(self.page.get_by_role("link", name=self.words("The door opened"), exact=True))

    def takes_a_photo(self, moment: str, jpeg: bytes) -> None:
        """With the owner's consent."""
        consent = self.page.locator("[name=consent][type=checkbox]")
        if consent.count():
            consent.check()
        file = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": jpeg}
        with self.page.expect_file_chooser() as chosen:
            self.page.locator(f"label:has(input[type=file][name={moment}])").tap()
        self._saves(1, lambda: chosen.value.set_files(file))

    def answer(self, verb: str, value: str) -> Locator:
        """What the owner presses, in whichever language it stands there."""
        return self.page.locator(f"[data-verb={verb}][value={value}]").locator("visible=true").first

    @property
    def pad(self) -> Locator:
        """Where the owner signs, in whichever language."""
        return self.page.locator("signature-pad").locator("visible=true").first

    def signs(self) -> None:
        """Two strokes, and the three seconds in which it could be taken back."""
        self.draws()
        self.control("sign").click()


PRESSES: dict[str, Callable[[Technician], None]] = {
    "arrive": lambda one: one.press("arrive"),
    "covers": lambda one: one.press("step", "covers"),
    "bell": lambda one: one.press("ring"),
    "door": lambda one: one.hears_the_door(),
    "greet": lambda one: one.press("step", "greet"),
    "enter": lambda one: one.tap(one.answer("enter", "come_in")),
    "look": lambda one: one.press("step", "look"),
    "price": lambda one: one.tap(one.answer("price", "agreed")),
    "work": lambda one: one.press("step", "work"),
    "test": lambda one: one.press("test"),
    "sign": lambda one: one.signs(),
    "leave": lambda one: one.press("complete"),
}
