"""Orders and visits to test with: whole and valid, each as far along its course as a test asks.

Nothing here needs a database: `an_order()` and `a_visit(until="enter")` are bare things. To store them, save
`the_branch()`, `the_site()`, the people, `the_catalogue()` and `the_procedure()` first.
"""

import tomllib
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from uuid import UUID

import fieldapp
from fieldapp.domain import evidence
from fieldapp.domain.base import Fen, new_id
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, Category, Item, Materials, PriceKind
from fieldapp.domain.component import Component
from fieldapp.domain.course import OrderState
from fieldapp.domain.document import canonical, price_document, sha256, work_document
from fieldapp.domain.journal import Act
from fieldapp.domain.line import Line, line_from_item
from fieldapp.domain.mark import Entrance, Step, StepResult, Trial
from fieldapp.domain.order import Channel, Kind, Order
from fieldapp.domain.people import Language, Person, Trade
from fieldapp.domain.premises import Owner
from fieldapp.domain.procedure import Procedure, procedure_from
from fieldapp.domain.shown import shown_in
from fieldapp.domain.signature import (
    COPY_LASTS,
    PriceAnswer,
    Purpose,
    Relation,
    Signature,
    SignatureAnswer,
    Strokes,
    new_copy_token,
)
from fieldapp.domain.visit import Visit
from tests.builders import BRANCH_ID, MORNING, NOW, SITE_ID, an_owner, li, the_branch, the_site

CATALOGUE_ID = UUID("01930000-0000-7000-8000-000000000003")
PROCEDURE_ID = UUID("01930000-0000-7000-8000-000000000004")
PROCEDURE_FILE = Path(fieldapp.__file__).parent / "data" / "procedure.toml"

COURSE = (
    *("accept", "set_out", "arrive", "covers", "ring", "greet", "enter"),
    *("ask", "look", "price", "mat", "work", "test", "sign", "complete"),
)
DRAWN: Strokes = [[[10, 10, 0], [60, 12, 16], [90, 40, 32]]]
_serials = count(1)


def the_catalogue(*items: Item) -> CatalogueVersion:
    """Version 3 of 2026, in force since spring, with an angle valve at ¥15 and a tap at ¥30."""
    return CatalogueVersion(
        id=CATALOGUE_ID,
        branch_id=BRANCH_ID,
        year=2026,
        number=3,
        state=CatalogueState.FILED,
        effective_from=MORNING - timedelta(days=200),
        items=list(items) or [an_item(), an_item("WTR-001", "更换普通水龙头", "Replace ordinary tap", price_fen=3000)],
    )


def an_item(
    code: str = "WTR-008",
    name_zh: str = "更换角阀",
    name_en: str = "Replace angle valve",
    *,
    price_fen: int = 1500,
    kind: PriceKind = PriceKind.FIXED,
    materials: Materials = Materials.EXTRA,
    category: Category = Category.WATER,
    minutes: int = 20,
) -> Item:
    """Replacing an angle valve: ¥15 a piece, the valve charged beside it."""
    return Item(
        id=new_id(),
        version_id=CATALOGUE_ID,
        position=int(code[-3:]),
        code=code,
        category=category,
        name_zh=name_zh,
        name_en=name_en,
        unit_zh="只",
        unit_en="piece",
        price_kind=kind,
        price_fen=Fen(price_fen),
        materials=materials,
        minutes=minutes,
        minutes_per_unit=True,
        warranty_component=Component.PLUMBING,
        trade=Trade.PLUMBER,
        search=f"{code.lower()} {name_zh} {name_en.lower()} ghjf",
    )


def the_procedure() -> Procedure:
    """The procedure as the product ships it."""
    procedure = procedure_from(tomllib.loads(PROCEDURE_FILE.read_text(encoding="utf-8")))
    procedure.id = PROCEDURE_ID
    return procedure


def a_line(item: Item | None = None, *, quantity: int = 1) -> Line:
    """So many angle valves, or of another item."""
    return line_from_item(item or an_item(), quantity_milli=quantity * 1000)


def an_order(
    owner: Owner | None = None,
    *lines: Line,
    by: Person | None = None,
    received_at: datetime = MORNING,
    wanted_from: datetime | None = NOW + timedelta(minutes=9),
    urgent: bool = False,
    requirements: str = "厨房水槽下渗水",
) -> Order:
    """Ms Wang's leaking valve, wanted at ten to eleven."""
    whose = owner or an_owner()
    order = Order(
        id=new_id(),
        branch_id=BRANCH_ID,
        site_id=SITE_ID,
        branch=the_branch(),
        site=the_site(),
        room=whose.room,
        owner=whose,
        year=2026,
        serial=next(_serials),
        channel=Channel.PHONE,
        kind=Kind.REPAIR,
        department=Kind.REPAIR.department,
        urgent=urgent,
        received_at=received_at,
        received_by_id=by.id if by else None,
        wanted_from=wanted_from,
        wanted_until=wanted_from + timedelta(minutes=30) if wanted_from else None,
        requirements=requirements,
        entry_allowed=False,
        catalogue_version_id=CATALOGUE_ID,
        state=OrderState.RECEIVED,
        paid_fen=Fen(0),
        version=0,
        lines=[],
    )
    for line in lines or [a_line()]:
        order.put(line)
    order.record(at(received_at, by.id if by else None), "receive")
    return order


def a_visit(order: Order | None = None, *, until: str = "", technician: Person | None = None) -> Visit:
    """Li's visit for the order, assigned, and as far along the course as ``until``."""
    order, technician = order or an_order(), technician or li()
    visit = Visit(
        id=new_id(),
        order=order,
        order_id=order.id,
        technician=technician,
        technician_id=technician.id,
        procedure_id=PROCEDURE_ID,
        planned_from=order.wanted_from,
        planned_until=order.wanted_until,
        rings=0,
        place="",
        agreement=None,
        signature=None,
    )
    order.move(OrderState.ASSIGNED, at(MORNING), what="assign")
    order.holder_id = technician.id
    for step in COURSE[: COURSE.index(until) + 1] if until else ():
        press(visit, step)
    return visit


def at(moment: datetime = NOW, by_id: UUID | None = None) -> Act:
    """Somebody's act at this moment, by one clock."""
    return Act.here(by_id=by_id, now=moment)


def press(visit: Visit, step: str, act: Act | None = None) -> None:
    """One step of the default path, as a technician presses it."""
    act = act or at(NOW, visit.technician_id)
    verbs = {
        "accept": lambda: visit.accept(act),
        "set_out": lambda: visit.set_out(act),
        "arrive": lambda: visit.arrive(act),
        "ring": lambda: visit.ring(act, attempt=visit.rings + 1),
        "enter": lambda: visit.enter(act, answer=Entrance.COME_IN),
        "price": lambda: agree(visit, act),
        "test": lambda: evidence.try_out(visit, act, key=Trial.TAP, good=True),
        "sign": lambda: visit.sign(act, a_signature(visit)),
        "complete": lambda: visit.complete(act),
    }
    verbs.get(step, lambda: visit.tick(act, key=Step(step), result=StepResult.DONE))()


def agree(visit: Visit, act: Act | None = None, answer: PriceAnswer = PriceAnswer.AGREED) -> None:
    """The owner answers to the price as it stands."""
    shown = sha256(price_document(visit.order, visit))
    visit.answer_price(act or at(), answer=answer, total_fen=visit.order.total_fen, shown_sha256=shown)


def a_signature(
    visit: Visit,
    *,
    strokes: Strokes = DRAWN,
    answer: SignatureAnswer = SignatureAnswer.AGREED,
    reason: str = "",
    signer: str = "王秀英",
    relation: Relation = Relation.OWNER,
) -> Signature:
    """Ms Wang's name under what was done."""
    document = work_document(visit.order, visit) | shown_in(visit, Language.CHINESE)
    return Signature(
        id=new_id(),
        purpose=Purpose.WORK,
        document=canonical(document),
        document_sha256=sha256(document),
        strokes=strokes,
        signer=signer,
        relation=relation,
        answer=answer,
        reason=reason,
        copy_token=new_copy_token(),
        copy_until=NOW + COPY_LASTS,
    )
