"""What a phone needs to know to put the app on its home screen."""

from flask import Blueprint, Response, current_app, json
from flask_babel import gettext as _

from fieldapp.web import guard
from fieldapp.web.language import TAGS, language

bp = Blueprint("manifest", __name__)
bp.before_request(guard.open_to_all())


@bp.get("/manifest.webmanifest")
def show() -> Response:
    asset = current_app.extensions["assets"].url
    manifest = {
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "lang": TAGS[language()],
        "name": _("Home service"),
        "short_name": _("Service"),
        "display": "standalone",
        "orientation": "any",
        "background_color": "#f4f3ee",
        "theme_color": "#f4f3ee",
        "icons": [
            {"src": asset("icons/app.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            {"src": asset("icons/app-192.png"), "sizes": "192x192", "type": "image/png", "purpose": "any"},
            {"src": asset("icons/app-512.png"), "sizes": "512x512", "type": "image/png", "purpose": "any maskable"},
        ],
    }
    return Response(json.dumps(manifest), mimetype="application/manifest+json")
