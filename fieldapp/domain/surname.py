"""A Chinese surname in letters, as its bearer writes it: 王 is Wang, 曾 is Zeng, 欧阳 is Ouyang."""

from functools import lru_cache

from pypinyin import Style, lazy_pinyin

# Characters that are read in another way when they are a surname.
AS_A_SURNAME = {
    "曾": "zeng",
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "区": "ou",
    "查": "zha",
    "任": "ren",
    "盖": "ge",
    "朴": "piao",
    "缪": "miao",
    "尉迟": "yuchi",
    "万俟": "moqi",
}


@lru_cache(maxsize=4096)
def romanised(surname: str) -> str:
    """The surname in letters; one that is written in letters stays as it is."""
    if surname.isascii():
        return surname
    return (AS_A_SURNAME.get(surname) or "".join(lazy_pinyin(surname, style=Style.NORMAL))).capitalize()
