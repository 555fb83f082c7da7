"""What happens before a test begins, by plain forms and without a browser: signed in, written, given to somebody."""

import re
from typing import Any

from playwright.sync_api import APIRequest, APIRequestContext, APIResponse

from tests.browser.server import PASSWORD

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

    def has_an_order(self, flat: str, code: str = "WTR-008", *, login: str = "tech2") -> str:
        """An order for this flat and one item, given to this technician; its id."""
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
        board = self._of("repair").get(f"/board?order={order}").text()
        self._post(
            "repair",
            f"/board/orders/{order}/assignments",
            version=_hidden(board, "version"),
            technician=login,
            anyway="yes",
        )
        return order

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


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, f"The page has no {name}"
    return found[1]
