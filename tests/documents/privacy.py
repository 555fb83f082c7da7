"""docs/privacy.md: what three years leave of what is kept, counted by the test that moves the clock."""

from collections.abc import Mapping
from dataclasses import dataclass

from tests.architecture.tree import ROOT

PAGE = ROOT / "docs" / "privacy.md"
BEGINS, ENDS = "<!-- three years on: begins -->", "<!-- three years on: ends -->"


@dataclass(frozen=True, slots=True)
class Counted:
    """One line: what it is, in both languages, and what becomes of it."""

    en: str
    zh: str
    fate: str


def table(lines: Mapping[str, Counted], before: Mapping[str, int], after: Mapping[str, int]) -> str:
    """What was there, and what three years have left of it."""
    rows = [f"| {line.en} · {line.zh} | {before[name]} | {after[name]} | {line.fate} |" for name, line in lines.items()]
    return "\n".join(["| what · 什么 | before | three years on | |", "| --- | ---: | ---: | --- |", *rows])


def written() -> str:
    """The table as the page has it."""
    return PAGE.read_text(encoding="utf-8").partition(BEGINS)[2].partition(ENDS)[0].strip()


def write(counted: str) -> None:
    """Put the table into the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGINS)
    PAGE.write_text(f"{before}{BEGINS}\n{counted}\n{ENDS}{rest.partition(ENDS)[2]}", encoding="utf-8")
