"""`fieldapp branch`: the branch that rooms, people and catalogues belong to. A new installation begins with one."""

import tomllib
from pathlib import Path

import click
from flask.cli import with_appcontext

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.premises import Branch
from fieldapp.domain.procedure import newest_procedure, procedure_from

PROCEDURE = Path(__file__).parent.parent / "data" / "procedure.toml"


@click.group()
def branch() -> None:
    """The branches of the company."""


@branch.command("add")
@click.argument("name")
@click.option("--company", required=True, help="The company's name, as technicians say it at the door.")
@click.option("--company-en", default="", help="The same in English; else the first.")
@click.option("--phone", required=True, help="The customer centre's number, which owners are told to call.")
@click.option("--timezone", default="Asia/Shanghai", show_default=True)
@with_appcontext
def add(name: str, company: str, company_en: str, phone: str, timezone: str) -> None:
    """Found the branch NAME, and take over the procedure of a visit if there is none yet."""
    founded = Branch(
        id=new_id(),
        company_zh=company,
        company_en=company_en or company,
        name_zh=name,
        name_en=name,
        centre_phone=phone,
        timezone=timezone,
    )
    db.session.add(founded)
    db.session.flush()
    note(db.session(), founded.id, Act.here(by_id=None, now=now()), "branch_founded", about=name)
    if db.session.scalars(newest_procedure()).first() is None:
        db.session.add(procedure_from(tomllib.loads(PROCEDURE.read_text(encoding="utf-8"))))
    db.session.commit()
    click.echo(f"{name} is founded. Next: fieldapp import rooms, people, catalogue.")
