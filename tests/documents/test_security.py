"""The page about safety: every requirement of the chapters that concern us stands in it, with a test that there is."""

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

from fieldapp import pictures, spreadsheets
from fieldapp.documents import seal_check
from fieldapp.domain.photo import MOST_BYTES, MOST_PIXELS
from fieldapp.domain.signature import MOST_POINTS
from fieldapp.domain.table import MOST_ROWS
from fieldapp.web.admin import tables
from fieldapp.web.manager import catalogue_import
from tests.architecture.tree import ROOT
from tests.attacks.elsewhere import ELSEWHERE

PAGE = ROOT / "docs" / "security.md"
ROW = re.compile(r"^\| (\d+\.\d+\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
TEST = re.compile(r"`(tests/[a-z0-9_/]+\.py::test_[A-Za-z0-9_]+)`")
VERDICTS = {"met", "in part", "not met", "does not apply"}
# ASVS 5.0.0, levels 1 and 2: how many requirements each section of these chapters has (those of level 3 come after).
SECTIONS = (
    *(("1.1", 2), ("1.2", 9), ("1.3", 11), ("1.4", 3), ("1.5", 2), ("2.1", 3), ("2.2", 3), ("2.3", 4), ("2.4", 1)),
    *(("3.2", 2), ("3.3", 4), ("3.4", 6), ("3.5", 5), ("3.7", 2), ("4.1", 3), ("4.2", 1), ("4.3", 2), ("4.4", 4)),
    *(("5.1", 1), ("5.2", 3), ("5.3", 2), ("5.4", 3), ("7.1", 3), ("7.2", 4), ("7.3", 2), ("7.4", 5), ("7.5", 2)),
    *(("7.6", 2), ("8.1", 2), ("8.2", 3), ("8.3", 1), ("8.4", 1), ("14.1", 2), ("14.2", 4), ("14.3", 3)),
    *(("16.1", 1), ("16.2", 5), ("16.3", 4), ("16.4", 3), ("16.5", 3)),
)


def rows() -> list[tuple[str, str, str, str]]:
    return ROW.findall(PAGE.read_text(encoding="utf-8"))


def test_every_requirement_stands_there_once():
    wanted = [f"{section}.{nth}" for section, many in SECTIONS for nth in range(1, many + 1)]
    assert [number for number, *_ in rows()] == wanted
    assert {verdict for _, _, verdict, _ in rows()} <= VERDICTS


def test_every_test_that_is_named_exists():
    missing = [named for named in TEST.findall(PAGE.read_text(encoding="utf-8")) if not exists(named)]
    assert not missing, "Name the test that shows it now"
    assert not [named for tests in ELSEWHERE.values() for named in tests if not exists(named)]


def test_what_is_met_names_a_test_and_what_is_not_says_why():
    unshown = [number for number, _, verdict, why in rows() if verdict in {"met", "in part"} and not TEST.search(why)]
    unsaid = [
        number for number, _, verdict, why in rows() if verdict not in {"met"} and not TEST.sub("", why).strip(" ()")
    ]
    assert (unshown, unsaid) == ([], [])


def test_the_page_says_how_many():
    said = Counter(verdict for _, _, verdict, _ in rows())
    met = f"{said['met']} are met, {said['in part']} in part, {said['not met']} are not"
    sentence = f"Of {said.total()} requirements {met}, {said['does not apply']} do not apply."
    assert sentence in " ".join(PAGE.read_text(encoding="utf-8").split())


def test_the_page_names_the_limits_that_the_code_keeps():
    page = PAGE.read_text(encoding="utf-8")
    for limit in (
        f"{MOST_BYTES // 1024**2} MB, {MOST_PIXELS // 10**6} million points, {pictures.MOST_PASSES} passes",
        f"{tables.MOST_BYTES // 1024**2} MB (catalogue: {catalogue_import.MOST_BYTES // 1024**2} MB)",
        f"{MOST_ROWS:,} rows",
        f"{spreadsheets.MOST_UNPACKED // 10**6} MB and {spreadsheets.MOST_PARTS:,} parts unpacked",
        f"| PDF | {seal_check.MOST_BYTES // 1024**2} MB |",
        f"| {MOST_POINTS:,} points |",
    ):
        assert limit in page, limit


def exists(named: str) -> bool:
    file, _, name = named.partition("::")
    return name in functions(ROOT / file)


@cache
def functions(file: Path) -> frozenset[str]:
    if not file.exists():
        return frozenset()
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
