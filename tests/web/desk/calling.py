"""What a front desk does with call-backs in a test, and what is stored of it."""

import re
from datetime import UTC, datetime

from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.call_back import CallBack
from fieldapp.domain.call_sheet import CallAnswer, CallQuestion

TUESDAY_EVENING = datetime(2026, 11, 24, 10, tzinfo=UTC)  # 18:00 in Shanghai
DRY = {"requirements": "厨房水龙头松了"}  # no leak, so one call is enough
ALL_WELL = {question.value: "yes" for question in CallQuestion}
NOT_WELL = ALL_WELL | {"covers": "no", "price": "unsure", "satisfied": "no", "remark": "龙头还在滴水"}


def due(desk, query=""):
    return re.findall(
        r'<li><a class="side-row"[^>]*data-order="([0-9a-f-]{36})"', desk.page(f"/desk/call-backs{query}")
    )


def call(desk, order_id, said=ALL_WELL, *, browser=None, where=""):
    form = {"version": str(desk.stored(order_id).version), **said}
    return (browser or desk.browser).post(f"/desk/call-backs/{order_id}{where}", data=form)


def in_vain(desk, order_id):
    return call(desk, order_id, {}, where="/in-vain")


def calls(desk, order_id):
    with desk.app.app_context():
        return list(db.session.scalars(select(CallBack).where(CallBack.order_id == order_id).order_by(CallBack.id)))


def answers(desk, call_id):
    with desk.app.app_context():
        found = db.session.scalars(select(CallAnswer).where(CallAnswer.call_back_id == call_id)).all()
        return {one.question: (one.heard, one.recorded, one.agrees) for one in found}
