"""The README's pictures, taken from the running product: `make pictures`."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import office_pictures, paper_pictures
from tests.browser.browsers import PHONE, QUIET, WHOLE
from tests.browser.screens import AT_REST
from tests.browser.server import PASSWORD, running

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
TABLET: dict[str, Any] = {"viewport": {"width": 1180, "height": 820}, "device_scale_factor": 1.5}
COLOURS = 128  # enough for screens without photographs, at a third of the size


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as data, running(Path(data)) as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=WHOLE, args=QUIET)

        def signed_in(login: str, **device: Any) -> Page:
            return sign_in(chromium, address, login, **device)

        the_office(signed_in)
        a_call_back(signed_in)
        the_catalogue(signed_in)
        the_visit(signed_in)
        paper_pictures.take_all(Path(data), address, keep)
        office_pictures.take_all(playwright, chromium, address, take_as)
        chromium.close()


def the_office(signed_in: Callable[..., Page]) -> None:
    """The board with a job in hand, a new order, and the order of an emergency that is over."""
    board = signed_in("repair", **TABLET)
    board.locator("a[data-order]").nth(1).click()
    board.wait_for_url("**order=*")
    take(board, "board")
    take(signed_in("repair", **TABLET, color_scheme="dark"), "board-dark")

    desk = signed_in("desk", **TABLET)
    desk.goto("/desk/orders/new")
    desk.locator("#room").press_sequentially("3-503")
    desk.get_by_role("option").first.click()
    desk.locator("[name=forget_owner]").wait_for()
    desk.wait_for_load_state("networkidle")
    desk.locator("#what").press_sequentially("jf")
    desk.get_by_role("option").filter(has_text="WTR-008").wait_for()
    take(desk, "new-order")
    desk.goto("/desk/orders?q=3-901")
    desk.locator("[data-order] a, a[data-order]").first.click()
    take(desk, "order")


def a_call_back(signed_in: Callable[..., Page]) -> None:
    """The call sheet as it is asked, and what was recorded beside what the owner says."""
    desk = signed_in("desk", **TABLET)
    desk.goto("/desk/call-backs")
    for question, heard in {"covers": "no", "price": "yes", "named": "unsure", "clean": "yes"}.items():
        desk.locator(f"[name={question}][value={heard}]").check()
    take(desk, "call-back")
    desk.locator("[name=satisfied][value=no]").check()
    desk.locator("[name=remark]").fill("把手还是松的")
    desk.locator("button.button--primary[form=call-sheet]").click()
    desk.wait_for_url("**/desk/call-backs/*")
    take(desk, "call-back-compared")


def the_catalogue(signed_in: Callable[..., Page]) -> None:
    """The next version under review, a supervisor's four points, and the prices as owners read them."""
    general = signed_in("general", **TABLET)
    general.goto("/office/catalogue")
    prices = general.locator(".price-page a").get_attribute("href") or ""
    general.locator("[data-version]").first.click()
    general.locator(".changes").wait_for()
    take(general, "catalogue")
    butler = signed_in("butler", **PHONE)
    butler.goto("/board/catalogue")
    for point in ("resources", "capability"):
        butler.locator(f"[name={point}][value=yes]").check()
    take(butler, "catalogue-review")
    owner = signed_in("tech2", **PHONE)
    owner.goto(prices)
    take(owner, "prices")


def the_visit(signed_in: Callable[..., Page]) -> None:
    """Today, and the screens of one visit as they come."""
    take(signed_in("tech1", **PHONE, color_scheme="dark"), "today-dark")
    phone = signed_in("tech1", **PHONE)
    take(phone, "today")
    phone.locator("a[href^='/my/visits/']").first.click()
    for verb in ("[data-verb=arrive]", "[data-key=covers]", "[data-verb=ring]"):
        press(phone, verb)
    phone.get_by_role("timer").wait_for()
    phone.wait_for_timeout(7_000)  # the ring as it looks after seven seconds
    take(phone, "visit")
    press(phone, "[href$='door=opened']")
    phone.locator("[data-key=greet]").first.wait_for()
    take(phone, "greeting")
    press(phone, "[data-key=greet]")
    phone.locator("[data-verb=enter]").first.wait_for()
    take(phone, "owner-card")
    press(phone, "[data-verb=enter] >> nth=-1")
    phone.locator("[data-key=look]").first.wait_for()
    take(phone, "look")
    press(phone, "[data-key=look]")
    phone.locator("[data-verb=price]").first.wait_for()
    take(phone, "price")
    press(phone, "[data-verb=price] >> nth=-1")
    for verb in ("[data-key=work]", "[data-verb=test]"):
        press(phone, verb)
    write(phone)
    take(phone, "signature")
    press(phone, "[data-verb=sign]")
    phone.locator("[data-verb=complete]").first.wait_for(timeout=15_000)
    take(phone, "done")


def sign_in(chromium: Browser, address: str, login: str, **device: Any) -> Page:
    page = chromium.new_context(base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", **device).new_page()
    page.goto("/sign-in")
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")
    page.wait_for_url(lambda url: "/sign-in" not in url)
    return page


def press(page: Page, control: str) -> None:
    """Press the control of the step, not its twin in a sheet that is closed."""
    css, _, which = control.partition(" >> ")
    found = page.locator(f"{css}:visible")
    (found.last if which else found.first).click()


def write(page: Page) -> None:
    """王, as a finger writes it."""
    pad = page.locator("signature-pad canvas").bounding_box()
    assert pad is not None
    for stroke in (((90, 90), (230, 84)), ((100, 150), (220, 144)), ((70, 215), (250, 206)), ((158, 88), (154, 212))):
        (x, y), (to_x, to_y) = stroke
        page.mouse.move(pad["x"] + x, pad["y"] + y)
        page.mouse.down()
        page.mouse.move(pad["x"] + to_x, pad["y"] + to_y, steps=12)
        page.mouse.up()


def take(page: Page, name: str) -> None:
    """One of the README's pictures."""
    take_as(page, FOLDER / f"{name}.png")


def take_as(page: Page, file: Path) -> None:
    """One picture, small enough to live in the repository."""
    page.wait_for_load_state("networkidle")
    page.evaluate(AT_REST)
    page.screenshot(path=file)
    make_small(file)


def keep(png: bytes, name: str) -> None:
    """A picture that no browser took."""
    file = FOLDER / f"{name}.png"
    file.write_bytes(png)
    make_small(file)


def make_small(file: Path) -> None:
    """As a picture without photographs can be."""
    Image.open(file).convert("RGB").quantize(COLOURS).save(file, optimize=True)


if __name__ == "__main__":
    main()
