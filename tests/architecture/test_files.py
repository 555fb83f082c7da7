"""A file per idea: none grows into a drawer."""

import ast
import re

from tests.architecture.tree import ROOT, files, name_of

DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "shared"}
COMMITTERS = ("fieldapp/web/", "fieldapp/worker", "fieldapp/commands/", "fieldapp/db.py")


def test_no_file_is_a_drawer_for_everything():
    drawers = [name_of(path) for path in files("*") if DRAWERS & set(re.split(r"[_.-]", path.stem.lower()))]
    assert not drawers, "Name the file after its one idea"


def test_no_class_is_called_a_manager():
    classes = [
        f"{name_of(path)}: {node.name}"
        for path in files("fieldapp/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ClassDef) and node.name.endswith(("Manager", "Helper", "Service"))
    ]
    assert not classes, "Say what it does instead"


def test_python_files_stay_under_300_lines():
    assert not too_long(300, "*.py")


def test_stylesheets_stay_under_120_lines():
    assert not too_long(120, "static/css/*.css")


def test_only_the_edges_commit():
    committing = [
        name_of(path)
        for path in files("fieldapp/*.py")
        if ".commit(" in path.read_text() and not name_of(path).startswith((*COMMITTERS, "fieldapp/migrations/"))
    ]
    assert not committing, "The screen, the command or the worker commits, once"


def test_the_top_folder_holds_only_what_was_agreed():
    agreed = {
        *("fieldapp", "static", "templates", "tests", "docs"),
        *("pyproject.toml", "README.md", "wsgi.py", "Makefile", "LICENSE", "CHANGELOG.md", "requirements.lock"),
    }
    top = {path.relative_to(ROOT).parts[0] for path in files("*")}
    assert {name for name in top if not name.startswith(".")} <= agreed


def too_long(limit: int, *patterns: str) -> list[str]:
    lengths = ((len(path.read_text().splitlines()), name_of(path)) for path in files(*patterns))
    return [f"{name}: {lines} lines" for lines, name in lengths if lines > limit]
