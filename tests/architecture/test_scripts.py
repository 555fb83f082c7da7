"""The manner of our scripts, as far as serving them depends on it."""

import re

from fieldapp.web import scripts
from fieldapp.web.joined_scripts import EXPORT, EXPORTED, IMPORT
from fieldapp.web.scripts import lightened
from tests.architecture.tree import files, name_of

OWN = files("static/js/*.js")


TWO = ["// Why.\nif (yes) {\n  // Why.\n  go() // at once\n}\n", "export const told = (number) => number + 1\n"]


def test_scripts_are_served_small_under_the_names_by_which_others_know_them():
    assert lightened(TWO) == ["yes&&go()", "export const told=e=>e+1"]


def test_where_there_is_no_minifier_comments_and_indents_go(monkeypatch):
    monkeypatch.setattr(scripts, "MINIFY", "import no_such_module")
    assert lightened(TWO) == ["if (yes) {\ngo() // at once\n}\n", TWO[1]]


def test_no_text_of_a_script_goes_over_several_lines():
    """Else it would lose its indents, or a line that begins like a comment."""
    odd = [f"{name_of(path)}: {line}" for path in OWN for line in path.read_text().splitlines() if line.count("`") % 2]
    assert not odd


def test_no_comment_stands_between_stars():
    assert not [name_of(path) for path in OWN if re.search(r"^\s*/\*", path.read_text(), re.MULTILINE)]


def test_imports_and_exports_are_written_so_that_scripts_can_be_joined():
    """Each on a line of its own, in the forms that `joined_scripts` reads; nothing that is exported changes later."""
    lines = [(name_of(path), line) for path in OWN for line in path.read_text().splitlines()]
    asked = [(name, line) for name, line in lines if re.match(r"\s*(import|export)\b(?!\.)|.*\bimport\(", line)]
    assert not [odd for odd in asked if not any(form.match(odd[1]) for form in (IMPORT, EXPORT, EXPORTED))]


def test_no_name_of_ours_begins_as_those_of_joined_modules_do():
    assert not [name_of(path) for path in OWN if re.search(r"(?<![`\"])\$[a-z_]", path.read_text())]


def test_no_script_asks_where_the_phone_is():
    """One point at an arrival at most (PIPL 28): today there is none, and nothing else may begin to ask."""
    assert not [name_of(path) for path in OWN if "geolocation" in path.read_text()]
