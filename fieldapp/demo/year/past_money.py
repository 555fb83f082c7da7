"""The books of a past order: most is paid on the day, by phone; now and then some of it goes back."""

from datetime import datetime, timedelta
from typing import Any

from fieldapp.demo.year.players import id_at
from fieldapp.demo.year.scene import Scene
from fieldapp.domain.money_entry import EntryKind, Method, MoneyEntry

METHODS = (*(Method.WECHAT,) * 6, Method.ALIPAY, Method.ALIPAY, Method.CASH, Method.CARD, Method.TRANSFER)


def payments(rows: dict[Any, list[dict[str, Any]]], scene: Scene) -> None:
    """Write what was paid; one in two hundred was charged a yuan too much, which went back."""
    if not scene.paid_fen:
        return
    at = min(scene.left + timedelta(hours=scene.chance.uniform(0, 6)), scene.now)
    over = 100 if scene.chance.random() < 0.005 else 0
    method = scene.chance.choice(METHODS)
    rows[MoneyEntry].append(_entry(scene, EntryKind.PAYMENT, method, scene.paid_fen + over, at))
    if over:
        rows[MoneyEntry].append(_entry(scene, EntryKind.REFUND, method, -over, at, reason="多收一元"))


def _entry(
    scene: Scene, kind: EntryKind, method: Method, amount_fen: int, at: datetime, *, reason: str = ""
) -> dict[str, Any]:
    year = at.year
    serial = scene.cast.next_entry(year)
    return {
        "id": id_at(at, scene.chance),
        "branch_id": scene.cast.branch_id,
        "site_id": scene.room.site_id,
        "order_id": scene.id,
        "visit_id": None,
        "year": year,
        "serial": serial,
        "kind": kind,
        "method": method,
        "amount_fen": amount_fen,
        "receipt": f"{serial:07}",
        "reason": reason,
        "corrects_id": None,
        "at": at,
        "written_at": at,
        "by_id": scene.cast.cashier,
    }
