"""What people outside open by a link: owners the copy, whether it is genuine, the prices; a developer a defect.

Nobody signs in.
"""

from flask import Blueprint

from fieldapp.web import guard
from fieldapp.web.owner import copy, correction, developer, handed_in, paper, prices, privacy, satisfied, verify

owner = Blueprint("owner", __name__)
owner.before_request(guard.open_to_all())

for screen in (copy, correction, paper, satisfied, verify, handed_in, prices, privacy, developer):
    owner.register_blueprint(screen.bp)
