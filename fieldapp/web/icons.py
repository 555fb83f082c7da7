"""Icons stand a dozen times on every page, and the same ones: each is drawn once for the life of the process."""

from functools import lru_cache

from flask import Flask


def init_app(app: Flask) -> None:
    """Give every template ``icon`` and ``coin`` of components/icon.html, without an import. Needs ``asset``."""
    for name in ("icon", "coin"):
        # typed: a text that is not yet escaped must never be answered with one that is.
        drawn = lru_cache(maxsize=1024, typed=True)(
            getattr(app.jinja_env.get_template("components/icon.html").module, name)
        )
        app.add_template_global(drawn, name)
