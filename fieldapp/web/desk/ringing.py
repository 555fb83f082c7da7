"""Who is on the telephone with an owner already: two who call at once ask the same five questions twice."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from fieldapp.clock import now
from fieldapp.db import db
from fieldapp.domain.call_back_list import ON_THE_TELEPHONE, rings_since
from fieldapp.web.session import me


def rings_by_others(order_ids: Collection[UUID], technicians: Collection[UUID] = ()) -> dict[UUID, Any]:
    """Of each order the colleague who last looked at its number. Who was there in person did not call back."""
    if not order_ids:
        return {}
    rows = db.session.execute(rings_since(order_ids, now() - ON_THE_TELEPHONE)).all()
    others: dict[UUID, Any] = {}
    for row in rows:
        if row.by_id != me().id and row.by_id not in technicians:
            others.setdefault(row.order_id, row)
    return others
