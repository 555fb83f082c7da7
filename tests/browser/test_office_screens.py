"""Every screen of the office, in both languages: nothing is complained about, by the browser or by axe."""

import pytest

from tests.browser.browsers import DESK
from tests.browser.office_screens import by_people


@pytest.mark.parametrize(("login", "screens_of"), [pytest.param(*each, id=each[0]) for each in by_people()])
def test_every_screen_of_the_office_can_be_looked_at(browsers, login, screens_of):
    page = browsers.open(login, **DESK)
    for screen in screens_of:
        screen.come_to(page)
        assert page.locator("main h1, main .plate").count(), f"{screen.name}: {page.url} shows nothing"
        browsers.look_at(page, screen.name)
