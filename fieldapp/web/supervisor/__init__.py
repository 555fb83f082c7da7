"""The supervisor's screens: a tablet, walking about; who goes where, today."""

from flask import Blueprint

from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.supervisor.alarm import bp as alarm
from fieldapp.web.supervisor.appointment import bp as appointment
from fieldapp.web.supervisor.assignment import bp as assignment
from fieldapp.web.supervisor.board import bp as board
from fieldapp.web.supervisor.catalogue import bp as catalogue
from fieldapp.web.supervisor.emergency import bp as emergency
from fieldapp.web.supervisor.hold import bp as hold
from fieldapp.web.supervisor.procedure import bp as procedure
from fieldapp.web.supervisor.question import bp as question
from fieldapp.web.supervisor.undelivered import bp as undelivered
from fieldapp.web.supervisor.verdict import bp as verdict
from fieldapp.web.supervisor.week import bp as week

supervisor = Blueprint("supervisor", __name__, url_prefix="/board")
supervisor.before_request(guard.only(Role.SUPERVISOR))

for screen in (
    *(board, week, emergency, assignment, hold, appointment, question),
    *(alarm, verdict, undelivered, procedure, catalogue),
):
    supervisor.register_blueprint(screen)
