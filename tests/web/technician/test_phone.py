"""The phone's own page: whose it is, the language, the way out."""


def test_it_says_whose_phone_it_is(day):
    page = day.phone.get("/my/phone").text
    assert "李建国" in page and "A1027" in page and "退出登录" in page


def test_the_language_is_one_tap_away(day):
    day.phone.post("/language", data={"language": "en"}, headers={"Referer": "http://localhost/my/phone"})
    assert "Sign out" in day.phone.get("/my/phone").text and "Today" in day.phone.get("/my").text


def test_the_three_tabs_lead_to_each_other(day):
    for path in ("/my", "/my/catalogue", "/my/phone"):
        page = day.phone.get(path).text
        assert all(f'href="{tab}"' in page for tab in ("/my", "/my/catalogue", "/my/phone"))
        assert page.count('aria-current="page"') == 1
