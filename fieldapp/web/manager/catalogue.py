"""`/office/catalogue`: every version of the branch's catalogue, how far each has come, and which one counts (4.1.4)."""

from flask import Blueprint, render_template, url_for

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.catalogue import in_force, items_of
from fieldapp.domain.catalogue_list import versions_of
from fieldapp.domain.people import Role
from fieldapp.domain.price_page import code_of
from fieldapp.domain.repeated_jobs import agreed_jobs, repeated
from fieldapp.web import guard
from fieldapp.web.home_zone import home_zone
from fieldapp.web.places import public_address
from fieldapp.web.qr import qr_code
from fieldapp.web.session import me

bp = Blueprint("catalogue", __name__, url_prefix="/catalogue")
bp.before_request(guard.only(Role.OPERATIONS, Role.GENERAL, Role.HEAD))


@bp.get("")
def show() -> str:
    at, prices = now(), public_address(url_for("owner.prices.show", code=code_of(me().branch_id)))
    counts = db.session.scalars(in_force(me().branch_id, at)).one_or_none()
    versions = db.session.execute(versions_of(me().branch_id)).all()
    newest = db.session.scalars(items_of(versions[0].id)).all() if versions else []
    jobs = db.session.execute(agreed_jobs(me().branch_id, at))
    return render_template(
        "manager/catalogue.html",
        versions=versions,
        repeated=repeated(jobs, newest),
        in_force=counts.id if counts else None,
        now=at,
        zone=home_zone(),
        prices=prices,
        qr=qr_code(prices),
    )
