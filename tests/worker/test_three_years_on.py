"""A clock moved three years on: what is gone, what is reduced, what stays. The table stands in docs/privacy.md."""

import os
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from dateutil.relativedelta import relativedelta
from sqlalchemy import func, select

from fieldapp.blobs import Folder
from fieldapp.db import db, looking
from fieldapp.domain import evidence
from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.agreement import Agreement
from fieldapp.domain.base import Fen, Milli, new_id
from fieldapp.domain.call_back import CallBack
from fieldapp.domain.chain import Link
from fieldapp.domain.chain_check import Fault
from fieldapp.domain.chain_walk import Walk
from fieldapp.domain.component import Component
from fieldapp.domain.device import Device
from fieldapp.domain.device_session import DeviceSession, Way, begun
from fieldapp.domain.journal import Entry
from fieldapp.domain.legal_hold import LegalHold
from fieldapp.domain.message import Message, MessageKind
from fieldapp.domain.money_entry import EntryKind, Method, MoneyEntry
from fieldapp.domain.order import Order
from fieldapp.domain.owner_answer import OwnerAnswer
from fieldapp.domain.owner_reduction import NOBODY
from fieldapp.domain.people import Person, Role
from fieldapp.domain.photo import Blob, Moment, Photo
from fieldapp.domain.premises import Owner
from fieldapp.domain.purge_record import PurgeRecord
from fieldapp.domain.receipt import Receipt, Verdict
from fieldapp.domain.retention import Kept
from fieldapp.domain.sealing_round import is_waiting
from fieldapp.domain.sign_in_event import Door, SignInEvent
from fieldapp.domain.signature import PriceAgreement, Signature
from fieldapp.domain.subscription import Subscription
from fieldapp.domain.visit import Visit
from fieldapp.domain.where_from import WhereFrom
from tests.builders import BRANCH_ID, NOW, SITE_ID, a_person, a_room, an_owner, chen, li, the_branch, the_site
from tests.documents.privacy import Counted, table, write, written
from tests.jobs import COURSE, a_line, a_visit, an_item, an_order, at, press, the_catalogue, the_procedure

GONE, REDUCED, STAYS = "gone", "reduced", "stays"
LINES = {
    "files": Counted("files of photos", "照片文件", f"{GONE} after 12 months; the held order's stays"),
    "photos": Counted("photos: taken when, consent, hash", "照片记录：时间、同意、哈希值", STAYS),
    "places": Counted("places of arrival", "到达位置", f"{GONE} after 7 days; the held order's stays"),
    "orders": Counted("orders", "单子", f"{STAYS}: number, times, amounts, states"),
    "words": Counted("orders with the owner's words", "有业主原话的单子", f"{REDUCED}: open, waterproof, held stay"),
    "journal": Counted("entries of the journal", "操作记录", f"{STAYS}: who, when, from where to where"),
    "why": Counted("entries with words in them", "带文字的操作记录", f"{REDUCED}: waterproof, held stay"),
    "commands": Counted("presses with their content", "操作的具体内容", f"{REDUCED}: that they were pressed stays"),
    "signatures": Counted("signatures: when, as what, hash", "签字：时间、身份、哈希值", STAYS),
    "strokes": Counted("drawn lines and signed documents", "手写笔迹和所签文件", f"{REDUCED}: waterproof, held stay"),
    "prices": Counted("answers to prices", "报价答复", f"{STAYS}: sum, answer, hash"),
    "remarks": Counted("words of call-backs and owners", "回访和业主留言", f"{GONE}: waterproof, held stay"),
    "agreements": Counted("agreements with words and signature", "有文字和签字的协议", f"{REDUCED}: price, hash stay"),
    "owners": Counted("owners by name and number", "有姓名电话的业主", f"{REDUCED}: whoever lives there stays"),
    "messages": Counted("messages to staff", "发给员工的消息", GONE),
    "urgent": Counted("messages of emergencies", "紧急事件的消息", GONE),
    "access": Counted("journal of the administration", "管理操作记录", f"{GONE}, but for changes of settings"),
    "sign_ins": Counted("who signed in, who tried", "登录记录", GONE),
    "staff": Counted("numbers of former staff", "离职员工电话", GONE),
    "phones": Counted("silent phones, unused sessions, ended subscriptions", "停用的手机、登录和订阅", GONE),
    "books": Counted("entries of the books", "账目", STAYS),
    "links": Counted("links of the chain", "证据链环节", f"{STAYS}; what went adds its records and is sealed anew"),
    "faults": Counted("faults that `fieldapp verify` finds", "核验发现的问题", "the evidence still verifies"),
}


@pytest.fixture
def files(app, tmp_path) -> Folder:
    app.config["BLOBS"] = str(tmp_path / "blobs")
    return Folder(Path(app.config["BLOBS"]))


@pytest.fixture
def long_ago(app, save, clock, files) -> dict[str, Order]:
    """Four orders that are over today, one that is not, and whatever else is kept for a time."""
    branch, site, item, technician, desk = the_branch(), the_site(), an_item(), li(), chen()
    leaky = an_item("WTR-009", "防水修补", "Waterproofing")
    leaky.warranty_component = Component.WATERPROOFING
    gone = a_person("gone", Role.TECHNICIAN, name="孙离职")
    gone.left_at = NOW
    save(branch, site, technician, desk, gone, the_catalogue(item, leaky), the_procedure())
    owners = {name: an_owner(a_room(door=door)) for name, door in zip(NAMES, range(501, 506), strict=True)}
    owners["moved"].left_at = NOW
    save(*owners.values())
    orders = {}
    for name, owner in owners.items():
        order = an_order(
            owner, a_line(leaky if name == "waterproof" else item), by=desk, requirements="电话 13912345678"
        )
        order.branch, order.site = branch, site
        save(order)
        orders[name] = order
        if name != "open":
            a_whole_visit(save, order, technician, desk, files)
    hold = LegalHold(branch_id=BRANCH_ID, order_id=orders["held"].id, reason="仲裁中", put_by_id=desk.id, put_at=NOW)
    save(hold)
    save(*beside(technician, desk, item, owners["signed"]))
    return orders


NAMES = ("signed", "waterproof", "held", "moved", "open")


def a_whole_visit(save, order, technician, desk, files) -> None:
    visit = a_visit(order, technician=technician)
    visit.marks, visit.tests, visit.photos = [], [], []
    save(visit)
    for step in COURSE[:-2]:
        press(visit, step)
    picture = f"picture of {order.id}".encode()
    digest = sha256(picture).hexdigest()
    with files.scratch() as file:
        file.write_bytes(picture)
        files.put(digest, file)
    act = at(NOW, technician.id)
    evidence.take_photo(visit, act, Photo(id=new_id(), sha256=digest, moment=Moment.BEFORE, consent=True))
    evidence.note(visit, act, words="业主说下周出差")
    visit.place = "30.25,120.17"
    for step in COURSE[-2:]:
        press(visit, step)
    order.paid_fen = order.due_fen
    order.close(at(NOW, desk.id))
    save(visit, Blob(sha256=digest, size=9, width=1, height=1, received_at=NOW, by_id=technician.id))
    save(a_press(visit, "note", {"words": "业主说下周出差"}), a_press(visit, "arrive", {"place": "30.25,120.17"}))
    call = CallBack(branch_id=BRANCH_ID, order_id=order.id, technician_id=technician.id, left_at=NOW, due_at=NOW)
    call.remark, call.reasons = "业主很满意", frozenset()
    save(call, OwnerAnswer(order_id=order.id, signature_id=visit.signature.id, satisfied=True, words="谢谢", at=NOW))
    money = {"kind": EntryKind.PAYMENT, "method": Method.CASH, "amount_fen": Fen(1500), "receipt": "0042", "reason": ""}
    numbered = {"year": 2026, "serial": order.serial, "at": NOW, "written_at": NOW, "by_id": desk.id}
    save(MoneyEntry(branch_id=BRANCH_ID, site_id=SITE_ID, order_id=order.id, **money, **numbered))


def a_press(visit: Visit, verb: str, data: dict[str, str]) -> Receipt:
    payload = {"id": "", "visit": str(visit.id), "by": str(visit.technician_id), "verb": verb, "data": data}
    clocks = {"device_at": NOW, "at": NOW, "received_at": NOW}
    kept = {"device": new_id(), "seq": 1, "visit_id": visit.id, "by_id": visit.technician_id, "base": 1, "version": 1}
    return Receipt(
        id=new_id(), verb=verb, payload=payload, fingerprint="0" * 64, verdict=Verdict.APPLIED, **kept, **clocks
    )


def beside(technician: Person, desk: Person, item, owner: Owner) -> list:
    told = [
        Message.to(technician.id, MessageKind.ALARM, branch_id=BRANCH_ID, key=f"m:{urgent}", at=NOW, urgent=urgent)
        for urgent in (True, False)
    ]
    for message in told:
        message.timer = None
    numbers = {"first_seq": 1, "checked_seq": 1, "min_seq": 1, "offset_ms": 0, "waiting": 0, "tray": 0}
    ended = {"endpoint": "https://push.example/1", "p256dh": "k", "auth": "a", "made_at": NOW, "renewed_at": NOW}
    agreed = {"agreed_at": NOW, "agreed_by": "王秀英", "document": "{}", "strokes": [[[1, 1, 0], [2, 2, 1]]]}
    of = {"branch_id": BRANCH_ID, "department": desk.department, "room_id": owner.room_id, "owner_id": owner.id}
    until = {"last_day": date(2026, 11, 22), "requested_at": NOW, "requested_by_id": desk.id}
    return [
        *told,
        Device(id=new_id(), person_id=technician.id, first_heard_at=NOW, heard_at=NOW, **numbers),
        begun(technician.id, Way.PASSWORD, WhereFrom(), NOW),
        Subscription(person_id=technician.id, failure="", gone_at=NOW, **ended),
        SignInEvent(branch_id=BRANCH_ID, at=NOW, what=Door.SIGNED_IN, person_id=technician.id, network="", facts={}),
        AdminEntry(branch_id=BRANCH_ID, by_id=desk.id, at=NOW, what="exported", about="rooms", facts={"rows": 400}),
        AdminEntry(branch_id=BRANCH_ID, by_id=desk.id, at=NOW, what="settings", about="城东分公司", facts={}),
        Agreement(item_id=item.id, quantity_milli=Milli(1000), requirements="轻点", **of, **until, **agreed),
    ]


def counts(files: Folder) -> dict[str, int]:
    def so_many(model, *which) -> int:
        return db.session.scalar(select(func.count()).select_from(model).where(*which)) or 0

    signatures = db.session.scalars(select(Signature)).all()
    of_photos = set(db.session.scalars(select(Blob.sha256)))  # papers lie there, too
    return {
        "files": sum(path.name in of_photos for path in files.folder.rglob("*")),
        "photos": so_many(Photo),
        "places": so_many(Visit, Visit.place != ""),
        "orders": so_many(Order),
        "words": so_many(Order, Order.requirements != ""),
        "journal": so_many(Entry),
        "why": so_many(Entry, Entry.why != ""),
        "commands": sum(bool(press.payload["data"]) for press in db.session.scalars(select(Receipt))),
        "signatures": len(signatures),
        "strokes": sum(bool(one.strokes and one.signer and one.contents["owner"]) for one in signatures),
        "prices": so_many(PriceAgreement),
        "remarks": so_many(CallBack, CallBack.remark != "") + so_many(OwnerAnswer, OwnerAnswer.words != ""),
        "agreements": so_many(Agreement, Agreement.agreed_by != ""),
        "owners": so_many(Owner, Owner.surname != NOBODY, Owner.phone != ""),
        "messages": so_many(Message, Message.urgency == "normal"),
        "urgent": so_many(Message, Message.urgency == "high"),
        "access": so_many(AdminEntry),
        "sign_ins": so_many(SignInEvent),
        "staff": so_many(Person, Person.left_at.is_not(None), Person.phone != ""),
        "phones": so_many(Device) + so_many(DeviceSession) + so_many(Subscription),
        "books": so_many(MoneyEntry),
        "links": so_many(Link),
        "faults": len(faults(files)),
    }


def faults(files: Folder) -> list[Fault]:
    with looking() as session:
        return [fault for step in Walk(session, BRANCH_ID, files.hash_of).steps() for fault in step]


MOST_ROUNDS = 50


@pytest.fixture
def go_on(app, go_round, clock):
    """Rounds of the worker, and then as many as it takes until all is sealed: a seal gives way to whoever writes."""

    def go_on(times: int) -> None:
        for _ in range(times):
            clock.shift(timedelta(minutes=11))
            go_round()
        for _ in range(MOST_ROUNDS):
            if not something_waits():
                return
            clock.shift(timedelta(seconds=3))
            go_round()

    def something_waits() -> bool:
        with app.app_context(), looking() as session:
            return any(session.execute(is_waiting()).one())

    return go_on


@pytest.mark.both_engines
def test_three_years_leave_what_must_stay_and_no_more(app, client, long_ago, files, go_on, clock):
    go_on(2)
    with app.app_context():
        before = counts(files)
    clock.move_to(NOW + relativedelta(months=36, days=1))
    go_on(8)
    with app.app_context():
        after = counts(files)
        purged = {record.kept for record in db.session.scalars(select(PurgeRecord))}
        held = db.session.get_one(Order, long_ago["held"].id)
        assert held.requirements and held.words_gone_at is None and held.photos_gone_at is None
        assert db.session.get_one(Order, long_ago["signed"].id).title_zh == long_ago["signed"].title_zh
        behind = select(Signature.copy_token).where(Signature.order_id == long_ago["signed"].id)
        token = db.session.scalars(behind).one()
    page = client.get(f"/verify/{token}").text
    assert "期限已到" in page and 'data-state="poor"' not in page
    assert purged == set(Kept) - {Kept.WATERPROOFING}, "waterproofing has two years left"
    counted = table(LINES, before, after)
    if os.environ.get("README") == "write":
        write(counted)
    assert written() == counted, "Write it anew: README=write pytest tests/worker/test_three_years_on.py"


def test_what_is_not_as_it_was_sealed_is_held_instead(app, long_ago, go_on, clock):
    go_on(2)
    changed = long_ago["moved"].id
    with app.app_context():
        note = Entry.__table__.update().where(Entry.order_id == changed, Entry.what == "note")
        db.session.execute(note.values(why="业主什么都没说"))
        db.session.commit()
    clock.move_to(NOW + relativedelta(months=36, days=1))
    go_on(3)
    with app.app_context():
        orders = {name: db.session.get_one(Order, order.id) for name, order in long_ago.items()}
        assert orders["moved"].words_gone_at is None and orders["signed"].words_gone_at is not None
        assert db.session.scalars(select(LegalHold.put_by_id).where(LegalHold.order_id == changed)).one() is None
