"""`/sw.js`, which keeps a technician's day on the phone, and the page that it shows where nothing is kept."""

from flask import Blueprint, Response, current_app, json, render_template

from fieldapp.web import guard
from fieldapp.web.protocol import ours

PARTS = ("sw.js", "push/woken.js")  # what keeps the day, and what is woken by a push

bp = Blueprint("service_worker", __name__)
bp.before_request(guard.open_to_all())
bp.after_request(ours)


@bp.get("/sw.js")
def script() -> Response:
    """At the top, so that its scope is the whole site. The build in its first line makes a new build a new worker."""
    assets = current_app.extensions["assets"]
    build = f"const BUILD = {json.dumps(assets.build)}\n"
    parts = [(assets.folder / "js" / part).read_text("utf-8") for part in PARTS]
    return Response(build + "\n".join(parts), mimetype="text/javascript")


@bp.get("/offline")
def nothing_kept() -> str:
    return render_template("offline.html")
