"""By which words a phone knows an answer of ours from that of a captive portal, a proxy, somebody's login page."""

from flask import Response

HEADER, VERSION = "X-Sync-Protocol", "1"

# Beside it when the session of this phone was ended from elsewhere: the day that it keeps is to go, what waits stays.
DAY, OVER = "X-Kept-Day", "over"


def ours(response: Response) -> Response:
    """The answer with that word: for ``after_request``."""
    response.headers.setdefault(HEADER, VERSION)
    return response
