"""Turning pages without counting or skipping: a page begins after the last row of the one before."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, literal, tuple_


@dataclass(frozen=True, slots=True)
class Place:
    """A row's place in a list that is ordered by a moment and then by id."""

    at: datetime
    id: UUID | int


def beyond(at: Any, id: Any, place: Place, *, newest_first: bool) -> ColumnElement[bool]:
    """The rows that come after a place, as one comparison that an index over both columns answers."""
    row, last = tuple_(at, id), tuple_(literal(place.at, at.type), literal(place.id, id.type))
    return row < last if newest_first else row > last
