"""Each setting with what it means and who said so."""

from datetime import timedelta

from fieldapp.db import db
from fieldapp.domain.chase_times import chase_times
from fieldapp.domain.premises import Branch
from tests.builders import BRANCH_ID

WHERE = "/admin/settings"
TOLD = {
    "company_zh": "阳光物业",
    "company_en": "Sunshine Property",
    "name_zh": "城东分公司",
    "name_en": "East branch",
    "centre_phone": "400-765-4321",
    "developer_receipt_days": "2",
    "developer_answer_days": "3",
    "developer_decision_days": "1",
    "developer_again_days": "1",
    "lock_minutes": "5",
    "door_minutes": "5",
}


def test_a_setting_says_what_it_means_and_who_said_so(app, office, max_queries):
    with max_queries(8):
        page = office.get(WHERE).text
    assert "告诉业主拨打的电话" in page and "/admin/emergencies" in page and "/admin/call-backs" in page
    assert page.count("还没有人改过") == 11
    assert office.post(WHERE, data=TOLD).status_code in (302, 303)
    page = office.get(WHERE).text
    assert page.count("还没有人改过") == 9 and "400-765-4321" in page
    with app.app_context():
        branch = db.session.get_one(Branch, BRANCH_ID)
        assert (branch.centre_phone, branch.developer_receipt_days) == ("400-765-4321", 2)
        assert chase_times(db.session(), BRANCH_ID).receipt == timedelta(2)
    assert "修改设置" in office.get("/admin/audit").text


def test_what_is_missing_is_named_and_nothing_changes(app, office):
    answer = office.post(WHERE, data=TOLD | {"company_zh": ""})
    assert answer.status_code == 422 and 'id="company_zh-fault"' in answer.text
    with app.app_context():
        assert db.session.get_one(Branch, BRANCH_ID).centre_phone == "400-123-4567"
