"""Several of a few that were ticked in a form; what no form of ours sends is left out."""

from enum import StrEnum
from typing import TypeVar

from flask import request

Choice = TypeVar("Choice", bound=StrEnum)


def ticked(kind: type[Choice], name: str) -> frozenset[Choice]:
    """Those of the kind that were ticked."""
    sent = set(request.form.getlist(name))
    return frozenset(member for member in kind if member.value in sent)
