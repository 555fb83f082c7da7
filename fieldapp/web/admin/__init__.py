"""The administrator's screens: people, rooms, phones."""

from flask import Blueprint

from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.admin import (
    absences,
    call_backs,
    codes,
    emergencies,
    employment,
    people,
    person,
    phones,
    warranty,
    welcome,
)

admin = Blueprint("admin", __name__, url_prefix="/admin")
admin.before_request(guard.only(Role.ADMIN))

for screen in (welcome, emergencies, call_backs, people, person, absences, codes, employment, phones, warranty):
    admin.register_blueprint(screen.bp)
