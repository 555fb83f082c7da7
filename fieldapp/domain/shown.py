"""How a document was shown when it was signed: in which language, under which words, at which step of which procedure.

The phone tells it within the document, because the owner may change the language there. One that was signed by an
older app does not tell it.
"""

from typing import TYPE_CHECKING

from fieldapp.domain.document import OF_THE_SHOWING, Document
from fieldapp.domain.people import Language
from fieldapp.domain.signing_words import SigningWords, words_now, words_with

if TYPE_CHECKING:
    from fieldapp.domain.visit import Visit


def shown_in(visit: "Visit", language: Language) -> Document:
    """What a document says of it when it is shown now in this language."""
    return {
        "language": language.value[:2],
        "procedure": str(visit.procedure_id),
        "words_sha256": words_now(language).sha256,
    }


def told_of_showing(visit: "Visit", told: Document) -> Document:
    """The same as a phone tells it, with an older edition of the words, too; {} for what no page of ours has shown."""
    said = {name: told[name] for name in OF_THE_SHOWING if name in told}
    words = words_around(said)
    ours = shown_in(visit, words.language) | {"words_sha256": words.sha256} if words else {}
    return said if said == ours else {}


def words_around(document: Document) -> SigningWords | None:
    """The words in which a document was shown, if it says in which."""
    return words_with(document.get("words_sha256"))
