"""The manner of our scripts, as far as serving them depends on it."""

import re

from fieldapp.web.scripts import lightened
from tests.architecture.tree import files, name_of

OWN = files("static/js/*.js")


def test_a_script_is_served_without_comments_and_indents():
    assert lightened("// Why.\nif (yes) {\n  // Why.\n  go() // at once\n}\n") == "if (yes) {\ngo() // at once\n}\n"


def test_no_text_of_a_script_goes_over_several_lines():
    """Else it would lose its indents, or a line that begins like a comment."""
    odd = [f"{name_of(path)}: {line}" for path in OWN for line in path.read_text().splitlines() if line.count("`") % 2]
    assert not odd


def test_no_comment_stands_between_stars():
    assert not [name_of(path) for path in OWN if re.search(r"^\s*/\*", path.read_text(), re.MULTILINE)]
