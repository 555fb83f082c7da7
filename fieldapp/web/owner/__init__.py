"""What people outside open by a link: owners the copy, whether it is genuine, the prices; a developer a defect.

Nobody signs in.
"""

from typing import cast

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

from fieldapp.web import guard
from fieldapp.web.owner import copy, developer, prices, privacy, satisfied, verify, wrong_tokens

owner = Blueprint("owner", __name__)
owner.before_request(guard.open_to_all())

for screen in (copy, satisfied, verify, prices, privacy, developer):
    owner.register_blueprint(screen.bp)


@owner.record
def _count_wrong_tokens(setup: BlueprintSetupState) -> None:
    wrong_tokens.init_app(cast(Flask, setup.app))
