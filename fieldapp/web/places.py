"""Where to go next: back to where a person came from, and never off to another site."""

from urllib.parse import urlsplit

from flask import current_app, has_request_context, request, url_for
from werkzeug.exceptions import HTTPException

from fieldapp.db import only_reads


def local(path: str | None) -> str | None:
    """The path if it leads to a page of ours, else None: "//evil.example" and "/\\evil.example" lead away."""
    if not path or not path.isprintable() or not path.startswith("/") or path[1:2] in {"/", "\\"}:
        return None
    return path


def public_address(path: str) -> str:
    """The whole address of a page of ours, for a QR code or a message: under the public address where one is set."""
    home: str = current_app.config["PUBLIC_URL"] or (request.host_url if has_request_context() else "")
    return home.rstrip("/") + path


def way_back() -> str:
    """The page that the request came from; the start if that cannot be opened again (it was the answer to a form)."""
    came_from = _ours(request.referrer)
    return came_from if came_from and _opens(came_from) else "/"


def sign_in_first() -> str:
    """The sign-in page, which leads on to what was asked for."""
    wanted = request.full_path.rstrip("?") if only_reads() else None
    return url_for("sign_in.show", next=wanted if wanted != "/" else None)


def sign_in_again() -> str:
    """The sign-in page for htmx, which leads back to the page that asked."""
    return url_for("sign_in.show", next=_ours(request.headers.get("HX-Current-URL")))


def _opens(path: str) -> bool:
    try:
        current_app.url_map.bind(request.host).match(urlsplit(path).path, method="GET")
    except HTTPException:
        return False
    return True


def _ours(address: str | None) -> str | None:
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None  # "http://[": no address at all
    if parts.netloc != request.host:
        return None
    return local(parts._replace(scheme="", netloc="", fragment="").geturl())
