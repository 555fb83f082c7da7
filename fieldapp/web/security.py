"""What the browser may do with our pages, and what it may keep of them."""

from flask import Flask, Response, current_app

CONTENT = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' blob: data:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # stricter would take Origin from our own forms
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "private, no-cache",  # kept by the browser, asked about each time; by no proxy
}
A_YEAR = 365 * 24 * 60 * 60


def init_app(app: Flask) -> None:
    app.after_request(secured)


def secured(response: Response) -> Response:
    """Add what every page carries; a view that says otherwise keeps its own word."""
    said = {name.lower() for name, _value in response.headers}
    for name, value in HEADERS.items():
        if name.lower() not in said:
            response.headers.add(name, value)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers.setdefault("Strict-Transport-Security", f"max-age={A_YEAR}; includeSubDomains")
    response.vary.update(("Cookie", "HX-Request"))
    return response
