"""The word by which a phone knows an answer of ours from that of a captive portal, a proxy or somebody's login page."""

from flask import Response

HEADER, VERSION = "X-Sync-Protocol", "1"


def ours(response: Response) -> Response:
    """The answer with that word: for ``after_request``."""
    response.headers.setdefault(HEADER, VERSION)
    return response
