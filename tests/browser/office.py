"""What happens before a test begins, by plain forms and without a browser: signed in, written, given to somebody."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import APIRequest, APIRequestContext, APIResponse
from uuid6 import uuid7

from tests.browser.server import PASSWORD
from tests.pages import form_of

# The default path: what stands there, the form that is sent, and what else the owner or the technician says.
COURSE: dict[str, tuple[str, dict[str, str], dict[str, str]]] = {
    "arrive": ("arrive", {}, {}),
    "covers": ("step", {"key": "covers"}, {}),
    "bell": ("ring", {}, {}),
    "ringing": ("step", {"key": "greet"}, {}),
    "card": ("enter", {}, {"answer": "come_in"}),
    "look": ("step", {"key": "look"}, {}),
    "price": ("price", {}, {"answer": "agreed"}),
    "work": ("step", {"key": "work"}, {}),
    "test": ("test", {}, {}),
    "sign": ("sign", {}, {}),
}
LANGUAGES = {"zh": "zh_Hans_CN", "en": "en"}


class Office:
    """The branch, as it works while nobody looks."""

    def __init__(self, request: APIRequest, address: str) -> None:
        self.request, self.address = request, address
        self.people: dict[str, APIRequestContext] = {}
        self.speak: dict[str, str] = {}

    def store_of(self, login: str, language: str) -> Any:
        """What the browser of this person keeps once they are signed in and speak the language."""
        if self.speak.get(login) != language:
            self.speak[login] = language
            self._post(login, "/language", language=LANGUAGES[language])
        return self._of(login).storage_state()

    def forgets(self, login: str) -> None:
        """This person has signed out: whoever needs them next signs in anew."""
        self.people.pop(login).dispose()
        self.speak.pop(login, None)

    def has_an_order(self, flat: str, code: str = "WTR-008", *, login: str = "tech2") -> str:
        """An order for this flat and one item, given to this technician; its id."""
        order = self.takes_down(flat, code)
        self.gives(order, login)
        return order

    def takes_down(self, flat: str, code: str = "WTR-008") -> str:
        """An order for this flat and one item, for any time; nobody has it yet. Its id."""
        page = self._of("desk").get(f"/desk/orders/new?room={flat}").text()
        items = self._of("desk").get(f"/desk/items?what={code}").text()
        order = _hidden(page, "id")
        self._post(
            "desk",
            "/desk/orders/new",
            id=order,
            owner=_hidden(page, "owner"),
            **{"item-0": _hidden(items, "add"), "quantity-0": "1"},
            window="any",
            entry="present",
            channel="phone",
            route="assign",
        )
        return order

    def gives(self, order: str, login: str, *, ahead: timedelta = timedelta(), **more: str) -> None:
        """The supervisor gives the order to this technician for now or so long from now, whatever speaks against it.

        Without a time it would be the first one that is free, and late in the evening that is tomorrow.
        """
        board = self._of("repair").get(f"/board?order={order}").text()
        self._post(
            "repair",
            f"/board/orders/{order}/assignments",
            version=_hidden(board, "version"),
            technician=login,
            begins=(datetime.now(UTC) + ahead).isoformat(),
            anyway="yes",
            **more,
        )

    def stays_late(self, login: str) -> None:
        """This technician is on duty for hours from now, whatever o'clock it is: their first free time is today."""
        for duty in ("off", "on"):
            self._post(login, "/my/phone/duty", duty=duty)

    def visit_at(self, flat: str, login: str) -> str:
        """The visit that this technician has at this flat; its id."""
        building, door = flat.split("-")
        page = self._of(login).get("/my").text()
        found = re.search(rf'/my/visits/([0-9a-f-]{{36}})"(?:(?!/my/visits/).)*?{building}(?:栋|-){door}\b', page, re.S)
        assert found, f"{login} has no visit at {flat}"
        return found[1]

    def has_come_to(self, step: str, visit: str, login: str) -> None:
        """The default path up to this step, by the forms of a phone without scripts."""
        for name in list(COURSE)[: list(COURSE).index(step)]:
            verb, chosen, said = COURSE[name]
            page = self._of(login).get(f"/my/visits/{visit}{'?door=opened' if name == 'ringing' else ''}").text()
            self._post(login, f"/my/visits/{visit}/commands", **form_of(page, verb, **chosen) | said)

    def hears(self, login: str, device: str, *commands: dict[str, Any], next_seq: int) -> list[str]:
        """This technician's phone sends what it kept, and says what number comes next; the verdicts."""
        told = {"min_seq": next_seq, "count": 0, "tray": 0}
        call = {"device": device, "sent_at": _now(), "pending": told, "commands": list(commands)}
        answer = self._of(login).post("/my/sync", data=call, headers={"X-Sync-Protocol": "1"})
        assert answer.ok, answer.text()
        return [receipt["verdict"] for receipt in answer.json()["receipts"]]

    def pressed(self, login: str, visit: str, verb: str, *, seq: int = 1) -> dict[str, Any]:
        """One press as a phone keeps it."""
        by = re.search(r'data-by="([^"]+)"', self._of(login).get("/my").text())
        assert by
        press = {"id": str(uuid7()), "seq": seq, "v": 1, "visit": visit, "verb": verb}
        return press | {"at": _now(), "base": 1, "by": by[1], "data": {}}

    def locks_the_phone_of(self, login: str, *, found: bool = False) -> None:
        """The administrator locks it, the one heard of last; or it was found."""
        person = self._page_of(login)
        phone = re.search(r'data-device="([^"]+)"', self._of("admin").get(person).text())
        assert phone
        self._post("admin", f"{person}/phones/{phone[1]}/lock", **({"found": "yes"} if found else {}))

    def puts_on_the_badge_of(self, login: str, jpeg: bytes) -> None:
        """The administrator puts a photo there."""
        self._puts(f"{self._page_of(login)}/portrait", jpeg)

    def shows_the_stopcock_of(self, flat: str, jpeg: bytes) -> None:
        """The administrator keeps a photo of it."""
        building, door = flat.split("-")
        listed = self._of("admin").get(f"/admin/rooms?q={flat}").text()
        room = re.search(
            rf"(/admin/rooms/[0-9a-f-]{{36}})(?:(?!/admin/rooms/).)*?{building}(?:栋|-){door}\b", listed, re.S
        )
        assert room, f"No room {flat}"
        self._puts(f"{room[1]}/valve", jpeg)

    def gives_to_another(self, order: str, login: str) -> None:
        """The supervisor sends this technician instead."""
        board = self._of("repair").get(f"/board?order={order}").text()
        version = _hidden(board, "version")
        told = {"technician": login, "anyway": "yes", "words": "Somebody else is nearer"}
        self._post("repair", f"/board/orders/{order}/assignments", version=version, **told)

    def cancels(self, order: str) -> None:
        """The owner does not need it any more."""
        page = self._of("desk").get(f"/desk/orders/{order}").text()
        self._post("desk", f"/desk/orders/{order}/cancellation", version=_hidden(page, "version"), why="Not needed")

    def _puts(self, path: str, jpeg: bytes) -> None:
        sent = {"name": "picture.jpg", "mimeType": "image/jpeg", "buffer": jpeg}
        answer = self._of("admin").post(path, multipart={"picture": sent})
        assert answer.ok, answer.text()

    def _page_of(self, login: str) -> str:
        listed = self._of("admin").get(f"/admin/people?q={login}").text()
        person = re.search(rf'data-person="{login}".*?(/admin/people/[0-9a-f-]{{36}})', listed, re.S)
        assert person
        return person[1]

    def _of(self, login: str) -> APIRequestContext:
        if login not in self.people:
            headers = {"Origin": self.address}
            self.people[login] = self.request.new_context(base_url=self.address, extra_http_headers=headers)
            self._post(login, "/sign-in", login=login, password=PASSWORD)
        return self.people[login]

    def _post(self, login: str, path: str, /, **form: str) -> APIResponse:
        answer = self._of(login).post(path, form=form)
        assert answer.ok, f"{path} {form}: {answer.status} {answer.text()}"
        return answer


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, f"The page has no {name}"
    return found[1]
