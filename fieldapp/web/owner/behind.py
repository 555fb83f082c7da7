"""What is behind the token of an owner's link."""

from fieldapp.db import db
from fieldapp.domain.owner_copy import OwnerCopy, copy_behind


def behind(token: str) -> OwnerCopy | None:
    """The copy, whether or not its link is still valid; None for a token that was never given out."""
    if not token.isalnum():  # PostgreSQL takes no NUL
        return None
    row = db.session.execute(copy_behind(token)).one_or_none()
    return OwnerCopy(*row) if row else None
