"""What was written before a migration is there after it, and is there again after the way back."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import sqlalchemy as sa
from alembic import command
from flask import Flask
from flask_migrate import Migrate

from fieldapp.db import db
from fieldapp.domain.agreement import Agreed, Agreement, AgreementState
from fieldapp.domain.recurrence import Weekday
from fieldapp.schema import MIGRATIONS
from tests.agreements import House
from tests.builders import BRANCH_ID, NOW

ID = BRANCH_ID  # an id like any other
SAID = {
    "weekdays": "mon,thu", "begins_at": time(9), "minutes": 120, "first_day": date(2026, 11, 23), "price_fen": 4500,
    "notice": "保洁员离职", "signed_at": NOW.replace(tzinfo=None), "stopped_at": datetime(2026, 11, 30, 8),
}  # fmt: skip
KINDS = {
    "id": sa.Uuid(), "branch_id": sa.Uuid(), "room_id": sa.Uuid(), "owner_id": sa.Uuid(), "item_id": sa.Uuid(),
    "person_id": sa.Uuid(), "begins_at": sa.Time(), "first_day": sa.Date(), "last_day": sa.Date(),
    "requested_at": sa.DateTime(), "signed_at": sa.DateTime(), "stopped_at": sa.DateTime(),
    "minutes": sa.Integer(), "quantity_milli": sa.Integer(), "price_fen": sa.Integer(),
}  # fmt: skip


@pytest.mark.both_engines
def test_an_agreement_of_before_0017_has_its_terms_and_its_notice_after_it_and_after_the_way_back(app: Flask, save):
    house = House()
    save(*house.all)
    told = {"id": ID, "branch_id": BRANCH_ID, "room_id": house.owner.room.id, "owner_id": house.owner.id}
    told |= {"item_id": house.item.id, "person_id": house.fang.id, "last_day": date(2027, 11, 22)}
    told |= {"quantity_milli": 90_000, "requirements": "重点擦厨房", "requested_at": NOW.replace(tzinfo=None)}
    names = {*told, *SAID}
    agreement = sa.table("agreement", *(sa.column(name, KINDS.get(name, sa.Text())) for name in names))

    with app.app_context():
        config = Migrate(app, db, directory=str(MIGRATIONS), render_as_batch=True).get_config()
        command.downgrade(config, "0016")
        with db.engine.begin() as connection:
            connection.execute(agreement.insert().values(told | SAID))

        command.upgrade(config, "head")
        found = db.session.get_one(Agreement, ID)
        db.session.refresh(found, ["terms", "notices"])
        (terms,), (notice,) = found.terms, found.notices
        assert (terms.weekdays, terms.begins_at) == ({Weekday.MONDAY, Weekday.THURSDAY}, time(9))
        assert (terms.price_fen, terms.person_id, found.first_day) == (4500, house.fang.id, SAID["first_day"])
        assert (found.agreed_how, found.agreed_at) == (Agreed.ON_PAPER, NOW)
        assert (notice.words, notice.made_at) == ("保洁员离职", datetime(2026, 11, 30, 8, tzinfo=UTC))
        assert found.state(notice.from_day + timedelta(days=1)) is AgreementState.STOPPED
        db.session.remove()

        command.downgrade(config, "0016")
        with db.engine.connect() as connection:
            row = connection.execute(sa.select(agreement)).one()._asdict()
        command.upgrade(config, "head")
    assert {name: row[name] for name in SAID} == SAID and row["person_id"] == house.fang.id
