"""Nothing that somebody wrote is ever carried out: as a command, as code, as an object or as a pattern."""

import ast
from collections.abc import Iterator
from functools import cache

from tests.architecture.tree import files, name_of

CARRIED_OUT = {"eval", "exec", "compile", "__import__"}  # compile() of Python; that of a pattern has a module before it
MODULES = {"pickle", "shelve", "marshal", "dill", "yaml", "xmlrpc", "ftplib", "telnetlib"}
OF_THE_SYSTEM = {"system", "popen", "getoutput", "getstatusoutput", "from_string", "render_template_string"}
PATTERNS = {"compile", "match", "search", "fullmatch", "sub", "split", "findall", "finditer"}


@cache
def nodes() -> list[tuple[str, ast.AST]]:
    """What calls or imports anything, and where."""
    return [
        (f"{name_of(path)}:{node.lineno}", node)
        for path in files("fieldapp/*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call | ast.Import | ast.ImportFrom)
    ]


def calls() -> Iterator[tuple[str, ast.Call]]:
    yield from ((place, node) for place, node in nodes() if isinstance(node, ast.Call))


def test_nothing_carries_out_what_somebody_wrote():
    found = [place for place, call in calls() if called(call) in CARRIED_OUT and isinstance(call.func, ast.Name)]
    found += [place for place, call in calls() if called(call) in OF_THE_SYSTEM]
    found += [place for place, call in calls() if any(said.arg == "shell" for said in call.keywords)]
    assert not found, "Neither a shell nor eval, and no template that is not a file"
    assert not list(imported(MODULES)), "JSON, read by a model that says what may stand in it"


def test_no_pattern_is_made_of_words():
    found = [
        place
        for place, call in calls()
        if isinstance(call.func, ast.Attribute)
        and isinstance(call.func.value, ast.Name)
        and call.func.value.id == "re"
        and call.func.attr in PATTERNS
        and not (isinstance(call.args[0], ast.Name) or is_ours(call.args[0]))
    ]
    assert not found, "A pattern is written out, or a constant"


def is_ours(pattern: ast.AST) -> bool:
    """Is it written out, or made of constants?"""
    if isinstance(pattern, ast.JoinedStr):
        return all(isinstance(part, ast.Constant) or is_ours(part) for part in pattern.values)
    if isinstance(pattern, ast.FormattedValue):
        return is_ours(pattern.value)
    return isinstance(pattern, ast.Constant) or (isinstance(pattern, ast.Name) and pattern.id.isupper())


def called(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def imported(modules: set[str]) -> Iterator[str]:
    for place, node in nodes():
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        yield from (f"{place}: {name}" for name in names if name.split(".")[0] in modules)
