"""docs/conflicts.md: what becomes of a press that arrives late, from the table that the server itself reads."""

from collections.abc import Iterator
from dataclasses import dataclass

from fieldapp.domain.conflict import POLICY, Row, Words
from tests.architecture.tree import ROOT

PAGE = ROOT / "docs" / "conflicts.md"

HEAD = """<!-- Written by `make docs` from fieldapp/domain/conflict.py. Change it there. -->

# What becomes of a press that arrives late · 晚到的操作怎么办

A technician works without signal and the phone sends everything later. Meanwhile somebody else may have changed the
same thing, the visit may have been given to another technician, or the order may have been cancelled. This is what
then happens, verb by verb. The rule behind every row: **work that was done is never refused because of who has the
visit now; only what moves the order on may wait for the office.** Whatever happens, the whole press is kept with its
three clocks under the name of whoever did it, and nobody's screen shows an error.

师傅没有信号时照常工作，手机之后再传。这期间别人可能改过同一处、单子可能改派或取消。下表逐项说明怎么处理。总原则：
**做过的工作不会因为单子现在归谁而被拒收；只有推进单子状态的操作才可能要等办公室决定。**无论怎样，每条操作都连同三个时间、
记在做事的人名下保存，谁的屏幕上都不会报错。
"""


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one of the two tables."""

    name: str
    title: str
    columns: tuple[str, ...]
    yes: str


ENGLISH = Language(
    name="en",
    title="English: by verb",
    columns=("verb", "moves the order", "what is kept", "somebody changed the same thing", "in other hands, or over"),
    yes="yes",
)
CHINESE = Language(
    name="zh",
    title="中文：逐项说明",
    columns=("操作", "推进单子", "怎么保存", "别人改过同一处", "已改派、取消或结束"),
    yes="是",
)


def page() -> str:
    """The whole page as it has to stand in docs/."""
    return "\n".join([HEAD, *_table(ENGLISH), *_table(CHINESE)])


def _table(language: Language) -> Iterator[str]:
    yield f"## {language.title}\n"
    yield _row(language.columns)
    yield _row("---" for _ in language.columns)
    for verb, row in POLICY.items():
        yield _row(_cells(verb, row, language))
    yield ""


def _cells(verb: str, row: Row, language: Language) -> Iterator[str]:
    yield f"`{verb}`"
    yield language.yes if row.moves else ""
    for words in (row.structure, row.stale, row.handed_on):
        yield _said(words, language)


def _said(words: Words, language: Language) -> str:
    return str(getattr(words, language.name)).replace("|", "\\|")


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def write() -> None:
    """Write the page anew."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    write()
