"""Two supervisors hand in their word at the same moment: neither word is lost, and the version is reviewed."""

import pytest

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, Category
from fieldapp.domain.catalogue_review import Point
from fieldapp.domain.people import Department, Role
from tests.at_once import at_once
from tests.builders import BRANCH_ID, a_person, sun, the_branch
from tests.jobs import an_item

YES = dict.fromkeys((point.value for point in Point), "yes")
ROUNDS = 6


@pytest.mark.both_engines
def test_both_words_count(app, save, signed_in):
    save(the_branch(), sun(), a_person("lin", Role.SUPERVISOR, department=Department.CLEANING))
    browsers = [signed_in("sun"), signed_in("lin")]
    for number in range(1, ROUNDS + 1):
        items = [an_item(), an_item("CLN-001", category=Category.CLEANING)]
        id = new_id()
        save(CatalogueVersion(id=id, branch_id=BRANCH_ID, year=2026, number=number, items=items))
        assert at_once(*((browser, f"/board/catalogue/{id}/review", YES) for browser in browsers)) == [303, 303]
        with app.app_context():
            assert db.session.get_one(CatalogueVersion, id).state is CatalogueState.REVIEWED
