"""What is sent and what comes back, field by field: the one place from which code and description both are made."""

from datetime import UTC
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from fieldapp.domain.announcement import News
from fieldapp.domain.catalogue import Category, Materials, PriceKind
from fieldapp.domain.course import OrderState
from fieldapp.domain.order import Kind
from fieldapp.domain.people import Department
from fieldapp.domain.premises import FormOfAddress
from fieldapp.domain.price import LEAST_QUANTITY, MOST_QUANTITY
from fieldapp.web.api.meaning import _l

MOST_LINES = 12
MOST_ORDERS = 100
# No control characters but line breaks, and no signs that turn the direction of what follows.
TEXT = r"^[^\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]*$"
NUMBER = r"^20[0-9]{2}-[0-9]{5,6}$"
PLACE = r"^[0-9]{1,16}-([0-9a-f]{32})?$"
KEY = r"^[A-Za-z0-9_.:-]{8,80}$"

Moment = Annotated[
    AwareDatetime,
    PlainSerializer(
        lambda moment: moment.astimezone(UTC).isoformat().replace("+00:00", "Z"), return_type=str, when_used="json"
    ),
    Field(json_schema_extra={"format": "date-time"}),
]


def _whole(value: Any) -> Any:
    """JSON knows one kind of number: 2.0 is 2."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Whole = Annotated[int, BeforeValidator(_whole)]


class Sent(BaseModel):
    """What another system sends. Unknown fields are an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Told(BaseModel):
    """What we answer. More fields may come; read those that you know."""

    model_config = ConfigDict(frozen=True)


class RoomNamed(Sent):
    site: str = Field(min_length=1, max_length=20, pattern=TEXT, description=_l("The code of the site."))
    building: str = Field(min_length=1, max_length=20, pattern=TEXT, description=_l("As its plate says it: 3栋."))
    door: str = Field(min_length=1, max_length=20, pattern=TEXT, description=_l("As its plate says it: 503."))


class NewLine(Sent):
    item: str = Field(
        default="", max_length=20, pattern=TEXT, description=_l("The code of an item of the catalogue; or words.")
    )
    words: str = Field(
        default="",
        max_length=120,
        pattern=TEXT,
        description=_l("What is not on the list: a supervisor is asked whether we can do it, and for how much."),
    )
    quantity_milli: Whole = Field(
        default=1000,
        ge=LEAST_QUANTITY,
        le=MOST_QUANTITY,
        description=_l("How many, in thousandths of the unit: 1500 is 1.5."),
    )


class NewOrder(Sent):
    room: RoomNamed
    owner_phone: str = Field(
        default="",
        max_length=30,
        pattern=TEXT,
        description=_l("Of the owner who wants it, as the company knows it; needed where several live there."),
    )
    reference: str = Field(
        default="", max_length=60, pattern=TEXT, description=_l("What you call it; it comes back with every answer.")
    )
    kind: Kind | None = Field(default=None, description=_l("Where no item says it."))
    lines: list[NewLine] = Field(default_factory=list, max_length=MOST_LINES)
    requirements: str = Field(
        default="", max_length=500, pattern=TEXT, description=_l("Anything else, in the owner's own words.")
    )
    wanted_from: AwareDatetime | None = Field(
        default=None, description=_l("Not before. Without it: any time. Not where something is wanted in words.")
    )
    wanted_until: AwareDatetime | None = Field(default=None, description=_l("Not after."))
    entry_allowed: bool = Field(default=False, description=_l("May we go in when nobody is at home?"))


class Cancellation(Sent):
    why: str = Field(min_length=1, max_length=300, pattern=TEXT, description=_l("The owner's reason."))


class Window(Told):
    begins: Moment | None = Field(default=None, serialization_alias="from")
    ends: Moment | None = Field(default=None, serialization_alias="until")


class OrderQuery(Sent):
    changed_since: AwareDatetime | None = Field(
        default=None, description=_l("Orders whose last change is not older than this; where you begin.")
    )
    after: str | None = Field(
        default=None, pattern=PLACE, description=_l("“next” of the answer before; where you go on.")
    )
    limit: int = Field(default=50, ge=1, le=MOST_ORDERS, description=_l("How many at once."))


class OwnerTold(Told):
    surname: str
    address: FormOfAddress = Field(description=_l("How the owner is greeted."))
    phone: str = Field(description=_l("Its middle is hidden."))


class Where(Told):
    building: str
    door: str
    owner: OwnerTold
    requirements: str


class OrderBrief(Told):
    number: str = Field(pattern=NUMBER, description=_l("As people say it on the telephone."))
    reference: str = Field(description=_l("What you called it; empty where somebody else wrote it."))
    state: OrderState
    state_words: str = Field(description=_l("The same in words, in the language asked for."))
    version: int = Field(description=_l("Grows with every change: of two answers the greater one is the newer."))
    kind: Kind
    urgent: bool
    site: str = Field(description=_l("The code of the site."))
    title: str = Field(description=_l("What is to be done, in one line."))
    received_at: Moment
    changed_at: Moment
    wanted: Window
    price_fen: int = Field(description=_l("What the lines cost together as they stand now, in fen."))
    due_fen: int | None = Field(description=_l("What is to be paid, once the work is over."))
    paid_fen: int
    where: Where | None = Field(description=_l("For whom and where; only with the scope owners:read."))


class Page(Told):
    orders: list[OrderBrief]
    more: bool = Field(description=_l("Does another page follow at once?"))
    next: str = Field(description=_l("Pass it as “after” next time: at once if there is more, else in a while."))


class LineTold(Told):
    name: str
    unit: str
    quantity_milli: int
    unit_price_fen: int
    materials_fen: int
    amount_fen: int = Field(description=_l("What the owner pays for it, work and materials together."))
    free: bool = Field(description=_l("Under warranty: it costs the owner nothing."))
    asked: bool = Field(description=_l("A supervisor is still to say whether we can do it, and for how much."))


class StateChange(Told):
    at: Moment
    state: OrderState
    words: str


class Agreed(Told):
    at: Moment
    total_fen: int


class OrderTold(OrderBrief):
    lines: list[LineTold]
    agreed: Agreed | None = Field(description=_l("The price that the owner agreed to before the work."))
    appointment: Window | None = Field(description=_l("When somebody comes, once somebody is to come."))
    history: list[StateChange] = Field(description=_l("Every state it was in, oldest first."))


class ItemTold(Told):
    code: str
    category: Category
    department: Department
    name_zh: str
    name_en: str
    unit_zh: str
    unit_en: str
    price_kind: PriceKind
    price_fen: int = Field(description=_l("Of one unit; of a range the least."))
    price_max_fen: int | None = Field(description=_l("Of a range the greatest."))
    minimum_fen: int | None = Field(description=_l("The work costs no less than this."))
    materials: Materials
    minutes: int | None = Field(description=_l("How long it usually takes."))


class Catalogue(Told):
    version: str = Field(description=_l("Year and number: 2026-3."))
    effective_from: Moment
    items: list[ItemTold]


class Fault(Told):
    at: str = Field(description=_l("The field: lines.0.item."))
    words: str


class Problem(Told):
    title: str = Field(description=_l("A sentence for people, in the language asked for."))
    status: int
    code: str = Field(description=_l("For programs: it does not change with the language."))
    request: str = Field(description=_l("The number under which the server's log has it."))
    faults: list[Fault] = Field(default_factory=list)


class EventData(Told):
    number: str = Field(pattern=NUMBER)
    reference: str
    begins: OrderState = Field(alias="from")
    state: OrderState
    version: int = Field(description=_l("Grows with every change: of two answers the greater one is the newer."))


class HookEvent(Told):
    type: News
    timestamp: Moment
    data: EventData
