"""The demo day: orders in every state, told in minutes before and after now."""

from datetime import time, timedelta

from fieldapp.demo.burst_pipe import burst_pipe
from fieldapp.demo.stage import Stage
from fieldapp.domain.agreement import CONDITIONS, Agreed, Agreement
from fieldapp.domain.agreement_document import agreement_document
from fieldapp.domain.agreement_terms import Charge, Terms
from fieldapp.domain.base import Fen, Milli, new_id
from fieldapp.domain.call_sheet import CallQuestion, CallSheet, Heard
from fieldapp.domain.calling_back import hand_in, open_calls, order_to_call
from fieldapp.domain.component import Component
from fieldapp.domain.handing_to_developer import hand_to_developer
from fieldapp.domain.holiday import OnHolidays
from fieldapp.domain.journal import Act
from fieldapp.domain.local_day import day_at
from fieldapp.domain.order import Channel, HoldReason, Order
from fieldapp.domain.recurrence import WEEK, Rhythm


def tell(stage: Stage) -> None:
    """Play the whole day."""
    li_jianguo(stage)
    other_repairs(stage)
    cleaning_and_errands(stage)
    waiting_lane(stage)
    side_ways(stage)
    burst_pipe(stage)


def li_jianguo(stage: Stage) -> None:
    """tech1: two jobs done, one next, three to come."""
    tap = stage.order("A 2-301", "WTR-001", ago=300, wanted=(-200, -170), said="厨房龙头关不紧")
    stage.play(stage.send(tap, "tech1", ago=290), until="leave", began=205, ended=160)
    socket = stage.order("A 4-201", "ELE-015", ago=280, wanted=(-140, -100), said="客厅插座松动")
    stage.play(stage.send(socket, "tech1", ago=270), until="leave", began=142, ended=95)
    called(stage, socket, ago=20)

    valve = stage.order("A 3-503", "WTR-008", ago=120, wanted=(12, 42), said="厨房水槽下渗水，已自关水阀")
    valve.lines[0].materials_fen = Fen(2800)
    valve.retell()
    stage.press(stage.send(valve, "tech1", ago=100), "accept", ago=90)
    switches = stage.order("A 5-1201", "ELE-015", ago=110, wanted=(175, 215), said="开关面板发黄，想换三个", many=3)
    stage.send(switches, "tech1", ago=99)
    cistern = stage.order("A 1-302", "WTR-023", ago=105, wanted=(265, 300), said="马桶底部渗水")
    cistern.lines[0].warranty = True
    cistern.retell()
    stage.send(cistern, "tech1", ago=98)
    stage.send(stage.order("A 2-802", "WTR-016", ago=60, wanted=None, said="阳台水管接头滴水"), "tech1", ago=50)


def other_repairs(stage: Stage) -> None:
    """The other repair technicians, each somewhere else in the course of a visit."""
    shower = stage.order("A 1-1102", "WTR-007", ago=200, wanted=(-60, -20), said="花洒出水很小")
    stage.play(stage.send(shower, "tech2", ago=190), until="sign", began=62, ended=6)
    stage.send(stage.order("A 4-701", "WTR-014", ago=150, wanted=(150, 195), said="水表走字不准"), "tech2", ago=140)

    bath = stage.order("A 2-1104", "WTR-029", ago=180, wanted=(-55, 25), said="浴缸边漏水，楼下有水渍")
    stage.play(stage.send(bath, "tech3", ago=170), until="mat", began=60, ended=22)
    stage.send(stage.order("A 6-203", "WTR-018", ago=170, wanted=(60, 180), said="墙里有水声"), "tech3", ago=160)
    stage.send(stage.order("A 1-502", "WTR-020", ago=165, wanted=(215, 300)), "tech3", ago=158)

    lock = stage.order("A 1-301", "DWN-002", ago=220, wanted=(-40, 60), said="防盗门锁卡住，钥匙转不动")
    visit = stage.send(lock, "tech4", ago=200)
    stage.play(visit, until="look", began=45, ended=12)
    board = new_id()
    stage.press(visit, "line", ago=4, line=str(board), words="柜板防水条加固", quantity_milli=1000)
    stage.press(visit, "ask", ago=3, question="柜板防水条加固，清单外，能做吗，多少钱？", line=str(board))
    stage.send(stage.order("A 3-1501", "DWN-007", ago=180, wanted=(210, 260)), "tech4", ago=170)

    lamp = stage.order("A 4-1602", "ELE-011", ago=140, wanted=(5, 45), said="卧室吸顶灯不亮")
    stage.play(stage.send(lamp, "tech5", ago=120), until="set_out", began=5, ended=5)
    dead = stage.order("B 2-1801", "ELE-027", ago=130, wanted=(-3, 30), said="厨房一排插座没电")
    stage.play(stage.send(dead, "tech9", ago=110), until="arrive", began=15, ended=2)
    stage.send(stage.order("A 6-1101", "ELE-011", ago=90, wanted=(125, 180)), "tech6", ago=70)
    drain = stage.order("A 5-702", "DRN-002", ago=160, wanted=(-70, -30), said="洗菜盆下水很慢")
    stage.play(stage.send(drain, "tech10", ago=150), until="price", began=72, ended=10)


def cleaning_and_errands(stage: Stage) -> None:
    """The cleaners and the errand runner."""
    home = stage.order(
        "A 3-1102", "CLN-002", ago=260, wanted=(-150, -30), said="重点擦厨房", entry_allowed=True, many=90
    )
    long_term(stage, home)
    stage.play(stage.send(home, "tech7", ago=250), until="test", began=155, ended=8)
    glass = stage.order("B 1-902", "CLN-007", ago=240, wanted=(-15, 60), said="阳台玻璃", many=20)
    stage.play(stage.send(glass, "tech8", ago=230), until="enter", began=30, ended=3)
    stage.order("A 4-1001", "CLN-014", ago=33, wanted=(240, 300), said="单人沙发，布艺")
    water = stage.order("A 2-1802", "AGT-011", ago=80, wanted=(20, 50), said="桶装水两桶", many=2)
    stage.send(water, "tech11", ago=70)
    stage.order("A 1-701", "AGT-007", ago=15, wanted=None, said="订周六去上海的高铁票两张", channel=Channel.COUNTER)


def long_term(stage: Stage, order: Order) -> None:
    """The agreement under which somebody comes today: asked for last month, signed, and stood by ever since."""
    today = day_at(stage.now, stage.branch.timezone)
    terms = Terms(
        id=new_id(),
        from_day=today - timedelta(days=28),
        rhythm=Rhythm.WEEKLY,
        every=1,
        weekdays=frozenset({WEEK[today.weekday()]}),
        month_day=0,
        begins_at=time(9, 0),
        minutes=120,
        on_holidays=OnHolidays.MOVE,
        charge=Charge.VISIT,
    )
    agreement = Agreement(
        id=new_id(),
        branch_id=stage.branch.id,
        department=stage.items["CLN-002"].department,
        room=order.room,
        owner=order.owner,
        item=stage.items["CLN-002"],
        quantity_milli=Milli(90_000),
        requirements="重点擦厨房",
        conditions=CONDITIONS,
        last_day=today + timedelta(days=337),
        terms=[terms],
        notices=[],
    )
    by = {
        login: Act.here(by_id=stage.cast[login].id, now=stage.now - timedelta(days=ago))
        for login, ago in {"desk": 33, "cleaning": 32, "operations": 31, "desk2": 30}.items()
    }
    agreement.request(by["desk"])
    agreement.confirm(by["cleaning"], price_fen=4500, charge=Charge.VISIT, person_id=stage.cast["tech7"].id)
    agreement.approve(by["operations"])
    terms.person = stage.cast["tech7"]
    signer = f"{order.owner.surname}{order.owner.given_name}"
    agreement.agree(by["desk2"], agreement_document(agreement), how=Agreed.ON_PAPER, by=signer)
    stage.session.add(agreement)
    stage.session.flush()
    order.agreement_id, order.agreement_day = agreement.id, today


def waiting_lane(stage: Stage) -> None:
    """What the repair supervisor has still to give out."""
    stage.order("A 5-1803", "WTR-025", ago=42, wanted=(25, 85), said="马桶一直进水", entry_allowed=True)
    stage.order("A 2-606", "ELE-027", ago=12, wanted=(150, 300), said="书房插座没电")
    stage.order("A 4-1204", "ELE-023", ago=4, wanted=(230, 290), said="对讲门铃没声音", channel=Channel.COUNTER)
    returned = stage.order("B 3-1101", "HVC-001", ago=130, wanted=(100, 160), said="暖气阀门拧不动")
    stage.send(returned, "tech2", ago=90)
    stage.assignments[returned.id].withdraw(stage.act("repair", 35))
    returned.send_back(stage.act("repair", 35), why="缺 DN20 阀门配件，仓库要晚上到")


def side_ways(stage: Stage) -> None:
    """Everything that is not the straight road."""
    part = stage.order("B 4-1002", "APP-006", ago=400, wanted=(-300, -240), said="热水器不加热")
    part.hold(stage.act("repair", 200), reason=HoldReason.PART, why="加热管要订货，明天到")

    nobody = stage.order("B 1-1602", "WTR-028", ago=260, wanted=(-130, -100), said="洗手盆漏水")
    visit = stage.send(nobody, "tech10", ago=240)
    stage.play(visit, until="ring", began=135, ended=128)
    stage.press(visit, "ring", ago=127)
    stage.press(visit, "no_answer", ago=121, called=True)

    dear = stage.order("A 6-902", "WTR-021", ago=240, wanted=(-110, -80), said="马桶按钮坏了")
    visit = stage.send(dear, "tech9", ago=230)
    stage.play(visit, until="look", began=112, ended=98)
    stage.press(visit, "price", ago=96, answer="declined", reason="业主觉得贵")
    stage.press(visit, "stop", ago=95, reason="业主不接受价格，自己买配件换")

    cancelled = stage.order("A 3-201", "ELE-003", ago=210, wanted=(60, 120))
    cancelled.cancel(stage.act("desk", 180), why="业主自己换好了")
    declined = stage.order("B 3-2501", "ELE-023", ago=190, wanted=None, said="想把燃气热水器移个位置")
    declined.decline(stage.act("desk2", 175), why="燃气设施不能私自改动，已告知燃气公司电话")
    developer = stage.order("A 1-1801", "WTR-029", ago=170, wanted=None, said="卫生间墙面渗水")
    words = "防水保修期内，卫生间墙面渗水，淋浴间外侧"
    act = stage.act("desk", 150)
    case = hand_to_developer(
        stage.session, developer, act, component=Component.WATERPROOFING, words=words, consent=True
    )
    case.receive(stage.act("desk", 90), by="钱工")
    to_call(stage)


def to_call(stage: Stage) -> None:
    """Call-backs that are due, one of them overdue, and one that ended in rework."""
    stopper = stage.order("A 6-601", "DRN-001", ago=420, wanted=(-380, -340), said="地漏返味")
    stage.play(stage.send(stopper, "tech2", ago=410), until="leave", began=385, ended=340)
    again = stage.order("A 4-402", "WTR-003", ago=430, wanted=(-390, -360), said="龙头滴水")
    stage.play(stage.send(again, "tech3", ago=425), until="leave", began=392, ended=350)
    called(stage, again, ago=45, covers=Heard.UNSURE, satisfied=Heard.NO, remark="龙头还在滴水")
    overdue = stage.order("B 2-302", "DWN-008", ago=440, wanted=(-400, -370), said="窗把手松了")
    stage.play(stage.send(overdue, "tech4", ago=435), until="leave", began=405, ended=370)
    (late,) = stage.session.scalars(open_calls([overdue.id]))
    overdue.call_back_due_at = late.due_at = stage.ago(60)


def called(stage: Stage, order: Order, *, ago: float, remark: str = "", **answers: Heard) -> None:
    """The front desk has called the owner: yes to all five questions, but for these."""
    heard = {question: answers.get(question.value, Heard.YES) for question in CallQuestion}
    whole = stage.session.scalars(order_to_call(order.id, stage.branch.id)).one()
    hand_in(stage.session, whole, CallSheet(heard, remark), stage.act("desk2", ago))
