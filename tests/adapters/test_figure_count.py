"""The figures of the demo day are the same on both engines, and counting twice counts once."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from fieldapp import demo
from fieldapp.db import db
from fieldapp.domain.figure import Measure
from fieldapp.domain.figure_list import Span, totals
from fieldapp.domain.figure_round import count_branch
from fieldapp.domain.premises import Branch
from tests.builders import NOW


@pytest.fixture
def counted(app):
    with time_machine.travel(NOW, tick=False), app.app_context():
        demo.load(db.session(), now=NOW, password_hash="")
        branch = db.session.scalars(select(Branch)).one()
        count_branch(db.session(), branch, NOW)
        db.session.commit()
        yield branch


def told(branch):
    day = NOW.date()
    rows = db.session.execute(totals(Span(branch.id, day - timedelta(days=1), day)))
    return {row.measure: (int(row.part), int(row.whole)) for row in rows}


@pytest.mark.both_engines
def test_every_figure_has_a_part_and_a_whole_and_counting_again_changes_nothing(counted):
    first = told(counted)
    count_branch(db.session(), counted, NOW)
    db.session.commit()

    assert told(counted) == first
    shares = {measure: both for measure, both in first.items() if not measure.is_minutes}
    assert all(0 <= part <= whole for part, whole in shares.values())
    done = first[Measure.SIGNED][1]
    assert done > 0 and sum(first[one][0] for one in (Measure.SIGNED, Measure.REFUSED, Measure.ABSENT)) == done
    assert first[Measure.REWORK][0] == 1 and first[Measure.UNANSWERED] == (1, 1)
    assert first[Measure.IN_TEN][1] >= 1 and first[Measure.DOOR][0] > 0
    assert first[Measure.RUNG_FIRST][1] >= 1
    assert first[Measure.CALLED][0] >= 1 and first[Measure.AGREES_SATISFIED] == (1, 2)
    funnel = [first[one][0] for one in (Measure.ENTERED, Measure.STARTED, Measure.FINISHED, Measure.LEFT)]
    assert funnel == sorted(funnel, reverse=True)
