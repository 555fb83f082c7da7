"""Trying tokens is slowed down. Nobody can guess 128 bits; but who tries, tries with our processor."""

from flask import Response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

# In the memory of each process: a counter that is lost with it costs nothing.
limiter = Limiter(key_func=get_remote_address, storage_uri="memory://", headers_enabled=False)


def _was_wrong(response: Response) -> bool:
    return response.status_code == 404


# Only wrong ones count: a whole estate may open its copies from behind one address.
few_wrong_ones = limiter.shared_limit("30 per minute", scope="token", deduct_when=_was_wrong)
