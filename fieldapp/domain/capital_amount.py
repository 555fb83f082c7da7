"""An amount of money in the capital numerals of Chinese papers, which no pen can alter: 贰佰壹拾元伍角整."""

from fieldapp.domain.base import Fen

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
GROUPS = ("", "万", "亿", "兆")


def in_capitals(fen: Fen | int) -> str:
    """The amount as it is written out on a receipt; below zero with 负 before it."""
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    whole = f"{_grouped(yuan)}元" if yuan or not rest else ""
    return ("负" if fen < 0 else "") + whole + _small(jiao, cents, after_yuan=bool(yuan))


def _small(jiao: int, cents: int, *, after_yuan: bool) -> str:
    if not jiao and not cents:
        return "整"
    tenths = f"{DIGITS[jiao]}角" if jiao else ("零" if after_yuan else "")
    return tenths + (f"{DIGITS[cents]}分" if cents else "整")


def _grouped(yuan: int) -> str:
    """Groups of four digits, each with its name; one 零 stands for all that is missing in between."""
    if not yuan:
        return "零"
    words, group = "", 0
    while yuan:
        yuan, four = divmod(yuan, 10_000)
        missing = "零" if yuan and four < 1000 and (four or words) and not words.startswith("零") else ""
        words = missing + (_four(four) + GROUPS[group] if four else "") + words
        group += 1
    return words


def _four(number: int) -> str:
    words = ""
    for place, digit in enumerate(reversed(f"{number:d}")):
        if digit != "0":
            words = DIGITS[int(digit)] + PLACES[place] + words
        elif words and not words.startswith("零"):
            words = "零" + words
    return words
