"""The share of those who are called though no rule names them, said by the administrator (3.1, 4.1.2)."""

import pytest

from fieldapp.db import db
from fieldapp.domain.call_back_rules import USUAL_SHARE, call_back_rules
from fieldapp.domain.people import Role
from tests.builders import BRANCH_ID, one_of_each_role, the_branch

WHERE = "/admin/call-backs"


@pytest.fixture
def admin(save, signed_in):
    save(the_branch())
    save(*one_of_each_role())
    return signed_in(Role.ADMIN.value)


def share(app):
    with app.app_context():
        return call_back_rules(db.session(), BRANCH_ID).share


def test_the_usual_share_counts_until_somebody_says_otherwise(admin, app):
    page = admin.get(WHERE).text
    assert f'value="{USUAL_SHARE}"' in page and "没有人改过" in page
    assert share(app) == USUAL_SHARE == 30


@pytest.mark.parametrize("said", [0, 55, 100])
def test_what_is_said_counts_and_tells_who_said_it(admin, app, said):
    assert admin.post(WHERE, data={"share": said}).status_code == 302
    assert share(app) == said and "改于" in admin.get(WHERE).text


@pytest.mark.parametrize("said", ["", "-1", "101", "a third"])
def test_a_share_that_cannot_be_is_named_and_changes_nothing(admin, app, said):
    answer = admin.post(WHERE, data={"share": said})
    assert answer.status_code == 422 and 'id="share-fault"' in answer.text
    assert share(app) == USUAL_SHARE
