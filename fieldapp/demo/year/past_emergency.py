"""A past emergency: its ladder, as far as it was climbed, and who was called."""

from datetime import timedelta
from typing import Any

from fieldapp.demo.year.players import id_at
from fieldapp.demo.year.scene import Scene
from fieldapp.domain.called import Answer, Called
from fieldapp.domain.dispatch import Dispatch
from fieldapp.domain.ladder import UNTIL_TAKEN, Step
from fieldapp.domain.order import AT_THE_DOOR_WITHIN
from fieldapp.domain.peril import Peril
from fieldapp.domain.rung import Rung

SECONDS = {Step.FIRST: 0, Step.NEXT: 60, Step.EVERYBODY: 120, Step.BY_HAND: 180, Step.OWNER: 480, Step.BREACH: 600}
PERILS = (Peril.WATER, Peril.WATER, Peril.WATER, Peril.POWER, Peril.OTHER)


def emergency(rows: dict[Any, list[dict[str, Any]]], scene: Scene) -> None:
    """Write the dispatch, its rungs, and the one who went."""
    id, door_by = id_at(scene.at, scene.chance), scene.at + AT_THE_DOOR_WITHIN
    late = scene.arrived > door_by
    rows[Dispatch].append(
        {
            "id": id,
            "branch_id": scene.cast.branch_id,
            "order_id": scene.id,
            "peril": scene.chance.choice(PERILS),
            "raised_at": scene.at,
            "raised_by_id": scene.desk,
            "door_by": door_by,
            "takes": 1,
            "taken_by_id": scene.technician.id,
            "taken_at": scene.assigned,
            "chosen_by_id": None,
            "visit_id": scene.visit_id,
            "taken_over_by_id": None,
            "taken_over_at": None,
            "arrived_at": scene.arrived,
            "controlled_at": scene.entered + timedelta(minutes=scene.chance.uniform(1, 6)),
            "owner_called_at": None,
            "owner_called_by_id": None,
            "breached_at": door_by if late else None,
            "breach_reason": "电梯故障" if late else "",
            "breach_reason_by_id": scene.desk if late else None,
            "breach_reason_at": scene.left if late else None,
            "over_at": scene.arrived,
        }
    )
    rows[Rung] += [_rung(scene, id, step, after) for step, after in SECONDS.items()]
    rows[Called].append(
        {
            "id": id_at(scene.at, scene.chance),
            "dispatch_id": id,
            "person_id": scene.technician.id,
            "step": Step.FIRST,
            "at": scene.at,
            "again_at": None,
            "merits": frozenset(),
            "answer": Answer.TAKE,
            "answered_at": scene.assigned,
            "answered_device_at": scene.assigned,
            "answered_told_at": scene.assigned,
            "reason": "",
        }
    )


def _rung(scene: Scene, dispatch_id: Any, step: Step, after: int) -> dict[str, Any]:
    due = scene.at + timedelta(seconds=after)
    went = due < (scene.assigned if step in UNTIL_TAKEN else scene.arrived) or step is Step.FIRST
    return {
        "id": id_at(scene.at, scene.chance),
        "dispatch_id": dispatch_id,
        "step": step,
        "due_at": due,
        "went_at": due + timedelta(seconds=scene.chance.uniform(0, 2)) if went else None,
        "called": 2 if went else 0,
        "waits": 1,
    }
