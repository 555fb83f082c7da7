"""Telephone numbers that somebody typed among other words: masked wherever a list repeats them (PIPL 6)."""

import re

from fieldapp.domain.premises import masked

# Seven figures and more in a row, or a mobile, landline or service number in its groups; not a day, nor 2026-00231.
A_NUMBER = re.compile(
    r"(?<![\d-])(?:\+?\d{7,}|1\d{2}[ -]\d{4}[ -]\d{4}|0\d{2,3}[ -]\d{7,8}|400[ -]\d{3}[ -]\d{4})(?![\d-])"
)


def without_numbers(words: str) -> str:
    """What somebody wrote, with the telephone numbers in it masked (PIPL 6)."""
    return A_NUMBER.sub(lambda number: masked(number[0]), words)
