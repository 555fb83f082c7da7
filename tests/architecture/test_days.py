"""A day is a day somewhere: the domain takes none off a moment without saying by whose clocks."""

import ast

from tests.architecture.tree import files, name_of

# Days of a calendar, which no clock has anything to do with.
WITHOUT_A_ZONE = {"fieldapp/domain/recurrence.py"}


def test_no_day_is_taken_off_a_moment_without_a_zone():
    found = {
        f"{name_of(path)}:{node.lineno}"
        for path in files("fieldapp/domain/*.py")
        if name_of(path) not in WITHOUT_A_ZONE
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and takes_the_day_off(node)
    }
    assert not found, "The day of UTC is not the day of the site: local_day.day_at(moment, zone)"


def takes_the_day_off(call: ast.Call) -> bool:
    """Is it `.date()` of something that was not put on a place's clocks just before?"""
    if not isinstance(call.func, ast.Attribute) or call.func.attr != "date" or call.args:
        return False
    return not any(isinstance(node, ast.Attribute) and node.attr == "astimezone" for node in ast.walk(call.func.value))
