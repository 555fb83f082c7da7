"""What people see and press; the only part that knows Flask. One package for each audience."""

from pathlib import Path

from flask import Flask

from fieldapp.web import (
    assets,
    company,
    errors,
    formats,
    guard,
    health,
    labels,
    language,
    language_choice,
    log,
    manifest,
    security,
    session,
    sign_in,
    start,
)
from fieldapp.web.admin import admin
from fieldapp.web.manager import manager

# Every screen hangs on one of these; each says in a guard who may come in.
BLUEPRINTS = (
    health.bp,
    manifest.bp,
    language_choice.bp,
    sign_in.bp,
    start.bp,
    manager,
    admin,
)


def init_app(app: Flask, static: Path) -> None:
    """Set up what all screens share, in the order in which a request meets it, and hang up the screens."""
    for part in (log, session, guard, language, formats, labels, company, errors, security):
        part.init_app(app)
    assets.init_app(app, static)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
