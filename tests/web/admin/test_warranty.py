"""Developers and warranty periods, as the administrator says them (4.3.4)."""

import pytest

from fieldapp.domain.people import Role
from tests.builders import SITE_ID, a_person, the_branch, the_site


@pytest.fixture
def admin(save, signed_in):
    save(the_branch(), the_site(), a_person("admin", Role.ADMIN))
    return signed_in("admin")


def test_a_developer_is_named_for_an_estate_and_may_change(admin):
    for company in ("阳光置业", "阳光置业工程部"):
        said = {"company": company, "contact": "钱工", "phone": "13700010001"}
        assert admin.post(f"/admin/warranty/developers/{SITE_ID}", data=said).status_code == 303
    page = admin.get("/admin/warranty").text
    assert 'value="阳光置业工程部"' in page and "建设工程质量管理条例" in page
    assert admin.post(f"/admin/warranty/developers/{SITE_ID}", data={"company": ""}).status_code == 422


def test_both_stand_in_the_journal_of_the_administration(admin):
    said = {"company": "阳光置业", "contact": "钱工", "phone": "13700010001"}
    admin.post(f"/admin/warranty/developers/{SITE_ID}", data=said)
    admin.post(
        "/admin/warranty/periods", data={"component": "blockage", "site": "", "months": "24", "source": "2003 年通知"}
    )
    page = admin.get("/admin/audit").text
    assert "阳光置业 · 137****0001" in page and "24 个月 · 2003 年通知" in page and "13700010001" not in page


def test_a_city_says_longer_with_its_source(admin):
    said = {"component": "blockage", "site": "", "months": "24", "source": "市房管局 2003 年通知"}
    assert admin.post("/admin/warranty/periods", data=said).status_code == 303
    assert "市房管局 2003 年通知" in admin.get("/admin/warranty").text
    refused = admin.post("/admin/warranty/periods", data=said | {"months": "1"})
    assert refused.status_code == 422 and "至少 2 个月" in refused.text
    assert admin.post("/admin/warranty/periods", data=said | {"component": "none"}).status_code == 422
