"""The file by which the phone's own reckoning of a visit is measured."""

from tests.vectors import visit as vectors


def test_the_vectors_are_what_the_rules_say_today(app):
    assert vectors.FILE.read_text(encoding="utf-8") == vectors.written(app), "python -m tests.vectors.visit"
