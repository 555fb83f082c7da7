"""The demo's developers, one for each estate."""

from collections.abc import Iterable
from datetime import datetime

from fieldapp.domain.base import new_id
from fieldapp.domain.developer import Developer
from fieldapp.domain.journal import Act
from fieldapp.domain.premises import Site

WHO = {
    "A": ("阳光置业工程部", "钱工", "13700010001"),
    "B": ("滨江地产客户关系部", "冯经理", "13700010002"),
}


def developers(estates: Iterable[Site], at: datetime) -> list[Developer]:
    """Who answers for their defects."""
    return [_developer(site, at) for site in estates]


def _developer(site: Site, at: datetime) -> Developer:
    company, contact, phone = WHO[site.code]
    developer = Developer(id=new_id(), branch_id=site.branch_id, site_id=site.id)
    developer.say(Act.here(by_id=None, now=at), company=company, contact=contact, phone=phone)
    return developer
