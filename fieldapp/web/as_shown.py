"""Saying again what an owner read and signed, in the very words in which it was shown."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_babel import gettext as _

from fieldapp.domain.document import Document
from fieldapp.domain.people import Language
from fieldapp.domain.shown import words_around
from fieldapp.web.language import language, saying


@contextmanager
def as_shown(document: Document) -> Iterator[None]:
    """Speak of this document as it was shown. In another language than that, and of older ones, as we speak today."""
    words = words_around(document)
    if words is None or words.language is not language():
        yield
        return
    with saying(words.words):
        yield


def how_shown(document: Document) -> str:
    """In which language and under which edition of the words it was signed; "" where an older app did not say so."""
    words = words_around(document)
    if words is None:
        return ""
    spoken = _("Chinese") if words.language is Language.CHINESE else _("English")
    return str(
        _(
            "shown in %(language)s, wording %(edition)d (%(digest)s)",
            language=spoken,
            edition=words.edition,
            digest=words.sha256[:12],
        )
    )
