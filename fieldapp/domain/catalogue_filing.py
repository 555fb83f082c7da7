"""Filing with head office (4.1.4): who filed which items and when; from then on anyone can see whether they changed."""

from collections.abc import Iterable
from datetime import datetime

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, Item
from fieldapp.domain.catalogue_table import HEADER, as_row
from fieldapp.domain.document import sha256
from fieldapp.domain.people import Person, Role


def file(version: CatalogueVersion, *, at: datetime, by: Person) -> None:
    """Head office files an approved version. Twice is once; nothing of it changes afterwards.

    Raises RuleBroken ``catalogue.not_head_office`` or ``catalogue.not_approved``.
    """
    if Role.HEAD not in by.roles:
        raise RuleBroken("catalogue.not_head_office")
    if version.state is CatalogueState.FILED:
        return
    if version.state is not CatalogueState.APPROVED:
        raise RuleBroken("catalogue.not_approved")
    version.state = CatalogueState.FILED
    version.filed_at, version.filed_by_id = at, by.id
    version.filed_sha256 = fingerprint(version.items)
    version.record(at, by, "file", items=len(version.items), sha256=version.filed_sha256)


def fingerprint(items: Iterable[Item]) -> str:
    """The hash of all items, as they are exported: SHA-256, in hexadecimal."""
    return sha256({"items": [dict(zip(HEADER, as_row(item), strict=True)) for item in items]})


def as_filed(version: CatalogueVersion, items: Iterable[Item]) -> bool | None:
    """Are the items still those that were filed? None for what was filed before hashes were kept, or never."""
    return fingerprint(items) == version.filed_sha256 if version.filed_sha256 else None
