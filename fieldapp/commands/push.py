"""`fieldapp push test LOGIN`: one real message to somebody's phones, past everything that might hide a fault."""

from datetime import timedelta

import click
from flask import current_app
from flask.cli import with_appcontext

from fieldapp.channels import Parcel, Words
from fieldapp.channels.push_payload import payload
from fieldapp.channels.push_setup import web_push
from fieldapp.channels.vapid import VapidWrong
from fieldapp.channels.web_push import Answer, Outcome, Push, Subscription, Urgency
from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.people import Language, Person, person_with_login
from fieldapp.domain.subscription import subscriptions_of

WORDS = {
    Language.CHINESE: Words("测试推送", "收到这条，说明手机能被叫到。", "/my/phone"),
    Language.ENGLISH: Words("Test message", "If you read this, your phone can be called.", "/my/phone"),
}
TTL = timedelta(minutes=2)


@click.group()
def push() -> None:
    """Messages to phones."""


@push.command("test")
@click.argument("login")
@with_appcontext
def test(login: str) -> None:
    """Send one to each phone of LOGIN, and say what each push service answered."""
    person = db.session.scalars(person_with_login(login)).one_or_none()
    if person is None:
        raise click.ClickException(f"Nobody signs in as {login!r}.")
    phones = [
        Subscription(row.endpoint, row.p256dh, row.auth) for row in db.session.scalars(subscriptions_of(person.id))
    ]
    db.session.rollback()  # nobody waits for the database while a push service thinks
    if not phones:
        raise click.ClickException(f"{person.name} has no phone that takes a push: open /my/phone on it first.")
    answers = [_send(person, phone) for phone in phones]
    if not any(answer.status == 201 for answer in answers):
        raise click.ClickException("No push service took it.")


def _send(person: Person, phone: Subscription) -> Answer:
    try:
        sender = web_push(current_app.config)
    except VapidWrong as error:
        raise click.ClickException(f"Web push is off: {error}") from None
    body = payload(_parcel(person), current_app.config["PUBLIC_URL"])
    answer = sender.send(Push(body, TTL, Urgency.HIGH, "test"), phone, now())
    host = phone.endpoint.split("/")[2]
    said = answer.status or answer.words
    click.echo(
        f"{host}: {said}" + ("" if answer.outcome is Outcome.ACCEPTED else f" ({answer.outcome}) {answer.words}")
    )
    return answer


def _parcel(person: Person) -> Parcel:
    id = new_id()
    return Parcel(
        delivery_id=id,
        kind="drill",
        key=f"test {id}",
        topic="test",
        revision=1,
        urgency=Urgency.HIGH.value,
        ttl_seconds=int(TTL.total_seconds()),
        receipt_token="",
        words=WORDS[person.language],
        facts={},
    )
