"""Whatever the app says, it says in both languages."""

import ast
from collections.abc import Iterator

from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po

from fieldapp.web.words import SENTENCES
from tests.architecture.tree import ROOT, files, name_of

CHINESE = ROOT / "fieldapp/translations/zh_Hans_CN/LC_MESSAGES/messages.po"
KEYWORDS = {"_": None, "gettext": None, "lazy_gettext": None, "_l": None, "ngettext": (1, 2), "_n": (1, 2)}


def test_every_refusal_has_a_sentence():
    silent = {code: place for code, place in refusals() if code not in SENTENCES}
    assert not silent, "Add them to fieldapp/web/words.py"


def test_every_word_has_its_chinese():
    missing = sorted(f"{place}: {word}" for word, place in words() if not translated(word))
    assert not missing


def test_no_translation_is_a_guess():
    assert not [message.id for message in chinese() if message.fuzzy]


def test_a_translation_keeps_the_placeholders():
    broken = [(message.id, [str(error) for error in message.check()]) for message in chinese() if message.id]
    assert not [(words, errors) for words, errors in broken if errors]


def refusals() -> Iterator[tuple[str, str]]:
    """The code of every refusal that stands in the code, and where."""
    for path in files("fieldapp/*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and node.args and getattr(node.func, "id", "") in REFUSALS:
                for part in ast.walk(node.args[0]):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value, f"{name_of(path)}:{node.lineno}"


REFUSALS = {"RuleBroken", "Overtaken"}


def words() -> Iterator[tuple[str, str]]:
    """What stands in code and pages to be translated."""
    with open(ROOT / ".babel.cfg", encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    for folder in ("fieldapp", "templates"):
        for place, line, word, _comments, _context in extract_from_dir(ROOT / folder, methods, options, KEYWORDS):
            yield word[0] if isinstance(word, tuple) else word, f"{folder}/{place}:{line}"


def translated(word: str) -> bool:
    message = CATALOGUE.get(word)
    strings = message.string if message and isinstance(message.string, tuple) else (message and message.string,)
    return all(strings)


def chinese() -> list[Message]:
    return list(CATALOGUE)


with open(CHINESE, encoding="utf-8") as _file:
    CATALOGUE = read_po(_file, locale="zh_Hans_CN")
