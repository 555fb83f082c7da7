"""What a visit needs beside its page, to be made without any signal: the page is ready only when all of it is there."""

from uuid import UUID

from flask import url_for

from fieldapp.web.technician.catalogue import items_address


def beside_a_visit(visit_id: UUID, catalogue_version_id: UUID) -> list[str]:
    """The addresses: the views it may come to, and the items that may be added."""
    return [
        url_for("technician.visit.ahead", visit_id=visit_id),
        items_address(catalogue_version_id),
    ]
