"""What went to the developer in the past: received the next day, and answered within the week, but for a few."""

from datetime import timedelta
from typing import Any

from fieldapp.demo.year.players import id_at
from fieldapp.demo.year.scene import Scene
from fieldapp.domain.component import Component
from fieldapp.domain.course import OrderState
from fieldapp.domain.developer_case import DeveloperCase, Reply

A_MONTH = timedelta(days=30)
WORDS = "保修期内的质量缺陷"


def developer_case(rows: dict[Any, list[dict[str, Any]]], scene: Scene) -> None:
    """Write the case. One that nobody has answered leaves its order with the developer."""
    answered = scene.chance.random() < 0.9 or scene.now - scene.at > A_MONTH
    replied = scene.at + timedelta(days=5)
    if not answered or replied > scene.now:
        scene.state, answered = OrderState.WITH_DEVELOPER, False
    rows[DeveloperCase].append(
        {
            "id": id_at(scene.at, scene.chance),
            "branch_id": scene.cast.branch_id,
            "order_id": scene.id,
            "developer_id": None,
            "component": Component.WATERPROOFING,
            "words": WORDS,
            "token": f"{scene.chance.getrandbits(128):032x}",
            "handed_by_id": scene.desk,
            "handed_at": scene.at + timedelta(minutes=15),
            "received_at": min(scene.at + timedelta(days=1), scene.now),
            "received_by": "开发商客服",
            "reply": Reply.REPAIRED if answered else None,
            "reply_words": "",
            "reply_by": "",
            "replied_at": replied if answered else None,
            "promised_on": None,
            "next_at": None if answered else scene.now + timedelta(days=1),
            "chases": 0,
            "closed_at": min(replied + timedelta(days=1), scene.now) if answered else None,
        }
    )
