"""From the finger to the paint on the visit page, on a phone four times slower than this machine, online and offline.

Beside it, in the same run: a page with one bare button that changes a word and asks for a frame.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from statistics import median

from playwright.sync_api import Page

from tests.benchmarks.say import say
from tests.benchmarks.world import World
from tests.browser.faulty.road import Answer, Forward, Request, Road, Trouble
from tests.browser.phone import Phone
from tests.browser.words import Words

SLOWER = 4
VISITS = 4  # for each way; six presses on each
A_LOOK = 1000  # milliseconds between two presses: nobody presses on what they have not read
BARE = b"""<!doctype html><meta name="viewport" content="width=device-width"><body data-step="0"><button>Press</button>
<script type="module">document.querySelector("button").addEventListener("click", () => document.body.dataset.step++)
</script>"""
# Resolves with the milliseconds from the click to the end of the frame in which the button answers, and of the one in
# which another step stands on the page. Each frame is asked for before the page's own scripts ask for theirs: what they
# put off until the button has answered is not waited for.
WATCH = """() => {
  const step = () => document.querySelector("[data-step]").dataset.step
  const before = step()
  window.painted = new Promise((resolve, reject) => {
    setTimeout(reject, 15000, Error(`Nothing came after ${before}`))
    addEventListener("click", ({ timeStamp }) => {
      const changed = {}
      const seen = {}
      new MutationObserver((_changes, watch) => {
        changed.answered = true
        if (step() === before) return
        changed.painted = true
        watch.disconnect()
      }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      requestAnimationFrame(function frame() {
        const drawn = Object.keys(changed)
        const end = new MessageChannel()
        end.port1.onmessage = () => {
          for (const name of drawn) seen[name] ??= performance.now() - timeStamp
          if (seen.painted) resolve(seen)
        }
        end.port2.postMessage(0)
        if (!changed.painted) requestAnimationFrame(frame)
      })
    }, { capture: true, once: true })
  })
}"""
PRESSES: dict[str, Callable[[Phone], None]] = {
    "arrive": lambda phone: phone.press("arrive"),
    "covers": lambda phone: phone.press("step", "covers"),
    "bell": lambda phone: phone.press("ring"),
    "greet": lambda phone: phone.press("step", "greet"),
    "enter": lambda phone: phone.tap(phone.button("Come in")),
    "look": lambda phone: phone.press("step", "look"),
}


@dataclass
class Taps:
    """Milliseconds of many presses."""

    answered: list[float] = field(default_factory=list)
    painted: list[float] = field(default_factory=list)

    def watch(self, page: Page, press: Callable[[], None]) -> None:
        """One press more."""
        page.evaluate(WATCH)
        press()
        seen = page.evaluate("window.painted")
        self.answered.append(seen["answered"])
        self.painted.append(seen["painted"])


def measure(world: World) -> None:
    """Print it."""
    visits = [world.visit() for _ in range(2 * VISITS)]
    bare, online, offline = Taps(), Taps(), Taps()
    with world.tab(slower=SLOWER) as page:
        for _ in range(24):
            page.goto("/bare", wait_until="load")
            page.wait_for_timeout(A_LOOK)
            bare.watch(page, lambda: page.locator("button").tap())
        page.goto("/my")
        press_through(page, visits[:VISITS], world.road, online, closed=False)
        press_through(page, visits[VISITS:], world.road, offline, closed=True)
    world.road.open()
    report(bare, online, offline)


def bare_page(request: Request) -> Trouble | None:
    """One page more than the server has."""

    def trouble(_request: Request, _forward: Forward) -> Answer:
        return Answer(200, BARE, [("Content-Type", "text/html")])

    return trouble if request.path == "/bare" else None


def press_through(page: Page, visits: list[str], road: Road, taps: Taps, *, closed: bool) -> None:
    """Each press from the street to the price."""
    phone = Phone.__new__(Phone)
    phone.words, phone.taps = Words("zh"), 0
    for visit in visits:
        road.open()
        phone.page = page
        page.goto(f"/my/visits/{visit}", wait_until="networkidle")
        if closed:
            road.close()
        for step, press in PRESSES.items():
            page.wait_for_timeout(A_LOOK)
            taps.watch(page, lambda press=press: press(phone))
            if step == "bell":
                phone.finds_the_door_open()


def report(bare: Taps, online: Taps, offline: Taps) -> None:
    many = len(online.painted)
    say(f"\nFrom the finger to the paint, {SLOWER} times slower than this machine; medians of {many} presses.\n")
    say("{:<34}{:>8}{:>10}{:>15}{:>7}{:>18}{:>7}".format(*HEADS))
    told("one bare button and a frame", bare.painted, bare.painted, bare.painted)
    for name in ("answered", "painted"):
        known = {"online": getattr(online, name), "offline": getattr(offline, name)}
        for where, found in known.items():
            told(f"{MEANS[name]}, {where}", found, bare.painted, known["online"] if where == "offline" else found)


def told(name: str, found: list[float], bare: list[float], online: list[float]) -> None:
    row = f"{name:<34}{median(found):>8.1f}{sorted(found)[int(0.9 * len(found))]:>10.1f}"
    if found is not bare:
        row += f"{median(found) / median(bare):>15.2f}{'≤ 1.5':>7}"
    if found is not online:
        row += f"{median(found) / median(online):>18.2f}{'≤ 1.1':>7}"
    say(row)


MEANS = {"answered": "the button answers", "painted": "the next step stands there"}
HEADS = ("visit page", "ms", "9 of 10", "to the button", "goal", "offline / online", "goal")
