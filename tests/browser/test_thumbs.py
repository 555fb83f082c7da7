"""What a thumb in a glove needs: targets of 48 pixels, and nothing wider than the phone, at any size of text."""

import pytest

from tests.browser.phone import COURSE

HALF = 23.5  # pixels: a finger half of 48 above or below the middle still hits
# What is pressed and can be seen; a target may be larger than it looks. Links in running text are as high as the text.
TOO_SMALL = """(half) => [...document.querySelectorAll("a[href], button, summary, select, .choice > span, .tick")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((each) => !each.closest(".only-read, .skip") && !each.parentElement.matches("p:not(.thumb-bar__verb)"))
  .filter((each) => {
    each.scrollIntoView({ block: "center", behavior: "instant" })
    const { left, top, width, height } = each.getBoundingClientRect()
    if (height / 2 >= half) return false
    const hit = (y) => each.contains(document.elementFromPoint(left + width / 2, top + height / 2 + y))
    return width > 0 && !(hit(-half) && hit(half))
  })
  .map((each) => `${each.outerHTML.slice(0, 120)} is ${each.getBoundingClientRect().height} high`)"""
TOO_WIDE = """() => {
  const wide = document.documentElement.clientWidth
  if (document.documentElement.scrollWidth <= wide) return []
  return [...document.querySelectorAll("body *")]
    .filter((each) => each.getBoundingClientRect().right > wide + 0.5)
    .map((each) => `${each.outerHTML.slice(0, 120)} ends at ${each.getBoundingClientRect().right} of ${wide}`)
    .slice(0, 5)
}"""
# Width in pixels and size of text in per cent: an ordinary phone, a small one, and twice the text.
SIZES = [(390, 100), (360, 100), (390, 200), (360, 200)]


def faults(phone, where: str) -> list[str]:
    """What is too small to be hit, or sticks out, at every size."""
    found = [f"{where}: {fault}" for fault in phone.page.evaluate(TOO_SMALL, HALF)]
    for width, text in SIZES:
        phone.page.set_viewport_size({"width": width, "height": 844})
        phone.page.evaluate("(text) => { document.documentElement.style.fontSize = `${text}%` }", text)
        found += [f"{where}, {width} px, {text} %: {fault}" for fault in phone.page.evaluate(TOO_WIDE)]
    phone.page.set_viewport_size({"width": 390, "height": 844})
    phone.page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    return found


def test_every_step_of_a_visit_fits_the_thumb_and_the_phone(visiting):
    found = []
    for name, act in COURSE.items():
        found += faults(visiting, name)
        act(visiting)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("path", ["/my", "/my/catalogue", "/my/phone"])
def test_the_pages_of_the_phone_fit_the_thumb_and_the_phone(phone, path):
    phone.page.goto(path)
    assert not (found := faults(phone, path)), "\n".join(found)
