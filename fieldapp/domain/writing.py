"""What counts as writing: signs that can be stored and read as they stand, figures that mean what they look like."""

from unicodedata import category, normalize

UNSTORABLE = {"Cc", "Cs"}  # control characters (PostgreSQL takes no NUL) and halves of characters
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")  # "51¥" would be read as another price
UNSEEN = {"Cf", "Zs", "Zl", "Zp"}
BETWEEN = "\n\t"  # the controls that people type


def is_writing(words: str) -> bool:
    """Can all of it be stored, and does it read in the order in which it stands?"""
    return all(_is_writing(sign) for sign in words)


def cleaned(words: str) -> str:
    """The same words without what cannot be stored or would be read as something else."""
    return "".join(sign for sign in words if _is_writing(sign))


def seen(words: str) -> str:
    """The words; nothing if there is nothing to see in them: a reason of zero-width signs is none."""
    return "" if all(category(sign) in UNSEEN or sign in BETWEEN for sign in words) else words


def narrow(words: str) -> str:
    """Full-width letters and figures as the narrow ones. What stands raised or in a circle stays: 15² is not 152."""
    return "".join(sign if category(sign) == "No" else normalize("NFKC", sign) for sign in words)


def _is_writing(sign: str) -> bool:
    return sign in BETWEEN or (sign not in TURNING and category(sign) not in UNSTORABLE)
