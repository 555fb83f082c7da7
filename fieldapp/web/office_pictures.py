"""Pictures that the office keeps (a badge's face, a stopcock): read from a form, and given out again."""

from flask import Response, abort, request

from fieldapp.domain.base import RuleBroken
from fieldapp.pictures import Shape
from fieldapp.web.photo_bytes import for_ever, taken_in

FIELD = "picture"


def chosen(shape: Shape) -> bytes:
    """The picture of the form as a JPEG of our own. What was asked of the database before has to be asked again.

    Raises RuleBroken ``photo.nothing_chosen``, or what a photo is refused for.
    """
    file = request.files.get(FIELD)
    if file is None or not file.filename:
        raise RuleBroken("photo.nothing_chosen")
    with taken_in(file.stream, shape) as sent:
        return sent.clean.read_bytes()


def office_picture(jpeg: bytes | None) -> Response:
    """The bytes, for a page that has checked who asks; 404 where there are none. Another picture, another address."""
    if jpeg is None:
        abort(404)
    return for_ever(Response(jpeg, mimetype="image/jpeg"))
