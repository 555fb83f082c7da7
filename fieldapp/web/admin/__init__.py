"""The administrator's screens: people, rooms, phones."""

from flask import Blueprint

from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.admin import (
    absences,
    audit,
    call_backs,
    codes,
    emergencies,
    employment,
    evidence,
    holds,
    notice,
    owner,
    passkeys,
    people,
    person,
    phones,
    portrait,
    privacy,
    purged,
    room,
    rooms,
    sessions,
    settings,
    sites,
    system,
    systems,
    tables,
    valve,
    warranty,
    welcome,
)

admin = Blueprint("admin", __name__, url_prefix="/admin")
admin.before_request(guard.only(Role.ADMIN))

PEOPLE = (people, person, portrait, absences, codes, employment, phones, sessions, passkeys)
ROOMS = (sites, rooms, room, valve)
SYSTEMS = (systems, system)
PRIVACY = (privacy, notice, holds, purged, owner)

for screen in (
    *(welcome, *PEOPLE, *ROOMS, *PRIVACY, *SYSTEMS),
    *(tables, settings, audit, evidence, emergencies, call_backs, warranty),
):
    admin.register_blueprint(screen.bp)
