"""What people see and press; the only part that knows Flask. One package for each audience."""

from pathlib import Path

from flask import Flask

from fieldapp.web import (
    assets,
    company,
    device_words,
    doorplate,
    drawn_once,
    drills,
    errors,
    formats,
    guard,
    health,
    how_often,
    journal_words,
    labels,
    language,
    language_choice,
    live,
    locked,
    log,
    manifest,
    measures,
    metrics,
    new_password,
    passkey_sign_in,
    price_words,
    privacy_words,
    push,
    security,
    sent_body,
    service_worker,
    session,
    sign_in,
    start,
)
from fieldapp.web.account import account
from fieldapp.web.admin import admin
from fieldapp.web.agreements import agreements
from fieldapp.web.api import BLUEPRINTS as API
from fieldapp.web.desk import desk
from fieldapp.web.manager import manager
from fieldapp.web.money import money
from fieldapp.web.owner import owner
from fieldapp.web.supervisor import supervisor
from fieldapp.web.technician import technician

# Every screen hangs on one of these; each says in a guard who may come in.
BLUEPRINTS = (
    health.bp,
    metrics.bp,
    manifest.bp,
    service_worker.bp,
    language_choice.bp,
    sign_in.bp,
    new_password.bp,
    locked.bp,
    passkey_sign_in.bp,
    start.bp,
    live.bp,
    push.bp,
    push.receipts,
    drills.bp,
    account,
    technician,
    supervisor,
    desk,
    manager,
    money,
    agreements,
    owner,
    admin,
    *API,
)


def init_app(app: Flask, static: Path) -> None:
    """Set up what all screens share, in the order in which a request meets it, and hang up the screens."""
    for part in (
        log,
        measures,
        metrics,
        session,
        sent_body,
        guard,
        language,
        formats,
        labels,
        doorplate,
        price_words,
        privacy_words,
        device_words,
        journal_words,
        company,
        live,
        errors,
        security,
        how_often,
    ):
        part.init_app(app)
    assets.init_app(app, static)
    drawn_once.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
