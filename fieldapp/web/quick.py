"""A Flask that does once what a page would otherwise have done a hundred times."""

from typing import Any
from uuid import UUID

from flask import has_request_context, request
from flask.templating import Environment
from jinja2 import Template
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from fieldapp.web.log import LoggedFlask

MOST_ADDRESSES = 4096
# By their exact kind: True and 1 are the same key, and not the same address. Flask's own url_for names all its options.
SAFE_TO_KEEP = {str, int, UUID, type(None)}


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
        if endpoint[0] == "." or not has_request_context() or not SAFE_TO_KEEP.issuperset(map(type, values.values())):
            return super().url_for(endpoint, **values)
        key = request.environ.get("SCRIPT_NAME"), endpoint, *values.items()
        known = self.addresses.get(key)
        if known is None:
            if len(self.addresses) >= MOST_ADDRESSES:
                self.addresses.clear()
            known = self.addresses[key] = super().url_for(endpoint, **values)
        return known
