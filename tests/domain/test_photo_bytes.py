"""The bytes of a photo may come twice; they are kept once."""

import pytest
from sqlalchemy import func, select

from fieldapp.db import db
from fieldapp.domain.photo import Blob, keep_once
from tests.builders import NOW, li, the_branch


@pytest.mark.both_engines
def test_the_same_bytes_at_the_same_moment_are_kept_once(app, save):
    technician = li()
    save(the_branch(), technician)

    with app.app_context():
        for _ in range(2):
            keep_once(db.session(), the_bytes_of(technician))
            db.session.expunge_all()
        db.session.commit()

        assert db.session.scalar(select(func.count()).select_from(Blob)) == 1


def the_bytes_of(technician):
    return Blob(sha256="0" * 64, size=3, width=1, height=1, received_at=NOW, by_id=technician.id)
