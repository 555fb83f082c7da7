"""`fieldapp catalogue approve`: an imported version is in force once reviewed and approved by the general manager."""

from datetime import timedelta

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from fieldapp.clock import now
from fieldapp.commands import fieldapp
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, in_force
from fieldapp.domain.catalogue_journal import journal_of
from fieldapp.domain.people import Person, Role
from tests.builders import BRANCH_ID, a_person, chen, the_branch


@pytest.fixture(autouse=True)
def branch(save) -> None:
    save(the_branch())
    save(a_person("wang", Role.GENERAL))
    save(chen())


@pytest.mark.both_engines
def test_the_version_imported_last_is_in_force_from_then_on(app, save):
    save(CatalogueVersion(id=new_id(), branch_id=BRANCH_ID, year=2026, number=1))
    save(CatalogueVersion(id=new_id(), branch_id=BRANCH_ID, year=2026, number=2))
    outcome = approved(app, "wang")
    assert outcome.exit_code == 0 and "Version 2 of 2026 is in force." in outcome.stdout
    with app.app_context():
        version = db.session.scalars(in_force(BRANCH_ID, now())).one()
        assert (version.number, version.state) == (2, CatalogueState.APPROVED)
        assert db.session.get_one(Person, version.approved_by_id).login == "wang"


def test_approving_twice_keeps_the_first_moment(app, save):
    save(CatalogueVersion(id=new_id(), branch_id=BRANCH_ID, year=2026, number=1))
    approved(app, "wang")
    first = moment(app)
    approved(app, "wang")
    assert moment(app) == first and now() - first < timedelta(minutes=5)


def test_nobody_but_the_general_manager_approves(app, save):
    save(CatalogueVersion(id=new_id(), branch_id=BRANCH_ID, year=2026, number=1))
    outcome = approved(app, "chen")
    assert outcome.exit_code == 1 and "not the general manager" in outcome.stderr
    assert moment(app) is None


def test_4_1_3_nothing_is_approved_before_the_supervisors_have_said_yes(app, save):
    save(CatalogueVersion(id=new_id(), branch_id=BRANCH_ID, year=2026, number=1))
    outcome = approved(app, "wang", paper="")
    assert outcome.exit_code == 1 and "/board/catalogue" in outcome.stderr
    assert moment(app) is None


def test_where_the_review_on_paper_lies_stands_in_the_journal(app, save):
    version = save(CatalogueVersion(id=new_id(), branch_id=BRANCH_ID, year=2026, number=1))
    approved(app, "wang")
    with app.app_context():
        entries = db.session.execute(journal_of(version)).all()
        assert [(entry.what, entry.why, by) for entry, by in entries] == [
            ("approve", "", "李建国"),
            ("paper", "folder 7", None),
        ]


@pytest.mark.parametrize(("login", "told"), [("wang", "no catalogue yet"), ("nobody", "Nobody signs in as nobody")])
def test_what_is_missing_is_said(app, login, told):
    outcome = approved(app, login)
    assert outcome.exit_code == 1 and told in outcome.stderr


def approved(app: Flask, login: str, *, paper: str = "folder 7") -> Result:
    said = ["--reviewed-on-paper", paper] if paper else []
    return app.test_cli_runner().invoke(fieldapp, ["catalogue", "approve", "--by", login, *said])


def moment(app: Flask):
    with app.app_context():
        return db.session.scalars(select(CatalogueVersion.approved_at)).one()
