"""The document with all views of a visit, which the phone keeps beside the visit's page."""

from collections.abc import Iterator

from flask import render_template

from fieldapp.domain.people import Language
from fieldapp.domain.signature import new_copy_token
from fieldapp.domain.warranty_hint import Hints
from fieldapp.web.language import language, speak
from fieldapp.web.technician.ahead import AheadPage, views
from fieldapp.web.technician.ahead_rows import all_marks, any_item, any_line, any_photos, bill_rows
from fieldapp.web.technician.ahead_words import ahead_words
from fieldapp.web.technician.leaving import copy_code, copy_plain
from fieldapp.web.technician.visit_page import VisitPage


def ahead_document(page: VisitPage) -> str:
    """All views in one page. The token of the owner's copy is minted here, its code drawn already."""
    token = new_copy_token()
    copy = copy_plain(token, *copy_code(token))
    return render_template(
        "technician/ahead.html",
        page=page,
        views=views(page, copy),
        in_both_languages=_languages(),
        words=ahead_words,
        bill_rows=bill_rows,
        any_page=AheadPage(page.visit, page.procedure, page.at),
        any_line=any_line(),
        any_item=any_item(),
        any_photos=any_photos(),
        all_marks=all_marks(page.procedure, page.zone),
        copy=copy,
        warranty=_plain(page.hints),
    )


def _plain(hints: Hints) -> dict[str, list[str]]:
    """Of each part that may be under warranty, by which cover and until when; [] where nobody knows."""
    return {
        part.value: [cover.component.value, cover.until.isoformat()] if cover else []
        for part, cover in hints.lasting.items()
    }


def _languages() -> Iterator[Language]:
    """Both, each spoken while it is asked for."""
    own = language()
    for each in Language:
        speak(each)
        yield each
    speak(own)
