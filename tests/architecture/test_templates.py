"""A template asks the thing and shows it, and nothing that stands in a page is run (content security policy)."""

import re

import pytest

from tests.architecture.tree import files, name_of

FORBIDDEN = {
    "a style attribute (send data to the stylesheet as data-…)": r"<[^>]*\sstyle\s*=",
    "a style element": r"<style\b",
    "an on… handler (use a custom element)": r"<[^>{]*\son[a-z]+\s*=",
    "an hx-on handler": r"\bhx-on\b",
    "a computed value for htmx": r"""hx-(?:vals|headers)[^=]*=\s*["']?\s*(?:js|javascript):""",
    "a script in the page": r"<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")",
    "a computing filter (make it a property of the thing)": (
        r"\|\s*(?:sum|sort|selectattr|rejectattr|select|reject|groupby|map|batch|unique|min|max|round|random)\b"
    ),
    "a filter that trusts the text": r"\|\s*safe\b",
    "autoescape switched off": r"autoescape\s+false",
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_contains(what: str):
    found = [
        f"{name_of(path)}: {' '.join(match.group().split())[-80:]}"
        for path in files("templates/*.html")
        for match in re.finditer(FORBIDDEN[what], path.read_text(), re.IGNORECASE)
    ]
    assert not found
