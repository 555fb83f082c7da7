"""A version as a file with the columns of the import, to be edited and read again."""

from uuid import UUID

from flask import Blueprint, Response, abort, request

from fieldapp.db import db
from fieldapp.domain.catalogue_list import version_to_read
from fieldapp.domain.catalogue_table import FIGURES, HEADER, as_row
from fieldapp.domain.people import Role
from fieldapp.web import guard
from fieldapp.web.forms import Form
from fieldapp.web.session import me
from fieldapp.web.table_file import Format, table_file

bp = Blueprint("catalogue_export", __name__, url_prefix="/catalogue/<uuid:version_id>")
bp.before_request(guard.only(Role.OPERATIONS, Role.GENERAL, Role.HEAD))


@bp.get("/table")
def send(version_id: UUID) -> Response:
    version = db.session.scalars(version_to_read(me().branch_id, version_id)).one_or_none() or abort(404)
    kind = Form(request.args).optional_choice(Format, "as") or Format.CSV
    return table_file(
        f"catalogue-{version.year}-{version.number}", kind, HEADER, [as_row(item) for item in version.items], FIGURES
    )
