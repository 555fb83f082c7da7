"""What waits on a phone, in people's words. The phone counts; here are the words for one and for many."""

from flask_babel import get_domain

Counted = tuple[str, str]


def _n(one: str, many: str) -> Counted:
    """Marks the words for the translators."""
    return one, many


WORDS: dict[str, Counted] = {
    "visits": _n("%(num)d job", "%(num)d jobs"),
    "photos": _n("%(num)d photo", "%(num)d photos"),
    "signatures": _n("%(num)d signature", "%(num)d signatures"),
}


def waiting_words() -> dict[str, list[str]]:
    """In the reader's language, with the place where the number goes."""
    spoken = get_domain().get_translations()
    return {what: [spoken.ungettext(*words, number) for number in (1, 2)] for what, words in WORDS.items()}
