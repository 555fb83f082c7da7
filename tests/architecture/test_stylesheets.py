"""The manner of the stylesheets: colours as tokens, no ids, no force, everything reached, and light on a cold phone."""

import gzip
import re
from pathlib import Path

import pytest

from fieldapp.web.stylesheets import COMMENT, IMPORT, written_out
from tests.architecture.tree import ROOT, files, name_of

CSS = ROOT / "static/css"
ENTRIES = sorted(path.name for path in CSS.glob("*.css") if "@import" in path.read_text())

BY_NIGHT = "prefers-color-scheme"
FORBIDDEN = {
    "a colour of its own (use a token)": r"#[0-9a-f]{3,8}\b(?!\s*\{)|\b(?:rgb|hsl|oklch)\(",
    "an id": r"#[a-z][\w-]*[^;{}]*\{",
    "force": r"!important",
    "a side of the screen instead of the text's (inline, block)": (
        r"(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right|top|bottom|float:\s*(?:left|right))\s*:"
    ),
    "a picture from elsewhere": r"url\((?!\"[\w/-]+\.css\"\))",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_stylesheet_contains(what: str):
    found = [
        f"{name_of(path)}: {match.group().strip()[:60]}"
        for path in files("static/css/*.css")
        for match in re.finditer(FORBIDDEN[what], rules_of(path), re.IGNORECASE)
        if path.name != "tokens.css"
    ]
    assert not found


def test_nothing_but_colours_is_different_by_night():
    """They are said by light-dark(); a screen that was looked at by day needs only its colours looked at by night."""
    asking = [
        name_of(path) for path in (*files("static/css/*.css"), *files("static/js/*.js")) if BY_NIGHT in path.read_text()
    ]
    assert not asking


def test_every_token_used_is_declared():
    declared = set(re.findall(r"(--[\w-]+):", rules_of(CSS / "tokens.css")))
    for path in files("static/css/*.css"):
        rules = rules_of(path)
        missing = set(re.findall(r"var\((--[\w-]+)\)", rules)) - declared - set(re.findall(r"(--[\w-]+):", rules))
        assert not missing, name_of(path)


def test_every_stylesheet_is_loaded_by_some_page():
    loaded = {name for entry in ENTRIES for name, _ in IMPORT.findall((CSS / entry).read_text())}
    assert {path.relative_to(CSS).as_posix() for path in files("static/css/*.css")} == loaded | set(ENTRIES)


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_stylesheet_is_served_whole(entry: str):
    whole = written_out(CSS / entry)
    assert "@import" not in whole and "/*" not in whole
    assert whole.count("{") == whole.count("}")
    assert whole.startswith("@layer reset, tokens, base, layout, components, states;")


def test_the_phones_stylesheet_icons_and_htmx_leave_room_in_the_60_kb_of_a_first_load():
    texts = [written_out(CSS / "phone.css").encode()]
    texts += [(ROOT / "static" / name).read_bytes() for name in ("icons/sprite.svg", "vendor/htmx-4.0.1/htmx.min.js")]
    assert sum(len(gzip.compress(text, 9)) for text in texts) < 30_000


def test_every_icon_named_in_a_template_is_drawn():
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', (ROOT / "static/icons/sprite.svg").read_text()))
    for path in files("templates/*.html"):
        named = set(re.findall(r"""\b(?:icon|coin|draw)\(["']([\w-]+)["']""", path.read_text()))
        assert named <= drawn, name_of(path)


def rules_of(stylesheet: Path) -> str:
    return COMMENT.sub("", stylesheet.read_text("utf-8"))
