"""From where this request came, as people recognise it."""

from flask import request

from fieldapp.domain.where_from import WhereFrom, where_from


def came_from() -> WhereFrom:
    """Machine, browser and network."""
    return where_from(request.headers.get("User-Agent", ""), request.remote_addr or "")
