"""A browser of 2023: it knows no popover, neither in scripts nor in pages nor in style sheets."""

from playwright.sync_api import Page, Route

KNOWS_NO_POPOVER = """{
  for (const name of ["showPopover", "hidePopover", "togglePopover", "popover"]) delete HTMLElement.prototype[name]
  for (const one of [Document, Element, DocumentFragment]) {
    for (const name of ["querySelector", "querySelectorAll", "matches", "closest"]) {
      const ask = one.prototype[name]
      if (!ask) continue
      one.prototype[name] = function (selector) {
        return ask.call(this, selector.replace(":popover-open", ":unheard-of"))
      }
    }
  }
  const { FormData } = window
  window.FormData = class extends FormData {
    constructor(form) { super(form) }
  }
}"""


STYLES = {":popover-open": ":unheard-of", "[popover]": "[data-popover]"}
PAGES = {" popover": " data-popover"}


def become_old(page: Page) -> None:
    """From now on, and for what is loaded from now on."""
    page.add_init_script(KNOWS_NO_POPOVER)
    page.route(lambda url: url.endswith(".css"), lambda route: _without(route, STYLES))
    page.route("**/my/visits/*", lambda route: _without(route, PAGES))


def _without(route: Route, what: dict[str, str]) -> None:
    if route.request.method != "GET":
        route.continue_()
        return
    answer = route.fetch(max_redirects=0)
    words = answer.text()
    for known, unheard_of in what.items():
        words = words.replace(known, unheard_of)
    route.fulfill(response=answer, body=words)
