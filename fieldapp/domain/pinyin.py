"""What a search looks into: a text together with its pinyin, whole and in first letters."""

import unicodedata
from collections.abc import Iterator
from itertools import islice, product

READINGS = 8  # of one text; a surname such as 单 (shàn, dān) is found by each


def search_key(*texts: str) -> str:
    """The words by which these texts are found, in small letters, parted by spaces.

    ``search_key("更换角阀", "WTR-008")`` holds 更换角阀, genghuanjiaofa, ghjf, wtr-008 and wtr008. Search it with LIKE
    for each word that somebody typed.
    """
    words = (word for text in texts for word in _words(plain(text)))
    return " ".join(dict.fromkeys(words))


def plain(text: str) -> str:
    """The text as it is compared: small letters, full-width signs made ordinary ones, single spaces.

    A NUL, which PostgreSQL cannot even be asked for, parts words as a space does.
    """
    return " ".join(unicodedata.normalize("NFKC", text.replace("\0", " ")).lower().split())


def _words(text: str) -> Iterator[str]:
    if not text:
        return
    yield text
    if text.isascii():
        yield text.replace("-", "")
    else:
        yield from _readings(text)


def _readings(text: str) -> Iterator[str]:
    # Its dictionary takes a third of a second and 60 MB. A web server that only looks for names never needs it.
    from pypinyin import Style, pinyin

    for style in (Style.NORMAL, Style.FIRST_LETTER):
        said = pinyin(text, style=style, heteronym=True, errors=_signs)
        yield from ("".join(reading) for reading in islice(product(*said), READINGS))


def _signs(text: str) -> str:
    """Of what is not Chinese, keep letters and digits."""
    return "".join(sign for sign in text if sign.isalnum())
