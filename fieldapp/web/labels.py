"""What each kind of thing is called on screen, in the language of whoever reads it."""

from enum import StrEnum

from flask import Flask
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from fieldapp.domain.absence import AbsenceKind
from fieldapp.domain.alarm import AlarmKind
from fieldapp.domain.catalogue import CatalogueState, Category, Materials, PriceKind
from fieldapp.domain.catalogue_review import Point
from fieldapp.domain.course import OrderState
from fieldapp.domain.errand import Whose
from fieldapp.domain.ladder import Step
from fieldapp.domain.mark import Outcome, Trial
from fieldapp.domain.money_entry import EntryKind, Method
from fieldapp.domain.order import Channel, HoldReason, Kind
from fieldapp.domain.order_list import Stage
from fieldapp.domain.payment import DoorMethod
from fieldapp.domain.people import Department, Role, Skill, Trade
from fieldapp.domain.peril import Peril
from fieldapp.domain.photo import Moment
from fieldapp.domain.premises import Collects, FormOfAddress
from fieldapp.domain.receipt import Decision
from fieldapp.domain.signature import PriceAnswer, Relation, SignatureAnswer
from fieldapp.domain.under_control import Danger
from fieldapp.web.agreement_labels import LONG_TERM
from fieldapp.web.correction_labels import CORRECTION
from fieldapp.web.warranty_labels import WARRANTY

# By kind, because members of two kinds with the same value are the same key.
LABELS: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    **LONG_TERM,
    **WARRANTY,
    **CORRECTION,
    Role: {
        Role.TECHNICIAN: _("Technician"),
        Role.SUPERVISOR: _("Supervisor"),
        Role.DESK: _("Front desk"),
        Role.CASHIER: _("Cashier"),
        Role.OPERATIONS: _("Operations manager"),
        Role.GENERAL: _("General manager"),
        Role.HEAD: _("Head office"),
        Role.ADMIN: _("Administrator"),
    },
    Department: {
        Department.REPAIR: _("Repairs"),
        Department.CLEANING: _("Cleaning department"),
        Department.BUTLER: _("Butler service"),
        Department.ENGINEERING: _("Engineering"),
        Department.CUSTOMER_CENTRE: _("Customer centre"),
        Department.OFFICE: _("Office"),
    },
    Trade: {
        Trade.PLUMBER: _("Plumbing"),
        Trade.ELECTRICIAN: _("Electrics"),
        Trade.CARPENTER: _("Carpentry"),
        Trade.LOCKSMITH: _("Locks"),
        Trade.HEATING: _("Heating"),
        Trade.APPLIANCE: _("Appliances"),
        Trade.BUILDER: _("Masonry"),
        Trade.CLEANER: _("House cleaning"),
        Trade.GARDENER: _("Gardening"),
        Trade.ERRANDS: _("Errands"),
    },
    Skill: {
        Skill.WATERPROOFING: _("Waterproofing"),
        Skill.REFRIGERANT: _("Refrigerants"),
        Skill.LOW_VOLTAGE: _("Low-voltage systems"),
        Skill.HEIGHT: _("Work at height"),
        Skill.STONE_CARE: _("Stone care"),
    },
    AbsenceKind: {
        AbsenceKind.LEAVE: _("On leave"),
        AbsenceKind.SICK: _("Ill"),
        AbsenceKind.TRAINING: _("At a course"),
        AbsenceKind.OTHER: _("Away for another reason"),
    },
    FormOfAddress: {
        FormOfAddress.MR: _("Mr"),
        FormOfAddress.MS: _("Ms"),
        FormOfAddress.MISS: _("Miss"),
        FormOfAddress.TEACHER: _("Teacher"),
    },
    Channel: {
        Channel.PHONE: _("By phone"),
        Channel.COUNTER: _("At the counter"),
        Channel.TECHNICIAN: _("Told to a technician"),
        Channel.AGREEMENT: _("Under the agreement"),
        Channel.SYSTEM: _("By another system"),
    },
    Kind: {
        Kind.CLEANING: _("Cleaning"),
        Kind.REPAIR: _("Repair"),
        Kind.BOOKING: _("Booking"),
        Kind.ERRAND: _("Errand"),
        Kind.PURCHASE: _("Purchase"),
    },
    Whose: {
        Whose.OWNER: _("The owner"),
        Whose.COMPANY: _("The branch"),
        Whose.RUNNER: _("Whoever runs the errand"),
    },
    HoldReason: {
        HoldReason.PART: _("Waiting for a part"),
        HoldReason.OWNER_ASKED: _("The owner asked to wait"),
        HoldReason.NOBODY_HOME: _("Nobody was at home"),
        HoldReason.PRICE: _("The price is open"),
    },
    OrderState: {
        OrderState.RECEIVED: _("Received"),
        OrderState.ASSIGNED: _("Assigned"),
        OrderState.ACCEPTED: _("Accepted"),
        OrderState.ON_THE_WAY: _("On the way"),
        OrderState.AT_THE_DOOR: _("At the door"),
        OrderState.INSIDE: _("Inside"),
        OrderState.PRICE_AGREED: _("Price agreed"),
        OrderState.WORKING: _("At work"),
        OrderState.TO_BE_SIGNED: _("To be signed"),
        OrderState.SIGNED: _("Signed"),
        OrderState.CALL_BACK_DUE: _("Call-back due"),
        OrderState.CLOSED: _("Closed"),
        OrderState.RETURNED: _("Returned"),
        OrderState.ON_HOLD: _("On hold"),
        OrderState.CANCELLED: _("Cancelled"),
        OrderState.STOPPED_AT_PRICE: _("Stopped at the price"),
        OrderState.TO_BE_REARRANGED: _("To be rearranged"),
        OrderState.DECLINED: _("Declined"),
        OrderState.WITH_DEVELOPER: _("With the developer"),
        OrderState.REWORK: _("Done again by a new order"),
    },
    Stage: {
        Stage.OPEN: _("Open"),
        Stage.UNASSIGNED: _("Nobody goes yet"),
        Stage.UNDER_WAY: _("Under way"),
        Stage.CALL_BACK: _("Call-back due"),
        Stage.OVER: _("Over"),
    },
    Outcome: {
        Outcome.DONE: _("Done"),
        Outcome.NOBODY_HOME: _("Nobody was at home"),
        Outcome.NOT_NOW: _("Not convenient for the owner"),
        Outcome.STOPPED: _("Stopped"),
        Outcome.MOVED: _("Given to somebody else"),
        Outcome.UNDONE: _("Assignment taken back"),
    },
    Trial: {
        Trial.TAP: _("Tap"),
        Trial.DRAIN: _("Drain"),
        Trial.METER: _("Water meter"),
        Trial.POWER: _("Power"),
        Trial.LOCK: _("Lock"),
        Trial.OTHER: _("The rest"),
    },
    Moment: {
        Moment.BEFORE: _("Before"),
        Moment.AFTER: _("After"),
        Moment.DOOR: _("The door"),
        Moment.OTHER: _("Other"),
    },
    PriceAnswer: {
        PriceAnswer.AGREED: _("Agreed"),
        PriceAnswer.OBJECTED: _("Did not agree"),
        PriceAnswer.DECLINED: _("Declined the price"),
    },
    Relation: {
        Relation.OWNER: _("The owner"),
        Relation.FAMILY: _("Family"),
        Relation.TENANT: _("Tenant"),
        Relation.AGENT: _("On the owner's behalf"),
    },
    SignatureAnswer: {
        SignatureAnswer.AGREED: _("Agreed and signed"),
        SignatureAnswer.DISAGREED: _("Does not agree"),
        SignatureAnswer.UNABLE: _("Unable to sign"),
    },
    CatalogueState: {
        CatalogueState.DRAFT: _("Draft"),
        CatalogueState.REVIEWED: _("Reviewed"),
        CatalogueState.APPROVED: _("Approved"),
        CatalogueState.FILED: _("Filed with head office"),
        CatalogueState.WITHDRAWN: _("Withdrawn"),
    },
    Point: {
        Point.RESOURCES: _("People and means"),
        Point.CAPABILITY: _("Know-how"),
        Point.STANDARD: _("Standard of work"),
        Point.PRICE: _("Price"),
    },
    Category: {
        Category.WATER: _("Water"),
        Category.ELECTRIC: _("Electricity"),
        Category.DRAINS: _("Drains"),
        Category.DOORS: _("Doors and windows"),
        Category.APPLIANCES: _("Appliances"),
        Category.HEATING: _("Heating and cooling"),
        Category.CIVIL: _("Walls and floors"),
        Category.CLEANING: _("Cleaning"),
        Category.GARDEN: _("Garden and pests"),
        Category.ERRANDS: _("Errands"),
        Category.BOOKING: _("Booking"),
        Category.PURCHASE: _("Purchase"),
    },
    PriceKind: {
        PriceKind.FIXED: _("fixed price"),
        PriceKind.RANGE: _("price range"),
        PriceKind.FROM: _("price from"),
        PriceKind.HOURLY: _("by the hour"),
        PriceKind.PER_METRE: _("by the metre"),
        PriceKind.PER_M2: _("by the square metre"),
        PriceKind.AGREED: _("price to be agreed"),
    },
    Materials: {
        Materials.INCLUDED: _("materials included"),
        Materials.EXTRA: _("materials extra"),
        Materials.OWNER: _("the owner has the materials"),
        Materials.NONE: _("no materials"),
    },
    DoorMethod: {
        DoorMethod.CASH: _("Cash"),
        DoorMethod.WECHAT: _("WeChat Pay"),
        DoorMethod.ALIPAY: _("Alipay"),
        DoorMethod.CARD: _("Card"),
        DoorMethod.LATER: _("Pays later"),
    },
    Method: {
        Method.CASH: _("Cash"),
        Method.WECHAT: _("WeChat Pay"),
        Method.ALIPAY: _("Alipay"),
        Method.CARD: _("Card"),
        Method.TRANSFER: _("Bank transfer"),
    },
    EntryKind: {
        EntryKind.PAYMENT: _("Paid"),
        EntryKind.REFUND: _("Given back"),
        EntryKind.CORRECTION: _("Put right"),
    },
    Collects: {
        Collects.TECHNICIAN: _("Technicians and the front desk"),
        Collects.DESK: _("The front desk"),
        Collects.NOBODY: _("Only the cashier"),
    },
    Danger: {
        Danger.WATER: _("Water turned off"),
        Danger.POWER: _("Power switched off"),
        Danger.SAFE: _("Nothing is in danger any more"),
    },
    Peril: {
        Peril.WATER: _("Leak or burst pipe"),
        Peril.POWER: _("Power or sparks"),
        Peril.GAS: _("Smell of gas"),
        Peril.FIRE: _("Fire or smoke"),
        Peril.PERSON: _("Somebody hurt or shut in"),
        Peril.BREAK_IN: _("Break-in"),
        Peril.OTHER: _("Something else"),
    },
    Step: {
        Step.FIRST: _("The best ones"),
        Step.NEXT: _("The next ones"),
        Step.EVERYBODY: _("Everybody who is free"),
        Step.BY_HAND: _("To be chosen by hand"),
        Step.OWNER: _("Nobody at the door: call the owner"),
        Step.BREACH: _("The ten minutes are over"),
    },
    Decision: {
        Decision.COUNTS: _("it counts"),
        Decision.LEFT: _("it stays in the history"),
    },
    AlarmKind: {
        AlarmKind.HOLE: _("Numbers are missing"),
        AlarmKind.SILENT: _("The phone is silent"),
        AlarmKind.WIPED: _("Another phone speaks"),
    },
}


def label(member: StrEnum | None) -> str:
    """The word for it; nothing for nothing."""
    return "" if member is None else str(LABELS[type(member)][member])


def labels(kind: type[StrEnum]) -> list[tuple[str, str]]:
    """All of a kind as (value, word), for a form's choices."""
    return [(member.value, str(word)) for member, word in LABELS[kind].items()]


def init_app(app: Flask) -> None:
    app.add_template_filter(label)
    app.jinja_env.globals["whose_words"] = {each.value: word for each, word in LABELS[Whose].items()}
