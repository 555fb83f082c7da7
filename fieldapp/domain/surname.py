"""A Chinese surname in letters, as its bearer writes it: 王 is Wang, 曾 is Zeng, 欧阳 is Ouyang."""

from functools import lru_cache

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
    "吕": "lyu",
    "尉迟": "yuchi",
    "万俟": "moqi",
}

OF_TWO_CHARACTERS = {
    *("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "公孙"),
    *("慕容", "司徒", "夏侯", "令狐", "尉迟", "万俟"),
}


@lru_cache(maxsize=4096)
def romanised(surname: str) -> str:
    """The surname in letters; one that is written in letters stays as it is."""
    if surname.isascii():
        return surname
    return (AS_A_SURNAME.get(surname) or _read(surname)).capitalize()


def romanised_name(name: str) -> str:
    """A whole name in letters: 李建国 is Li Jianguo, 欧阳文 is Ouyang Wen."""
    if name.isascii():
        return name
    letters = 2 if name[:2] in OF_TWO_CHARACTERS else 1
    given = _read(name[letters:]).capitalize()
    return f"{romanised(name[:letters])} {given}".strip()


def _read(words: str) -> str:
    # Its dictionary takes most of a second and 60 MB: loaded by whoever comes to a name that is not known above.
    from pypinyin import Style, lazy_pinyin

    return "".join(lazy_pinyin(words, style=Style.NORMAL))
