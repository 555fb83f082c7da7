"""The statement of a month: the visits that were signed, and what they come to (4.2.5); on paper and as a file."""

from datetime import date
from enum import StrEnum
from uuid import UUID

from flask import Blueprint, Response, make_response, render_template, request
from flask_babel import gettext as _

from fieldapp import spreadsheets
from fieldapp.db import db
from fieldapp.domain.agreement_statement import Statement, month_of, statement, visits_around
from fieldapp.web.agreements.page import agreement_of_ours
from fieldapp.web.company import name as company_name
from fieldapp.web.forms import Form, within_reason
from fieldapp.web.home_zone import home_zone, today_here
from fieldapp.web.labels import label
from fieldapp.web.session import me

bp = Blueprint("statement", __name__, url_prefix="/<uuid:agreement_id>/statement")


class Format(StrEnum):
    """What it is written as; on its own it is a page to be printed."""

    CSV = "csv"


@bp.get("")
def show(agreement_id: UUID) -> Response:
    agreement, form = agreement_of_ours(agreement_id), Form(request.args)
    month = _month(form)
    zone = agreement.room.site.timezone
    told = statement(month, db.session.execute(visits_around(agreement_id, month)), zone)
    if form.optional_choice(Format, "as") is Format.CSV:
        return _file(told)
    page = render_template(
        "agreements/statement.html",
        agreement=agreement,
        statement=told,
        company=company_name(),
        before=month_of(date.fromordinal(month.toordinal() - 1))[0],
        after=month_of(month)[1],
        today=today_here(),
        zone=home_zone(),
        by=me().name,
    )
    return make_response(page)


def _month(form: Form) -> date:
    words = form.text("month", most=7, optional=True)
    try:
        return within_reason(date.fromisoformat(f"{words}-01")) if words else today_here().replace(day=1)
    except ValueError:
        return today_here().replace(day=1)


def _file(told: Statement) -> Response:
    header = [_("Day"), _("Order"), _("Technician"), _("State"), _("Signed by"), _("Amount in yuan")]
    rows = [
        [row.day.isoformat(), row.number, row.technician, label(row.state), row.signer, _yuan(row.amount_fen)]
        for row in told.rows
    ]
    total = [_("Total"), "", "", "", str(len(told.signed)), _yuan(told.total_fen)]
    answer = Response(spreadsheets.as_csv([header, *rows, total]), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="statement-{told.month:%Y-%m}.csv"'
    return answer


def _yuan(fen: int | None) -> str:
    return "" if fen is None else f"{fen // 100}.{fen % 100:02}"
