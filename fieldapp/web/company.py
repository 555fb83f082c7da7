"""The company's name, as it stands in the bar of every office page."""

from time import monotonic
from typing import Any

from flask import Flask, current_app

from fieldapp.db import db
from fieldapp.domain.people import Language
from fieldapp.domain.premises import Branch
from fieldapp.web.language import language
from fieldapp.web.session import someone

KEPT = 60.0  # seconds: companies are seldom renamed, and a new name may take a minute


def init_app(app: Flask) -> None:
    app.extensions["company"] = {}
    app.context_processor(lambda: {"company": name()})


def name() -> str:
    """The company of the person signed in, in the language of the page; nothing before sign-in."""
    reader = someone()
    if reader is None:
        return ""
    known: dict[Any, tuple[float, dict[Language, str]]] = current_app.extensions["company"]
    asked_at, names = known.get(reader.branch_id, (0.0, {}))
    if monotonic() > asked_at + KEPT or not names:
        branch = db.session.get_one(Branch, reader.branch_id)
        names = {Language.CHINESE: branch.company_zh, Language.ENGLISH: branch.company_en}
        known[reader.branch_id] = monotonic(), names
    return names[language()]
