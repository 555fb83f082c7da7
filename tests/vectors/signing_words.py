"""Writes the next edition of the words around a signature, if what the pages say there has changed.

    .venv/bin/python -m tests.vectors.signing_words

Older editions stay as they are: what was signed names them.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.extract import extract
from flask import Flask
from flask_babel import gettext

from fieldapp import create_app
from fieldapp.config import Settings
from fieldapp.domain.errand import Whose
from fieldapp.domain.mark import Trial
from fieldapp.domain.people import Language
from fieldapp.domain.signature import Relation, SignatureAnswer
from fieldapp.domain.signing_words import FOLDER, words_now
from fieldapp.web.labels import label
from fieldapp.web.language import speaking
from tests.architecture.tree import ROOT

SHOWN = (
    "templates/technician/steps/sign.html",
    "templates/technician/owner/_on_behalf.html",
    "templates/technician/owner/_not_signed.html",
    "templates/components/_errand_rows.html",
    "fieldapp/web/trials.py",
    "fieldapp/web/bill.py",
)
LABELS = (Trial, Relation, SignatureAnswer, Whose)


def said_now(app: Flask, language: Language) -> dict[str, str]:
    """What the pages say around a signature today, by what stands in the code."""
    with app.app_context():
        with speaking(Language.ENGLISH):
            words = {*_written(), *(str(label(each)) for kind in LABELS for each in kind)}
        with speaking(language):
            return {word: gettext(word) for word in sorted(words)}


def _written() -> Iterator[str]:
    for path in SHOWN:
        method = "python" if path.endswith(".py") else "jinja2"
        options: dict[str, Any] = {"trimmed": "true", "encoding": "utf-8"}
        with (ROOT / path).open("rb") as file:
            for found in extract(method, file, options=options):
                yield from [found[1]] if isinstance(found[1], str) else found[1]


def write(app: Flask) -> Iterator[Path]:
    """Each language whose words have changed gets an edition more."""
    for language in Language:
        spoken, words = language.value[:2], said_now(app, language)
        there = sorted(FOLDER.glob(f"{spoken}-*.json"))
        if there and dict(words_now(language).words) == words:
            continue
        edition = len(there) + 1
        file = FOLDER / f"{spoken}-{edition}.json"
        told = {"edition": edition, "language": spoken, "words": words}
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        yield file


if __name__ == "__main__":
    print(*write(create_app(Settings(database_url="sqlite:////dev/null"))), sep="\n")  # noqa: T201 (a script)
