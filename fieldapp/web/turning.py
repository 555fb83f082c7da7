"""Where a page of a list begins, as the link to it says: ``?after=<moment>~<id>`` of the last row before it."""

from datetime import datetime
from uuid import UUID

from fieldapp.domain.keyset import Place
from fieldapp.web.forms import Form


def place_in(form: Form) -> Place | None:
    """The place that the address names; None for the beginning of the list, and for what is no place."""
    moment, _, id = form.text("after", most=80, optional=True).partition("~")
    read = Form({"moment": moment, "id": id})
    at, last_id = read.moment("moment", "UTC", optional=True), read.optional_uuid("id")
    return Place(at, last_id) if at and last_id else None


def mark(at: datetime, id: UUID) -> str:
    """The same, to be put into an address."""
    return f"{at.isoformat()}~{id}"
