"""Every clause of the company's procedure lives somewhere: a rule, a screen or a test cites it by its number."""

import re
from collections.abc import Iterator
from pathlib import Path

from fieldapp.domain.clause import CLAUSES, FILE
from tests.architecture.tree import files, name_of

# "4.5.4 3)" and "3.1" as words of their own: not the 3.11 of a Python, nor the 4.0.1 of a library.
IN_WORDS = re.compile(r"(?<![\w.\-/])(?:4\.[1-9]\.[1-9](?: [1-9]\))?|3\.[12])(?!\w|\.\d)")
IN_A_NAME = re.compile(r"_(4_5_4_[1-9]|4_[1-9]_[1-9]|3_[12])(?=_|\b)")  # test_…_4_5_4_3(): the clause at its end
CITING = ("fieldapp/*.py", "fieldapp/data/*.toml", "templates/*.html", "tests/*.py")
HEADING = "4.5.4"  # over its five parts; it may be cited as a whole


def test_every_clause_is_cited_by_a_rule_a_screen_or_a_test():
    cited = {number for number, _place in citations()}
    assert [clause.number for clause in CLAUSES.values() if clause.number not in cited] == []


def test_every_cited_clause_exists():
    unknown = [f"{place}: {number}" for number, place in citations() if number not in {*CLAUSES, HEADING}]
    assert unknown == []


def test_a_number_is_found_as_a_word_of_its_own_and_in_a_name():
    words = 'on time (4.5.1, 3.1); "4.5.4 3)" in Python 3.11 with htmx-4.0.1 and 13.1 or 4.5.12'
    name = "def test_a_price_comes_first_4_5_4_3(", "def test_3_2_and_4_2_1_("

    assert IN_WORDS.findall(words) == ["4.5.1", "3.1", "4.5.4 3)"]
    assert [told(found) for found in IN_A_NAME.findall("\n".join(name))] == ["4.5.4 3)", "3.2", "4.2.1"]


def citations() -> Iterator[tuple[str, str]]:
    """Every clause that is cited, and where. The restatement itself does not count, nor does this file."""
    for path in files(*CITING):
        if path not in {FILE, Path(__file__)}:
            yield from ((number, name_of(path)) for number in cited_in(path.read_text(encoding="utf-8")))


def cited_in(text: str) -> list[str]:
    return IN_WORDS.findall(text) + [told(number) for number in IN_A_NAME.findall(text)]


def told(name: str) -> str:
    """``4_5_4_3`` as people write it: 4.5.4 3)."""
    parts = name.split("_")
    return ".".join(parts[:3]) + "".join(f" {part})" for part in parts[3:])
