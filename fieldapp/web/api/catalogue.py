"""`/api/v1/catalogue`: what there is, and what it costs, as it is in force now (4.1.4)."""

from flask import Blueprint

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import in_force, items_of
from fieldapp.domain.system import Scope
from fieldapp.web.api.bearer import asker
from fieldapp.web.api.data import Catalogue, ItemTold
from fieldapp.web.api.meaning import _l
from fieldapp.web.api.operation import operation

bp = Blueprint("catalogue", __name__, url_prefix="/catalogue")


@bp.get("")
@operation(
    _l("The catalogue in force"),
    _l("Every item that can be ordered, with its price. An order keeps the price of the version it was taken under."),
    scope=Scope.CATALOGUE_READ,
    answers={200: Catalogue},
    refusals=frozenset({409}),
)
def show() -> tuple[Catalogue, int]:
    version = db.session.scalars(in_force(asker().branch_id, now())).one_or_none()
    if version is None or version.effective_from is None:
        raise RuleBroken("intake.no_catalogue")
    items = [
        ItemTold(**{name: getattr(item, name) for name in ItemTold.model_fields})
        for item in db.session.scalars(items_of(version.id))
    ]
    told = Catalogue(version=f"{version.year}-{version.number}", effective_from=version.effective_from, items=items)
    return told, 200
