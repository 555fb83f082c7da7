"""`/my/pictures/<id>`: one's own face on the badge, and the stopcocks of the branch; kept for a day without signal."""

from collections.abc import Iterable
from uuid import UUID

from flask import Blueprint, Response, url_for

from fieldapp.db import reading
from fieldapp.domain.office_picture import jpeg_for_technician, portrait_of
from fieldapp.web.office_pictures import office_picture
from fieldapp.web.session import me

bp = Blueprint("pictures", __name__)


@bp.get("/pictures/<uuid:picture_id>")
def show(picture_id: UUID) -> Response:
    asked = jpeg_for_technician(picture_id, person_id=me().id, branch_id=me().branch_id)
    return office_picture(reading().scalar(asked))


def address_of(picture_id: UUID | None) -> str:
    """Where a picture is; "" where there is none."""
    return url_for("technician.pictures.show", picture_id=picture_id) if picture_id else ""


def pictures_of_the_day(valves: Iterable[UUID | None]) -> list[str]:
    """The addresses of what the day's pages show: the badge, and these stopcocks."""
    portrait = reading().scalar(portrait_of(me().id))
    return [address_of(each) for each in (portrait, *valves) if each]
