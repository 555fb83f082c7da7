"""How pages behind a token are answered: kept by no cache, named to no other site, found by no search engine."""

from flask import Response, make_response, render_template

from fieldapp.web.language import of_the_device, speak

HEADERS = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def kept_by_nobody(response: Response) -> Response:
    """The same answer, with what keeps its address from spreading."""
    response.headers.update(HEADERS)
    return response


def no_such_link() -> Response:
    """Nothing is behind this token, and nothing tells whether there ever was."""
    speak(of_the_device())
    return kept_by_nobody(make_response(render_template("owner/unknown.html"), 404))
