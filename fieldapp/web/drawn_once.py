"""What stands on every page in the same words is drawn once for the life of the process, for each language."""

from functools import lru_cache
from typing import Any

from flask import Flask
from markupsafe import Markup

from fieldapp.domain.people import Language
from fieldapp.web.language import language


def init_app(app: Flask) -> None:
    """Give every template what it would else import or include. Needs the other globals: ``asset`` above all.

    {{ icon("bell") }}, {{ coin("sign") }}                          of components/icon.html
    {{ once("technician/_tabs.html", tab="today") }}                a part that depends on nothing else but the language
    """

    # typed: a text that is not yet escaped must never be answered with one that is.
    @lru_cache(maxsize=1024, typed=True)
    def drawn(name: str, _spoken: Language, **given: Any) -> Markup:
        return Markup(app.jinja_env.get_template(name).render(given))

    @lru_cache(maxsize=1)
    def icons() -> Any:
        return app.jinja_env.get_template("components/icon.html").module

    @lru_cache(maxsize=1024, typed=True)
    def icon(*said: Any, **given: Any) -> Any:
        return icons().icon(*said, **given)

    @lru_cache(maxsize=1024, typed=True)
    def coin(*said: Any, **given: Any) -> Any:
        return icons().coin(*said, **given)

    app.add_template_global(icon, "icon")
    app.add_template_global(coin, "coin")
    app.add_template_global(lambda name, **given: drawn(name, language(), **given), "once")
