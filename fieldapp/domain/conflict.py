"""What becomes of a command that arrives late: one row for each verb, read by the server and by the documentation.

The rule behind all rows: work that was done is never refused because of who holds the visit now. Only what moves the
order on (a transition) may wait for the office.
"""

from dataclasses import dataclass

from fieldapp.domain.receipt import Verdict

# Refusals that speak of where the order stands or who has it, not of what the command says: work told late is kept
# all the same, a transition waits for the office.
COURSE = frozenset(
    {
        *("order.not_allowed", "visit.not_now", "visit.over", "visit.not_signed", "visit.price_not_agreed"),
        *("visit.moved", "order.locked", "errand.signed"),
    }
)


@dataclass(frozen=True, slots=True)
class Words:
    """One cell of the table, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Row:
    """How one verb meets what others did in the meantime."""

    moves: bool  # a transition: it moves the order on
    structure: Words  # what kind of thing is stored
    stale: Words  # somebody changed the same thing since the page was drawn
    handed_on: Words  # the visit was given to somebody else, the order cancelled, or the visit over
    parked: frozenset[str] = frozenset()  # refusals of its own that the office decides about


_REPEAT = Words("重复无效果，不倒退", "said again: nothing; never moves backwards")
_MOVED = Words(
    "新师傅未开始：照办，改派收回；已开始或订单已取消：请办公室决定",
    "the new technician has not begun: counts, and the reassignment is taken back; has begun, or the order was "
    "cancelled: the office decides",
)
_KEPT = Words(
    "按本人完成的工作保留并标注，订单状态不变", "kept as this technician's work, flagged; the order does not move"
)
_FOR_THE_BILL = Words(
    "无人开始时仍列入；否则记入日志以便结算", "counts while nobody else has begun; else kept for the bill"
)
_UNTIL_SIGNED = Words(
    "签字前列入；签字或结束后只记入日志以便结算", "counts until it is signed; signed or over, it is kept for the bill"
)
_SET = Words("按编号的集合，删除即标记", "a set by id; removal is a mark")
_COURSE_OF = Words("单向进程", "a course that only goes on")

_LATEST = Words("最后到达者有效，历史保留；别人改过则标注", "the last to arrive holds, with history; flagged")
_TRANSITION = Row(True, _COURSE_OF, _REPEAT, _MOVED)
_FIRST_COUNTS = Words("第一个有效，其余告知是谁去", "the first one counts; to all others it says who goes")
_NEXT_RUNG = Words("立即叫下一级，不等时间到", "the next rung goes out at once")
_OVER = Words("已到场或取消：存入历史", "somebody is at the door, or nobody is wanted: kept in the history")

POLICY: dict[str, Row] = {
    "accept": _TRANSITION,
    "set_out": _TRANSITION,
    "early_agreed": Row(False, Words("一个时刻", "one moment"), _REPEAT, _KEPT),
    "arrive": _TRANSITION,
    "ring": Row(False, Words("最大的一次", "the highest attempt"), _REPEAT, _KEPT),
    "no_answer": _TRANSITION,
    "enter": _TRANSITION,
    "step": Row(False, Words("每步一格，最后值加历史", "one register a step, with history"), _LATEST, _KEPT),
    "line": Row(
        False,
        Words("按编号的明细行", "lines by their own id"),
        Words("已删除的行不再恢复：仅存历史；否则生效并标注", "a dropped line stays dropped; else flagged"),
        _FOR_THE_BILL,
    ),
    "drop_line": Row(False, Words("按编号的明细行", "lines by their own id"), _REPEAT, _KEPT),
    "warranty": Row(
        False,
        Words("每行一格，最后值加历史", "one register a line, with history"),
        Words(
            "已删除的行不再恢复：仅存历史；否则最后到达者有效并标注",
            "a dropped line stays dropped; else the last to arrive holds, flagged",
        ),
        _FOR_THE_BILL,
    ),
    "ask": Row(False, Words("追加", "added"), Words("照记", "kept"), _KEPT),
    "price": Row(
        False,
        Words("追加，不改旧的", "added; none is changed"),
        Words("与办公室所知不同：按业主同意的保存并标注", "not what the office knows: kept as agreed, and flagged"),
        _KEPT,
    ),
    "photo": Row(False, _SET, Words("同图两次为两张，一份文件", "the same picture twice: two photos, one file"), _KEPT),
    "drop_photo": Row(False, _SET, Words("删除优先", "removal wins"), _KEPT),
    "under_control": Row(False, Words("追加", "added"), Words("照记", "kept"), _KEPT),
    "test": Row(False, Words("追加", "added"), Words("照记", "kept"), _KEPT),
    "sign": Row(
        False,
        Words("不可更改，一次上门一份工作签名", "immutable; one signature of the work for each visit"),
        Words(
            "文件不同：按所签保存并标注；第二份：请办公室决定",
            "another document: kept as signed, flagged; a second: parked",
        ),
        _KEPT,
        parked=frozenset({"signature.already_there"}),
    ),
    "payment": Row(False, Words("追加", "added"), Words("照记", "kept"), _KEPT),
    "advance": Row(False, Words("按编号追加", "added, each by its own id"), Words("照记", "kept"), _UNTIL_SIGNED),
    "receipt": Row(False, Words("按编号追加", "added, each by its own id"), Words("照记", "kept"), _UNTIL_SIGNED),
    "strike": Row(
        False, Words("按编号移出，日志保留", "taken off by id; the journal keeps it"), _REPEAT, _UNTIL_SIGNED
    ),
    "transfer": _TRANSITION,
    "stop": _TRANSITION,
    "complete": _TRANSITION,
    "correct": Row(
        False, Words("两个时刻都保留", "both moments are kept"), Words("最后到达者有效", "the last holds"), _KEPT
    ),
    "note": Row(False, Words("每人各自追加", "added, each author's own"), Words("照记", "kept"), _KEPT),
    "take": Row(True, Words("应急派单的应答", "an answer to an emergency"), _FIRST_COUNTS, _OVER),
    "cannot": Row(True, Words("应急派单的应答", "an answer to an emergency"), _NEXT_RUNG, _OVER),
}


def verdict_on(verb: str, code: str, *, beside: bool) -> Verdict | None:
    """What a refusal by this rule means for a command that the phone kept. None: keep it beside, without moving."""
    row = POLICY.get(verb)
    if row is None:
        return Verdict.REJECTED
    if code in row.parked or (row.moves and code in COURSE):
        return Verdict.PARKED
    return None if code in COURSE and not beside else Verdict.REJECTED
