"""A page as a browser without scripts has it: its forms, and what each would send when a button is pressed."""

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class PageForm:
    """A form: where it goes, what it sends anyway, and its buttons."""

    action: str
    fields: dict[str, str] = field(default_factory=dict)
    buttons: list[dict[str, str]] = field(default_factory=list)

    def verbs(self) -> set[str]:
        """The verbs that its buttons press."""
        return {button["data-verb"] for button in self.buttons if "data-verb" in button}


def forms(page: str) -> list[PageForm]:
    """All forms of a page."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


def form_of(page: str, verb: str, **fields: str) -> dict[str, str]:
    """What the form of this verb sends; where there are several, the one that already says these fields."""
    found = [form.fields for form in forms(page) if verb in form.verbs() | {form.fields.get("verb", "")}]
    fitting = [sent for sent in found if fields.items() <= sent.items()]
    assert fitting, f"no form says {verb} {fields}: {found}"
    return dict(fitting[0])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[PageForm] = []
        self._open: PageForm | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = PageForm(said.get("action", ""))
            self.forms.append(self._open)
        elif self._open is not None and tag == "button":
            self._open.buttons.append(said)
        elif self._open is not None and tag == "input" and "name" in said and _sends(said):
            self._open.fields[said["name"]] = said.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


def _sends(said: dict[str, str]) -> bool:
    return said.get("type") not in {"radio", "checkbox", "file"} or "checked" in said
