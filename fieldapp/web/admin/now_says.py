"""What is stored of a person, a room, a site or the branch, where somebody else was quicker."""

from fieldapp.domain.base import Overtaken
from fieldapp.web.admin.audit_words import FIELDS, in_words
from fieldapp.web.overtaken import instead


def now_says(overtaken: Overtaken) -> str:
    """Field by field, as the journal would tell it."""
    return instead(f"{FIELDS[name]}: {in_words(name, _plain(value))}" for name, value in overtaken.facts["now"].items())


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else "" if value is None else value
