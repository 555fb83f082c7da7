"""Visits as they may go, press by press: what the phone and the domain are compared on."""

from typing import Any
from uuid import UUID

from fieldapp.domain.catalogue import Item, Materials, PriceKind
from fieldapp.domain.order import Kind
from tests.jobs import an_item

Plain = dict[str, Any]


def name(nth: int) -> str:
    """An id that is the same whenever the file is written."""
    return str(UUID(int=0x01900000000070008000000000000000 + nth))


VALVE = an_item()
TAP = an_item("WTR-001", "更换普通水龙头", "Replace ordinary tap", price_fen=3000)
HOURLY = an_item(
    "ELE-011", "电路检修", "Trace a fault", price_fen=5000, kind=PriceKind.HOURLY, materials=Materials.OWNER
)
SPAN = an_item(
    "WTR-003", "维修漏水", "Repair a leak", price_fen=1000, kind=PriceKind.FROM, materials=Materials.INCLUDED
)
for nth, item in enumerate((VALVE, TAP, HOURLY, SPAN), start=20):
    item.id = UUID(name(nth))
ITEMS = {item.id: item for item in (VALVE, TAP, HOURLY, SPAN)}


DOOR = [
    ("arrive", {"place": ""}),
    ("step", {"key": "covers", "result": "done"}),
    ("ring", {"attempt": 1}),
    ("step", {"key": "greet", "result": "done"}),
    ("enter", {"answer": "come_in"}),
]
AGREED, OBJECTED, DECLINED = (
    ("price", {"answer": answer, "reason": ""}) for answer in ("agreed", "objected", "declined")
)
LOOKED, WORKED = (("step", {"key": key, "result": "done"}) for key in ("look", "work"))
GOOD = ("test", {"key": "tap", "good": True, "remark": ""})
SIGNED = ("sign", {"answer": "agreed", "reason": ""})
GONE = ("complete", {})
FIRST, SECOND, THIRD = name(1), name(2), name(3)


def put(line: str, milli: int, item: Item | None = None, **more: Any) -> tuple[str, Plain]:
    """The press of a line."""
    return (
        "line",
        {"line": line, "quantity_milli": milli, "words": ""} | ({"item": str(item.id)} if item else {}) | more,
    )


def free(line: str, *, covered: bool = True) -> tuple[str, Plain]:
    """The press of its warranty."""
    return "warranty", {"line": line, "covered": covered}


COURSES: dict[str, list[tuple[str, Plain]]] = {
    "the straight road": [*DOOR, LOOKED, AGREED, WORKED, GOOD, SIGNED, GONE],
    "nobody is there": [*DOOR[:3], ("ring", {"attempt": 2}), ("ring", {"attempt": 3}), ("no_answer", {"called": True})],
    "not now": [*DOOR[:4], ("enter", {"answer": "not_now"})],
    "the door was open, and all is left out that may be": [
        ("early_agreed", {}),
        ("arrive", {"place": ""}),
        ("step", {"key": "covers", "result": "skipped", "reason": "在外面"}),
        ("step", {"key": "greet", "result": "skipped", "reason": "刚见过"}),
        ("enter", {"answer": "come_in"}),
        ("step", {"key": "look", "result": "skipped", "reason": "电话里说过"}),
    ],
    "lines come, change and go": [
        *DOOR,
        ("step", {"key": "ask", "result": "done"}),
        put(FIRST, 2000),
        put(SECOND, 1000, TAP, materials_fen=2800),
        put(THIRD, 1500, HOURLY),
        put(SECOND, 2500, materials_fen=1250),
        LOOKED,
        ("drop_line", {"line": FIRST}),
        put(THIRD, 1501),
        put(name(4), 1000, SPAN, unit_price_fen=1800),
        ("line", {"line": name(5), "quantity_milli": 3000, "words": "柜板“防水条”加固 <&>"}),
        ("ask", {"question": "柜板防水条加固", "line": name(5)}),
        AGREED,
    ],
    "the developer's warranty pays for one of them, and then for all": [
        *DOOR,
        put(SECOND, 1000, TAP, materials_fen=2800),
        ("line", {"line": THIRD, "quantity_milli": 1000, "words": "阳台门轨变形"}),
        free(SECOND),
        LOOKED,
        AGREED,
        free(THIRD),
        free(FIRST),
        free(SECOND, covered=False),
        AGREED,
        free(SECOND),
        put(SECOND, 2000),
        WORKED,
        GOOD,
        SIGNED,
        GONE,
    ],
    "all lines go, and there is nothing to pay": [
        *DOOR,
        ("drop_line", {"line": FIRST}),
        LOOKED,
        WORKED,
        GOOD,
        SIGNED,
        GONE,
    ],
    "no, and still no": [
        *DOOR,
        LOOKED,
        OBJECTED,
        ("price", {"answer": "declined", "reason": "太贵"}),
        ("stop", {"reason": "太贵"}),
    ],
    "no, and then yes": [*DOOR, LOOKED, OBJECTED, AGREED],
    "the price changes while it is worked": [
        *DOOR,
        LOOKED,
        AGREED,
        ("step", {"key": "mat", "result": "done"}),
        put(FIRST, 3000, materials_fen=2800),
        OBJECTED,
        put(SECOND, 1000, TAP),
        AGREED,
        put(FIRST, 3000),
        ("drop_line", {"line": SECOND}),
        AGREED,
        WORKED,
    ],
    "not good at first": [
        *DOOR,
        LOOKED,
        AGREED,
        WORKED,
        ("test", {"key": "drain", "good": False, "remark": "还漏"}),
        ("test", {"key": "drain", "good": True, "remark": ""}),
        ("test", {"key": "other", "good": True, "remark": ""}),
        ("test", {"key": "lock", "good": False, "remark": "卡"}),
        ("step", {"key": "clean", "result": "done"}),
        ("step", {"key": "explain", "result": "done"}),
        ("sign", {"answer": "disagreed", "reason": "没修好"}),
        GONE,
    ],
    "photos": [
        *DOOR,
        ("photo", {"photo": name(6), "sha256": "a" * 64, "moment": "before", "consent": True}),
        ("photo", {"photo": name(7), "sha256": "b" * 64, "moment": "door", "consent": False}),
        ("drop_photo", {"photo": name(6)}),
    ],
    "an errand with money laid down and spent": [
        *DOOR,
        ("advance", {"entry": name(30), "whose": "owner", "amount_fen": 20000, "words": " 微信收的 "}),
        ("receipt", {"entry": name(31), "words": "大米 5 公斤", "amount_fen": 6850, "sha256": "c" * 64}),
        ("receipt", {"entry": name(31), "words": "大米 5 公斤", "amount_fen": 6850, "sha256": "c" * 64}),
        ("receipt", {"entry": name(32), "words": "停车费", "amount_fen": 500}),
        ("advance", {"entry": name(33), "whose": "runner", "amount_fen": 15000}),
        ("receipt", {"entry": name(34), "words": "油", "amount_fen": 14000}),
        ("strike", {"entry": name(32)}),
        ("strike", {"entry": name(31)}),
        LOOKED,
        AGREED,
        WORKED,
        GOOD,
        SIGNED,
        GONE,
    ],
}
ERRANDS = {"an errand with money laid down and spent": Kind.PURCHASE}
