"""The numbers of others that an owner was told, as they were ticked (4.2.3, 4.3.3)."""

from uuid import UUID

from flask import request

from fieldapp.db import db
from fieldapp.domain.journal import Act
from fieldapp.domain.order import Order
from fieldapp.domain.outside import contacts_named, name_to_owner

MOST = 10


def note_named(order: Order, act: Act) -> None:
    """Write down which numbers of the directory the form says the owner was told; none is fine."""
    ids = [_id(words) for words in request.form.getlist("named")[:MOST]]
    chosen = [id for id in ids if id is not None]
    if chosen:
        name_to_owner(order, db.session.scalars(contacts_named(order.branch_id, chosen)).all(), act)


def _id(words: str) -> UUID | None:
    try:
        return UUID(words)
    except ValueError:
        return None
