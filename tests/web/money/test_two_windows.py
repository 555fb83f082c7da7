"""Two windows over the page that says who takes money."""

import re

from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.premises import Collects, Site


def test_whoever_says_who_takes_money_on_an_older_page_is_told_and_keeps_their_choice(cash):
    cash.collects(Collects.DESK)
    with cash.app.app_context():
        where = f"/money/sites/{db.session.scalars(select(Site.id)).one()}"
    seen = re.search(r'name="seen" value="([^"]+)"', cash.general.get("/money/sites").text)[1]
    assert cash.general.post(where, data={"collects": "nobody", "seen": seen}).status_code == 303
    assert cash.general.post(where, data={"collects": "nobody", "seen": seen}).status_code == 303, "a second tap"
    answer = cash.general.post(where, data={"collects": "desk", "seen": seen})
    assert answer.status_code == 409 and 'value="desk" checked' in answer.text
    with cash.app.app_context():
        assert db.session.scalars(select(Site)).one().collects is Collects.NOBODY
    again = re.search(r'name="seen" value="([^"]+)"', answer.text)[1]
    assert cash.general.post(where, data={"collects": "desk", "seen": again}).status_code == 303
