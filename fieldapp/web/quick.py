"""A Flask that does once what a page would otherwise have done a hundred times."""

from typing import Any
from uuid import UUID

from flask import request
from flask.templating import Environment
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from fieldapp.web.log import LoggedFlask

MOST_ADDRESSES = 4096
SAFE_TO_KEEP = {str, int, UUID}  # by their exact kind: True and 1 are the same key, and not the same address


class SharedTemplate(Template):
    """A template whose macros are the same for everybody who imports them: what they need are globals of the house."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module() if self._module is None else self._module


class QuickEnvironment(Environment):
    """Jinja with such templates."""

    template_class = SharedTemplate


class QuickFlask(LoggedFlask):
    """Nothing here is asynchronous, and an address once built is kept."""

    jinja_environment = QuickEnvironment

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.addresses: dict[Any, str] = {}

    def ensure_sync(self, func: Any) -> Any:
        # Flask looks at every hook of every request to see whether it is a coroutine.
        return func

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        if endpoint[0] == "." or not request or any(type(value) not in SAFE_TO_KEEP for value in values.values()):
            return super().url_for(endpoint, **values)
        key = request.environ.get("SCRIPT_NAME"), endpoint, *values.items()
        known = self.addresses.get(key)
        if known is None:
            if len(self.addresses) >= MOST_ADDRESSES:
                self.addresses.clear()
            known = self.addresses[key] = super().url_for(endpoint, **values)
        return known
