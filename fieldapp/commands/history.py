"""`fieldapp history`: a year of orders behind the demo branch, to see how it is after a year."""

from datetime import timedelta

import click
from flask.cli import with_appcontext
from sqlalchemy import text

from fieldapp.clock import now
from fieldapp.commands.demo import load_demo
from fieldapp.commands.which_branch import which_branch
from fieldapp.db import db
from fieldapp.demo import is_empty
from fieldapp.demo.year import DAYS, add_year
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.figure_round import count_days
from fieldapp.domain.local_day import day_at
from fieldapp.domain.premises import Branch

A_MONTH = 31  # days that are counted in one transaction
SEED = 2026


@click.command("history")
@click.option("--orders", default=200_000, show_default=True, type=click.IntRange(1, 2_000_000), help="So many orders.")
@click.option("--seed", default=SEED, show_default=True, help="The same seed tells the same year again.")
@with_appcontext
def history(orders: int, seed: int) -> None:
    """Write a year of orders, with all that belongs to them, into an empty database or the demo's."""
    if is_empty(db.session()):
        load_demo()
    write_year(which_branch(""), orders, seed)
    click.echo(f"The branch has a year of {orders:,} orders behind it.")


def write_year(branch: Branch, orders: int, seed: int = SEED) -> None:
    """Write the year bit by bit, then count its figures, and let the database look at what it has."""
    try:
        for written in add_year(db.session(), branch, orders, now=now(), seed=seed):
            db.session.commit()
            db.session.expunge_all()
            if written and written % 20_000 == 0:
                click.echo(f"{written:,} orders …")
    except RuleBroken as refusal:
        raise click.ClickException("History goes into an empty database or the demo's, and only once.") from refusal
    branch = which_branch("")
    today = day_at(now(), branch.timezone)
    for began in range(DAYS, -1, -A_MONTH):
        first = today - timedelta(days=began)
        count_days(db.session(), branch, first, min(today, first + timedelta(days=A_MONTH - 1)), now())
        db.session.commit()
    db.session.execute(text("ANALYZE"))
    db.session.commit()
