"""A technician with a phone: the day, and the visit step by step, each step by the one verb that it has."""

import re
from typing import Self

from playwright.sync_api import CDPSession, Locator, expect

from tests.browser.people import Somebody


class Phone(Somebody):
    """A technician, with a thumb."""

    order = ""  # which the open visit is for

    def opens(self, flat: str) -> Self:
        """The visit at this flat, from Today."""
        self.page.goto("/my")
        self.look_at("Today")
        self.page.get_by_role("link").filter(has_text=re.compile(rf"{self.words.door(flat)}\b")).first.tap()
        expect(self.visit).to_be_visible()
        self.page.wait_for_load_state()  # a press before the scripts are there is an ordinary form
        return self

    @property
    def visit(self) -> Locator:
        """The visit's page."""
        return self.page.locator("[data-visit]")

    def control(self, verb: str, key: str = "") -> Locator:
        """What makes this command; sheets that are closed have some of it, too."""
        which = f"[data-verb='{verb}'][data-key='{key}']" if key else f"[data-verb='{verb}']"
        return self.page.locator(which).locator("visible=true").first

    def press(self, verb: str, key: str = "") -> None:
        """One tap on what makes this command."""
        self.tap(self.control(verb, key))

    def goes_as_far_as(self, step: str) -> Self:
        """The default path up to this step, which then stands on the screen. Every screen is looked at."""
        for name, act in COURSE.items():
            self.look_at(f"visit: {name}")
            if name == step:
                break
            act(self)
        return self

    def goes_quietly_as_far_as(self, step: str) -> Self:
        """The default path up to this step, past screens that another test looks at."""
        for name, act in COURSE.items():
            if name == step:
                break
            act(self)
        return self

    def arrives(self) -> None:
        self.press("arrive")
        expect(self.control("step", "covers")).to_be_visible()

    def puts_covers_on(self) -> None:
        self.press("step", "covers")
        expect(self.control("ring")).to_be_visible()

    def rings(self) -> None:
        self.press("ring")
        expect(self.page.get_by_role("timer")).to_be_visible()

    def rings_again(self) -> None:
        """When five seconds are over; then five more, until one may give up."""
        again = self.control("ring")
        expect(again).not_to_have_attribute("aria-disabled", "true")
        self.tap(again)
        expect(self.page.locator("[data-step=bell2]")).to_be_visible()
        expect(self.nobody_answers).not_to_have_attribute("aria-disabled", "true")

    @property
    def nobody_answers(self) -> Locator:
        """What is pressed when nobody comes to the door."""
        return self.page.get_by_role("link", name=self.words("Nobody answers"), exact=True)

    def finds_the_door_open(self) -> None:
        self.tap(self.page.get_by_role("link", name=self.words("The door opened"), exact=True))
        expect(self.control("step", "greet")).to_be_visible()

    def greets(self) -> None:
        self.press("step", "greet")
        expect(self.control("enter")).to_be_visible()

    def is_let_in(self) -> None:
        self.turns_to_the_owner()
        self.tap(self.button("Come in"))
        expect(self.control("step", "look")).to_be_visible()

    def turns_to_the_owner(self) -> None:
        self.look_at("visit: card, in the owner's language")
        self.is_read_by_the_owner()

    def is_read_by_the_owner(self) -> None:
        """Who reads another language than the test changes it with a finger of their own; it is kept for the visit."""
        if self.visit.get_attribute("lang") != self.words.tag:
            self.page.get_by_role("link", name=self.words.own_name, exact=True).tap()
            expect(self.visit).to_have_attribute("lang", self.words.tag)

    def confirms_what_is_to_be_done(self) -> None:
        self.press("step", "look")
        expect(self.control("price")).to_be_visible()

    def hears_yes(self) -> None:
        self.tap(self.button("Agree"))
        expect(self.control("step", "work")).to_be_visible()

    def does_the_work(self) -> None:
        self.press("step", "work")
        expect(self.control("test")).to_be_visible()

    def tries_it(self) -> None:
        self.press("test")
        expect(self.control("sign")).to_be_visible()

    def has_it_signed(self) -> None:
        self.draws()
        # After strokes by touch Chromium may take the next touch for the end of a fling; a click is a tap all the same.
        self.taps += 1
        self.control("sign").click()
        expect(self.control("complete")).to_be_visible()

    def leaves(self) -> None:
        self.press("complete")
        expect(self.page.get_by_role("link", name=self.words("Back to today"))).to_be_visible()
        self.has_sent()

    def has_sent(self) -> None:
        """The server has all that was pressed. Without a script a press goes out by itself."""
        if self.page not in self.browsers.without_script:
            self.page.evaluate(UNTIL_SENT)

    @property
    def pad(self) -> Locator:
        """Where the owner signs, by its name in the language of the test."""
        return self.page.get_by_role("img", name=self.words("Signature"), exact=True)

    def draws(self) -> None:
        """Two strokes with a finger."""
        box = self.pad.bounding_box()
        assert box is not None
        finger = self.page.context.new_cdp_session(self.page)
        for height in (0.3, 0.5):
            self._stroke(finger, [(box["x"] + box["width"] * at, box["y"] + box["height"] * height) for at in ALONG])
        expect(self.control("sign")).to_have_attribute("aria-disabled", "false")

    def _stroke(self, finger: CDPSession, points: list[tuple[float, float]]) -> None:
        # At its end the finger rests: after a fling Chromium takes the next tap as "stop moving".
        for nth, (x, y) in enumerate([*points, *2 * points[-1:], *points[-2:]]):
            kind = "touchMove" if nth else "touchStart"
            finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [{"x": x, "y": y}]})
        finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


UNTIL_SENT = """async () => {
  const page = document.querySelector('script[src$="outbox/page.js"]').src
  const { waiting } = await import(page.replace("page.js", "outbox.js"))
  for (let nth = 0; (await waiting()).count; nth++) {
    if (nth > 1200) throw new Error("what was pressed does not go out")
    await new Promise((later) => setTimeout(later, 100))
  }
}"""
ALONG = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7]  # of the pad's width
COURSE = {
    "arrive": Phone.arrives,
    "covers": Phone.puts_covers_on,
    "bell": Phone.rings,
    "ringing": Phone.finds_the_door_open,
    "greet": Phone.greets,
    "card": Phone.is_let_in,
    "look": Phone.confirms_what_is_to_be_done,
    "price": Phone.hears_yes,
    "work": Phone.does_the_work,
    "test": Phone.tries_it,
    "sign": Phone.has_it_signed,
    "leave": Phone.leaves,
    "over": lambda phone: None,
}
