"""One order of the past: what was asked for, who went, what it came to, and what was said afterwards, as plain rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from typing import Any

from fieldapp.demo.year.past_calls import call_back
from fieldapp.demo.year.past_developer import developer_case
from fieldapp.demo.year.past_emergency import emergency
from fieldapp.demo.year.past_money import payments
from fieldapp.demo.year.past_papers import papers
from fieldapp.demo.year.players import Cast, id_at
from fieldapp.demo.year.scene import Ending, Scene
from fieldapp.domain.assignment import Assignment
from fieldapp.domain.base import Fen
from fieldapp.domain.course import OrderState
from fieldapp.domain.journal import Entry
from fieldapp.domain.line import Line, line_from_item
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import Channel, Order
from fieldapp.domain.people import Department, Language
from fieldapp.domain.service_kind import service_kind
from fieldapp.domain.visit import Visit

Rows = Mapping[Any, Sequence[dict[str, Any]]]

CHANNELS = (Channel.PHONE, Channel.PHONE, Channel.PHONE, Channel.COUNTER)
SAID = ("", "", "尽快", "家里有老人", "下班后在家", "厨房水槽下渗水", "卫生间地漏返味", "灯不亮", "门锁卡住")
# How a hundred orders end: a few are not done, and one in a hundred is done again.
ENDINGS = (
    *(Ending.DONE,) * 91, Ending.REWORK, Ending.STOPPED, Ending.STOPPED, Ending.CANCELLED, Ending.CANCELLED,
    Ending.DECLINED, Ending.NOBODY, Ending.DEVELOPER, Ending.DEVELOPER,
)  # fmt: skip
STATES = {
    Ending.DONE: OrderState.CLOSED,
    Ending.REWORK: OrderState.REWORK,
    Ending.STOPPED: OrderState.STOPPED_AT_PRICE,
    Ending.CANCELLED: OrderState.CANCELLED,
    Ending.DECLINED: OrderState.DECLINED,
    Ending.NOBODY: OrderState.CANCELLED,
    Ending.DEVELOPER: OrderState.CLOSED,
}
OUTCOMES = {Ending.STOPPED: Outcome.STOPPED, Ending.NOBODY: Outcome.NOBODY_HOME}


def past_order(cast: Cast, at: datetime, now: datetime, chance: Random) -> Rows:
    """The rows of one order, by the table into which they go."""
    scene = _scene(cast, at, now, chance)
    rows: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    if scene.ending is Ending.DEVELOPER:
        developer_case(rows, scene)
    rows[Order].append(_order(scene))
    rows[Line] = [_line(line, scene) for line in scene.lines]
    _say(rows, scene, "receive", at, "", OrderState.RECEIVED, by=scene.desk)
    if scene.ending in (Ending.CANCELLED, Ending.DECLINED):
        what = "cancel" if scene.ending is Ending.CANCELLED else "decline"
        _say(rows, scene, what, at + timedelta(minutes=20), OrderState.RECEIVED, scene.state, by=scene.desk)
    elif scene.ending is Ending.DEVELOPER:
        late = at + timedelta(minutes=15), at + timedelta(days=6)
        _say(rows, scene, "hand_to_developer", late[0], OrderState.RECEIVED, OrderState.WITH_DEVELOPER, by=scene.desk)
        if scene.state is OrderState.CLOSED:
            _say(rows, scene, "close", late[1], OrderState.WITH_DEVELOPER, scene.state, by=scene.desk)
    else:
        _visited(rows, scene)
    return rows


def _scene(cast: Cast, at: datetime, now: datetime, chance: Random) -> Scene:
    item = chance.choice(cast.items)
    department = item.category.department
    item_line = line_from_item(item, quantity_milli=chance.choice((1000, 1000, 1000, 2000, 3000)))
    if item.materials.value == "extra" and chance.random() < 0.5:
        item_line.materials_fen = Fen(chance.choice((800, 1500, 2800, 5600)))
    ending = chance.choice(ENDINGS)
    team = cast.technicians[department] or cast.technicians[Department.REPAIR]
    urgent = department is Department.REPAIR and ending is Ending.DONE and chance.random() < 0.03
    return Scene(
        cast=cast,
        chance=chance,
        id=id_at(at, chance),
        at=at,
        now=now,
        room=chance.choice(cast.rooms),
        department=department,
        kind=service_kind(item),
        technician=chance.choice(team),
        desk=chance.choice(cast.desk),
        lines=[item_line],
        urgent=urgent,
        ending=ending,
        state=STATES[ending],
    )


def _order(scene: Scene) -> dict[str, Any]:
    year = scene.at.year
    called_at = scene.left + timedelta(days=1)
    waits = scene.ending is Ending.DONE and called_at > scene.now  # yesterday's owners are still to be called
    if waits:
        scene.state = OrderState.CALL_BACK_DUE
    visited = scene.ending not in (Ending.CANCELLED, Ending.DECLINED, Ending.DEVELOPER)
    return {
        "id": scene.id,
        "branch_id": scene.cast.branch_id,
        "site_id": scene.room.site_id,
        "room_id": scene.room.id,
        "owner_id": scene.room.owner_id,
        "year": year,
        "serial": scene.cast.next_order(year),
        "channel": scene.chance.choice(CHANNELS),
        "kind": scene.kind,
        "department": scene.department,
        "urgent": scene.urgent,
        "received_at": scene.at,
        "received_by_id": scene.desk,
        "wanted_from": None if scene.urgent else scene.planned,
        "wanted_until": None if scene.urgent else scene.planned + timedelta(minutes=30),
        "requirements": scene.chance.choice(SAID),
        "entry_allowed": False,
        "catalogue_version_id": scene.cast.version_id,
        "state": scene.state,
        "hold_reason": None,
        "holder_id": scene.technician.id if visited else None,
        "call_back_due_at": called_at if waits else None,
        "agreement_id": None,
        "rework_of_id": None,
        "title_zh": "、".join(line.told(Language.CHINESE) for line in scene.lines)[:200],
        "title_en": ", ".join(line.told(Language.ENGLISH) for line in scene.lines)[:200],
        "price_fen": scene.total_fen,
        "materials_fen": sum(line.charged_materials_fen for line in scene.lines),
        "minutes": sum(line.minutes for line in scene.lines),
        "due_fen": scene.due_fen,
        "due_at": scene.left,
        "paid_fen": scene.paid_fen,
        "version": 12,
        "changed_at": min(called_at, scene.now),
    }


def _line(line: Line, scene: Scene) -> dict[str, Any]:
    told = {column.key: getattr(line, column.key) for column in Line.__mapper__.column_attrs}
    return told | {"id": id_at(scene.at, scene.chance), "order_id": scene.id, "position": 1}


def _visited(rows: dict[Any, list[dict[str, Any]]], scene: Scene) -> None:
    rows[Visit].append(_visit(scene))
    rows[Assignment].append(_assignment(scene))
    _say(rows, scene, "assign", scene.assigned, OrderState.RECEIVED, OrderState.ASSIGNED, name=scene.technician.name)
    _say(rows, scene, "arrive", scene.arrived, OrderState.ON_THE_WAY, OrderState.AT_THE_DOOR, door=True)
    if scene.urgent:
        emergency(rows, scene)
    if scene.ending is Ending.NOBODY:
        _say(rows, scene, "no_answer", scene.left, OrderState.AT_THE_DOOR, OrderState.TO_BE_REARRANGED, door=True)
        return
    _say(rows, scene, "enter", scene.entered, OrderState.AT_THE_DOOR, OrderState.INSIDE, door=True)
    papers(rows, scene)
    if scene.ending is Ending.STOPPED:
        _say(rows, scene, "stop", scene.left, OrderState.INSIDE, scene.state, door=True)
        return
    _say(rows, scene, "complete", scene.left, OrderState.SIGNED, OrderState.CALL_BACK_DUE, door=True)
    payments(rows, scene)
    call_back(rows, scene)
    if scene.state is not OrderState.CALL_BACK_DUE:
        what = "rework" if scene.ending is Ending.REWORK else "close"
        day_after = scene.left + timedelta(days=1)
        _say(rows, scene, what, day_after, OrderState.CALL_BACK_DUE, scene.state, by=scene.desk)


def _visit(scene: Scene) -> dict[str, Any]:
    inside, worked = scene.ending is not Ending.NOBODY, scene.is_done
    return {
        "id": scene.visit_id,
        "order_id": scene.id,
        "technician_id": scene.technician.id,
        "procedure_id": scene.cast.procedure_id,
        "planned_from": None if scene.urgent else scene.planned,
        "planned_until": None if scene.urgent else scene.planned + timedelta(minutes=30),
        "accepted_at": scene.assigned + timedelta(minutes=3),
        "set_out_at": scene.arrived - timedelta(minutes=6),
        "early_agreed_at": None,
        "arrived_at": scene.arrived,
        "place": "",
        "rings": 1 if inside else 2,
        "rang_at": scene.arrived,
        "entered_at": scene.entered if inside else None,
        "started_at": scene.started if worked else None,
        "finished_at": scene.finished if worked else None,
        "ended_at": scene.left,
        "outcome": OUTCOMES.get(scene.ending, Outcome.DONE),
        "agreement_id": None,
        "signature_id": None,
        "version": 12,
    }


def _assignment(scene: Scene) -> dict[str, Any]:
    return {
        "id": id_at(scene.assigned, scene.chance),
        "order_id": scene.id,
        "visit_id": scene.visit_id,
        "technician_id": scene.technician.id,
        "by_id": scene.cast.supervisors.get(scene.department, scene.desk),
        "at": scene.assigned,
        "reason": "",
        "state_before": OrderState.RECEIVED,
        "hold_reason_before": None,
        "replaces_id": None,
        "ended_at": None,
        "ended_as": None,
    }


def _say(
    rows: dict[Any, list[dict[str, Any]]],
    scene: Scene,
    what: str,
    at: datetime,
    before: str,
    after: str,
    *,
    by: Any = None,
    door: bool = False,
    **facts: Any,
) -> None:
    rows[Entry].append(scene.entry(what, at, str(before), str(after), by=by, door=door, **facts))
