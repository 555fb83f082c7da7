"""Which language a page speaks: the person's, before sign-in the device's, and for an owner the owner's own."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from flask import Flask, Response, after_this_request, current_app, g, request
from flask_babel import Babel, Domain, refresh
from markupsafe import Markup

from fieldapp.domain.people import Language
from fieldapp.web.session import someone

COOKIE = "language"
OWNERS_COOKIE = "owner_language"
TAGS = {Language.CHINESE: "zh-CN", Language.ENGLISH: "en"}  # as HTML and the browser name them


def language() -> Language:
    """The language of the answer being made."""
    chosen: Language | None = g.get("language")
    if chosen is None:
        chosen = g.language = _of_the_reader()
    return chosen


def speak(chosen: Language) -> None:
    """Answer in this language from here on."""
    g.language = chosen
    refresh()


@contextmanager
def speaking(chosen: Language) -> Iterator[None]:
    """Speak this language for a moment. Babel's own way of forcing one is not known to the words that are kept here."""
    before: Language | None = g.get("language")
    speak(chosen)
    try:
        yield
    finally:
        g.language = before
        refresh()


@contextmanager
def saying(words: Mapping[str, str]) -> Iterator[None]:
    """Say these words of the code as they are told here, whatever they have become since."""
    g.said_then = words
    try:
        yield
    finally:
        g.said_then = None


def owner_language(usual: Language) -> Language:
    """For pages turned to the owner: speak what ``?lang=`` asks for, else the owner's usual language, and say which.

    What was asked for is kept for this page and those under it, so that the next owner is not spoken to in it.
    """
    asked = _named(request.args.get("lang"))
    chosen = asked or _named(request.cookies.get(OWNERS_COOKIE)) or usual
    if asked:
        after_this_request(_keep_for_this_page)
    speak(chosen)
    return chosen


def asked_for(usual: Language) -> Language:
    """The language that ``?lang=`` names, else the usual one."""
    return _named(request.args.get("lang")) or usual


def of_the_device() -> Language:
    """What was chosen on this device, else what its browser asks for, else Chinese."""
    return _named(request.cookies.get(COOKIE)) or _of_the_browser()


def init_app(app: Flask) -> None:
    app.config.update(BABEL_DEFAULT_LOCALE=Language.CHINESE.value)
    babel = Babel(app, locale_selector=lambda: language().value)
    babel.domain_instance = words = Words()
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        gettext=lambda word: words.get_translations().ugettext(word),
        ngettext=lambda one, many, number: words.get_translations().ungettext(one, many, number),
        newstyle=True,
    )
    app.jinja_env.globals.update(gettext=words.said, _=words.said)
    app.add_template_global(language)
    app.add_template_global(lambda: TAGS[language()], "language_tag")
    app.jinja_env.globals["languages"] = list(Language)


class Words(Domain):  # type: ignore[misc]
    """The translations, found by the language that is spoken: a page asks for a hundred words."""

    def get_translations(self) -> Any:
        """The catalogue of the language of this answer."""
        spoken = language()
        if spoken not in self.cache:
            self.cache[spoken] = super().get_translations()
        return self.cache[spoken]

    def gettext(self, string: str, **variables: Any) -> str:
        """For code: plain text, with what is filled in as it is."""
        then: Mapping[str, str] = g.get("said_then") or {}
        said = then.get(string) or self._plain(language(), string)
        return said % variables if variables else said

    def said(self, word: str, **more: Any) -> Markup:
        """For templates: markup, because translators are trusted; what is filled in is escaped."""
        said, plain = self._said(language(), word)
        return plain if plain and not more else said % more

    @lru_cache(maxsize=4096)  # noqa: B019 (the words live as long as the app)
    def _plain(self, _spoken: Language, word: str) -> str:
        return str(self.get_translations().ugettext(word))

    @lru_cache(maxsize=4096)  # noqa: B019
    def _said(self, _spoken: Language, word: str) -> tuple[Markup, Markup | None]:
        said = Markup(self.get_translations().ugettext(word))
        return said, None if "%(" in said else said % {}


def _of_the_reader() -> Language:
    reader = someone()
    if reader:
        return reader.language
    return of_the_device()


def _keep_for_this_page(response: Response) -> Response:
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    kept = request.args["lang"][:2]
    response.set_cookie(OWNERS_COOKIE, kept, path=request.path, httponly=True, samesite="Lax", secure=secure)
    return response


def _of_the_browser() -> Language:
    wanted = request.accept_languages.best_match(["zh", "zh-CN", "zh-TW", "zh-HK", "en"]) or ""
    return Language.ENGLISH if wanted == "en" else Language.CHINESE


def _named(name: str | None) -> Language | None:
    """The language of a cookie or address: "en", "zh", "zh-CN", "zh_Hans_CN"; None for anything else."""
    start = (name or "").lower()[:2]
    return next((language for language in Language if language.value[:2] == start), None)
