"""Whoever writes a document down, phone or server, comes to the same hash."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldapp.domain.document import canonical, sha256

WORDS = st.text(max_size=8)
PLAIN = st.recursive(st.integers() | WORDS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner))
DOCUMENTS = st.dictionaries(WORDS, PLAIN, max_size=5)
UNPLAIN = st.floats() | st.none() | st.booleans()

whatever_the_clock = settings(deadline=None, max_examples=60)


@whatever_the_clock
@given(DOCUMENTS)
def test_the_order_of_the_keys_does_not_matter(document):
    assert sha256(turned(document)) == sha256(document)


@whatever_the_clock
@given(DOCUMENTS)
def test_what_was_written_reads_back_as_it_was(document):
    assert json.loads(canonical(document)) == document
    assert canonical(json.loads(canonical(document))) == canonical(document)


@whatever_the_clock
@given(DOCUMENTS, DOCUMENTS)
def test_two_documents_have_one_hash_only_if_they_say_the_same(one, other):
    assert (sha256(one) == sha256(other)) is (one == other)


@whatever_the_clock
@given(DOCUMENTS, UNPLAIN)
def test_what_could_be_written_in_two_ways_is_refused_however_deep(document, unplain):
    with pytest.raises(ValueError, match="neither a whole number nor text"):
        canonical({**document, "lines": [{"amount_fen": unplain}]})


def turned(value):
    """The same document with the keys of every part in the opposite order."""
    if isinstance(value, dict):
        return {key: turned(inner) for key, inner in reversed(value.items())}
    return [turned(inner) for inner in value] if isinstance(value, list) else value
