"""The page about conflicts says what the code does."""

from fieldapp.domain.conflict import POLICY
from fieldapp.domain.verbs import VERBS
from tests.documents.conflicts import PAGE, page


def test_the_page_is_as_the_table_in_code():
    assert PAGE.read_text(encoding="utf-8") == page(), "Write it anew: make docs"


def test_it_has_a_row_for_every_verb_in_both_languages():
    for verb in POLICY.keys() | VERBS.keys():
        assert page().count(f"| `{verb}` |") == 2
