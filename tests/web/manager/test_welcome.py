"""The office's first screen says whose turn it is."""

import pytest

from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion
from tests.builders import BRANCH_ID, one_of_each_role, the_branch


@pytest.mark.parametrize(
    ("state", "login", "waits"),
    [
        (CatalogueState.DRAFT, "general", False),
        (CatalogueState.REVIEWED, "general", True),
        (CatalogueState.REVIEWED, "head", False),
        (CatalogueState.APPROVED, "head", True),
        (CatalogueState.APPROVED, "general", False),
        (CatalogueState.FILED, "head", False),
        (CatalogueState.REVIEWED, "cashier", False),
    ],
)
def test_a_version_waits_for_whoever_is_next(save, signed_in, state, login, waits):
    save(the_branch(), *one_of_each_role())
    version = save(CatalogueVersion(id=new_id(), branch_id=BRANCH_ID, year=2026, number=4, state=state, items=[]))
    page = signed_in(login).get("/office").text
    assert (f"/office/catalogue/{version}" in page) is waits
    assert ("这里暂时没有" in page) is not waits
