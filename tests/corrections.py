"""Corrections to test with: opened as the office opens them, on an order that is stored and signed."""

from uuid import UUID

from flask import Flask
from sqlalchemy import select

from fieldapp.db import db
from fieldapp.domain.corrected_lines import Change
from fieldapp.domain.correcting import Wanted, open_correction
from fieldapp.domain.order import Order
from fieldapp.domain.order_correction import OrderCorrection
from fieldapp.domain.order_page import order_in_hand
from fieldapp.domain.order_versions import versions_of
from fieldapp.domain.people import Role
from tests.builders import BRANCH_ID, NOW
from tests.jobs import at

WHY = "只换了一个，多算了一个"


def opened(app: Flask, order_id: UUID, by_id: UUID, *, quantity: int = 1, why: str = WHY) -> OrderCorrection:
    """Another quantity of the first line, and nothing else."""
    with app.app_context():
        order = db.session.scalars(order_in_hand(order_id, branch_id=BRANCH_ID)).unique().one()
        wanted = Wanted({first_line(order): one(quantity)}, [], why)
        correction = open_correction(db.session(), order, at(NOW, by_id), wanted, roles={Role.DESK})
        db.session.commit()
        return correction


def first_line(order: Order) -> str:
    """The id of the first line of what is in force."""
    told = versions_of(db.session(), order.id).newest_signed
    assert told is not None and told.signature is not None
    line: str = told.signature.contents["lines"][0]["line"]
    return line


def one(quantity: int, *, price_fen: int = 1500) -> Change:
    """So many, at the price of an angle valve."""
    return Change(quantity_milli=quantity * 1000, unit_price_fen=price_fen)


def stored(app: Flask, correction_id: UUID) -> OrderCorrection:
    """The correction as it is stored."""
    with app.app_context():
        return db.session.scalars(select(OrderCorrection).where(OrderCorrection.id == correction_id)).one()
