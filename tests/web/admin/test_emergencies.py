"""The numbers of the emergency ladder, said by the administrator (4.3.5)."""

import pytest
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.ladder import LadderRules, Numbers, Step, rules_of, usual
from fieldapp.domain.people import Role
from tests.builders import BRANCH_ID, one_of_each_role, the_branch

WHERE = "/admin/emergencies"


@pytest.fixture
def admin(save, signed_in):
    save(the_branch())
    save(*one_of_each_role())
    return signed_in(Role.ADMIN.value)


def numbers(**other: object) -> dict[str, object]:
    """The usual ones, but for these."""
    rules = usual(BRANCH_ID)
    return {name: getattr(rules, name) for name in Numbers.__dataclass_fields__} | other


def test_the_usual_numbers_stand_there_until_somebody_says_otherwise(admin):
    page = admin.get(WHERE).text
    assert 'value="120"' in page and "119" in page
    assert "没有人改过" in page


def test_what_is_said_counts_and_tells_who_said_it(admin, app):
    answer = admin.post(WHERE, data=numbers(everybody_after=100, first_called=4))
    assert answer.status_code == 302
    with app.app_context():
        rules = rules_of(db.session(), BRANCH_ID)
        assert rules.after(Step.EVERYBODY).seconds == 100 and rules.most(Step.FIRST) == 4
        assert rules.changed_by_id and rules.changed_at
    assert "改于" in admin.get(WHERE).text


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("everybody_after", 60, "60 秒"),
        ("by_hand_after", 30, "120 秒"),
        ("door_within", 480, "480 秒"),
        ("next_after", "0", "1 和 3600"),
        ("first_called", "99", "1 和 20"),
        ("owner_after", "soon", "不是数字"),
        ("fire_phone", "", "这一项还没有填"),
        ("gas_phone", "9" * 31, "30"),
    ],
    ids=lambda given: str(given)[:12].encode("ascii", "ignore").decode(),
)
def test_a_number_that_cannot_be_is_named_at_its_field_and_nothing_changes(admin, app, name, value, said):
    answer = admin.post(WHERE, data=numbers(**{name: value, "next_called": 7}))
    assert answer.status_code == 422
    assert said in answer.text and f'id="{name}-fault"' in answer.text
    assert 'value="7"' in answer.text, "what was typed is kept"
    with app.app_context():
        assert db.session.scalars(select(LadderRules)).all() == []
