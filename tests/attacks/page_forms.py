"""The forms of a page with all that they could send: what is hidden, chosen, ticked, and every choice there is."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Offered:
    """One form: where it goes, and for each field the values that it offers (of a text: what stands in it)."""

    action: str
    method: str
    fields: dict[str, list[str]] = field(default_factory=dict)

    def usual(self) -> dict[str, str]:
        """What it would send with the first choice everywhere."""
        return {name: next((value for value in values if value), "x") for name, values in self.fields.items()}


def offered(page: str, at: str) -> list[Offered]:
    """All forms of the page at this address that change anything."""
    reader = _Reader(at)
    reader.feed(page)
    return [form for form in reader.forms if form.method == "post"]


class _Reader(HTMLParser):
    def __init__(self, at: str) -> None:
        super().__init__()
        self.at, self.forms = at, list[Offered]()
        self._open: Offered | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Offered(said.get("action") or self.at, said.get("method", "get").lower())
            self.forms.append(self._open)
        elif tag == "select":
            self._select = said.get("name", "")
        elif tag == "option":
            self._offer(self._select, said.get("value", ""))
        elif tag in {"input", "textarea", "button"} and said.get("type") != "file":
            self._offer(said.get("name", ""), said.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None

    def _offer(self, name: str, value: str) -> None:
        if name and self._open is not None:
            self._open.fields.setdefault(name, []).append(value)
