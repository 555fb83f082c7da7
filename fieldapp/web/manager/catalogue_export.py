"""A version as a file with the columns of the import, to be edited and read again."""

from enum import StrEnum
from uuid import UUID

from flask import Blueprint, Response, abort, request

from fieldapp import spreadsheets
from fieldapp.db import db
from fieldapp.domain.catalogue_list import version_to_read
from fieldapp.domain.catalogue_table import FIGURES, HEADER, as_row
from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.forms import Form
from fieldapp.web.session import me

bp = Blueprint("catalogue_export", __name__, url_prefix="/catalogue/<uuid:version_id>")
bp.before_request(guard.only(Role.OPERATIONS, Role.GENERAL, Role.HEAD))


class Format(StrEnum):
    """What the file is written as."""

    CSV = "csv"
    XLSX = "xlsx"


TYPES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@bp.get("/table")
def send(version_id: UUID) -> Response:
    version = db.session.scalars(version_to_read(me().branch_id, version_id)).one_or_none() or abort(404)
    kind = Form(request.args).optional_choice(Format, "as") or Format.CSV
    rows = [as_row(item) for item in version.items]
    if kind is Format.CSV:
        content = spreadsheets.as_csv([HEADER, *rows])
    else:
        content = spreadsheets.as_workbook(HEADER, rows, figures=FIGURES)
    answer = Response(content, content_type=TYPES[kind])
    name = f"catalogue-{version.year}-{version.number}.{kind.value}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
