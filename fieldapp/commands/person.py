"""`fieldapp person`: the accounts of people, for whoever keeps the server."""

import click
from flask.cli import with_appcontext

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.new_password import give_a_new_password
from fieldapp.domain.people import Department, Person, Role, person_with_login
from fieldapp.domain.people_list import person_key
from fieldapp.domain.premises import Branch, branches
from fieldapp.passwords import LEAST_LETTERS, hashed


class CannotDo(click.ClickException):
    """Said in one line on standard error."""


def long_enough(_context: click.Context, _option: click.Parameter, password: str) -> str:
    """A password nobody guesses at a sign-in form that allows five tries a minute."""
    if len(password) < LEAST_LETTERS:
        raise click.BadParameter(f"a password has at least {LEAST_LETTERS} letters")
    return password


password_option = click.option(
    "--password",
    prompt=True,
    hide_input=True,
    confirmation_prompt=True,
    callback=long_enough,
    help="Asked for when it is not given, which keeps it out of the shell's history.",
)


@click.group()
def person() -> None:
    """The accounts of people."""


@person.command("add")
@click.argument("login")
@click.option("--name", required=True, help="As owners see it on the badge.")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
@click.option("--department", required=True, type=click.Choice([department.value for department in Department]))
@click.option("--badge", default="", help="The number on the badge.")
@password_option
@with_appcontext
def add(login: str, name: str, roles: tuple[str, ...], department: str, badge: str, password: str) -> None:
    """Let somebody sign in as LOGIN."""
    if db.session.scalars(person_with_login(login)).first():
        raise CannotDo(f"{login} is taken.")
    somebody = Person(
        id=new_id(),
        branch_id=_the_branch().id,
        login=login.strip().lower(),
        name=name,
        badge=badge,
        search=person_key(name, login, badge),
        password_hash=hashed(password),
        department=Department(department),
        roles=frozenset(Role(role) for role in roles),
    )
    db.session.add(somebody)
    db.session.flush()
    _note(somebody, "person_added", roles=sorted(roles))
    db.session.commit()
    click.echo(f"{login} may sign in now.")


@person.command("password")
@click.argument("login")
@password_option
@with_appcontext
def password(login: str, password: str) -> None:
    """Give LOGIN a new password; whoever is signed in with the old one is signed out."""
    found = db.session.scalars(person_with_login(login)).first()
    if found is None:
        raise CannotDo(f"Nobody signs in as {login}.")
    give_a_new_password(db.session(), found, hashed(password), now())
    _note(found, "password_given")
    db.session.commit()
    click.echo(f"{login} has a new password.")


def _note(about: Person, what: str, **facts: list[str]) -> None:
    """In the journal of the administration, as done by whoever keeps the server."""
    act = Act.here(by_id=None, now=now())
    note(db.session(), about.branch_id, act, what, about=about.name, person_id=about.id, **facts)


def _the_branch() -> Branch:
    found = db.session.scalars(branches()).all()
    if len(found) != 1:
        raise CannotDo("There is no branch yet: fieldapp branch add." if not found else "There are several branches.")
    return found[0]
