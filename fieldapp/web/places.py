"""Where to go next: back to where a person came from, and never off to another site."""

from urllib.parse import urlsplit

from flask import request, url_for

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


def local(path: str | None) -> str | None:
    """The path if it leads to a page of ours, else None: "//evil.example" and "/\\evil.example" lead away."""
    if not path or not path.isprintable() or not path.startswith("/") or path[1:2] in {"/", "\\"}:
        return None
    return path


def way_back() -> str:
    """The page that the request came from, or the start."""
    return _ours(request.referrer) or "/"


def sign_in_first() -> str:
    """The sign-in page, which leads on to what was asked for."""
    wanted = request.full_path.rstrip("?") if request.method in SAFE_METHODS else None
    return url_for("sign_in.show", next=wanted if wanted != "/" else None)


def sign_in_again() -> str:
    """The sign-in page for htmx, which leads back to the page that asked."""
    return url_for("sign_in.show", next=_ours(request.headers.get("HX-Current-URL")))


def _ours(address: str | None) -> str | None:
    parts = urlsplit(address or "")
    if parts.netloc != request.host:
        return None
    return local(parts._replace(scheme="", netloc="", fragment="").geturl())
