"""The call after a past visit: whoever paid is called, of the others some; what was heard agrees nearly always."""

from datetime import timedelta
from typing import Any

from fieldapp.demo.year.players import id_at
from fieldapp.demo.year.scene import Ending, Scene
from fieldapp.domain.call_back import CallBack, CallOutcome, CallReason
from fieldapp.domain.call_sheet import CallAnswer, CallQuestion, Heard
from fieldapp.domain.course import OrderState

OUTCOMES = (*(CallOutcome.WELL,) * 44, CallOutcome.SO_SO, CallOutcome.SO_SO, *(CallOutcome.UNREACHABLE,) * 4)


def call_back(rows: dict[Any, list[dict[str, Any]]], scene: Scene) -> None:
    """Write the call and its answers."""
    id, outcome = id_at(scene.left, scene.chance), _outcome(scene)
    spoken = outcome in (CallOutcome.WELL, CallOutcome.SO_SO, CallOutcome.REWORK)
    due = scene.left + timedelta(days=1)
    reasons = {CallReason.PAID} if scene.total_fen else set()
    rows[CallBack].append(
        {
            "id": id,
            "branch_id": scene.cast.branch_id,
            "order_id": scene.id,
            "technician_id": scene.technician.id,
            "round": 1,
            "reasons": frozenset(reasons | ({CallReason.EMERGENCY} if scene.urgent else set())),
            "left_at": scene.left,
            "not_before": None,
            "due_at": due,
            "drawn": None if reasons else outcome is not CallOutcome.NOT_DRAWN,
            "tries": 3 if outcome is CallOutcome.UNREACHABLE else 0,
            "tried_at": None,
            "by_id": scene.desk if spoken else None,
            "at": due if outcome else None,
            "remark": "",
            "outcome": outcome,
            "timer_id": None,
        }
    )
    if spoken:
        rows[CallAnswer] += [_answer(scene, id, question, outcome) for question in CallQuestion]


def _outcome(scene: Scene) -> CallOutcome | None:
    if scene.state is OrderState.CALL_BACK_DUE:
        return None
    if scene.ending is Ending.REWORK:
        return CallOutcome.REWORK
    if not scene.total_fen and scene.chance.random() > 0.3:
        return CallOutcome.NOT_DRAWN
    return scene.chance.choice(OUTCOMES)


def _answer(scene: Scene, call_id: Any, question: CallQuestion, outcome: CallOutcome | None) -> dict[str, Any]:
    drawn = scene.chance.random()
    heard = Heard.UNSURE if drawn < 0.1 else Heard.NO if drawn < 0.14 else Heard.YES
    if question is CallQuestion.SATISFIED:
        heard = {CallOutcome.WELL: Heard.YES, CallOutcome.SO_SO: Heard.UNSURE}.get(
            outcome or CallOutcome.WELL, Heard.NO
        )
    return {
        "id": id_at(scene.left, scene.chance),
        "call_back_id": call_id,
        "question": question,
        "heard": heard,
        "recorded": Heard.YES,
        "agrees": None if heard is Heard.UNSURE else heard is Heard.YES,
    }
