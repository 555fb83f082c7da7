"""The company's name, as it stands in the bar of every office page."""

from typing import Any

from flask import Flask, current_app

from fieldapp.db import db
from fieldapp.domain.people import Language
from fieldapp.domain.premises import Branch
from fieldapp.web.language import language
from fieldapp.web.session import someone


def init_app(app: Flask) -> None:
    app.extensions["company"] = {}
    app.context_processor(lambda: {"company": name()})


def name() -> str:
    """The company of the person signed in, in the language of the page; nothing before sign-in."""
    reader = someone()
    if reader is None:
        return ""
    known: dict[Any, dict[Language, str]] = current_app.extensions["company"]
    if reader.branch_id not in known:  # asked once for the life of the process: companies are seldom renamed
        branch = db.session.get_one(Branch, reader.branch_id)
        known[reader.branch_id] = {Language.CHINESE: branch.company_zh, Language.ENGLISH: branch.company_en}
    return known[reader.branch_id][language()]
