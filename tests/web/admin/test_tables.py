"""Five thousand rooms from a workbook: every mistake by its row, all or nothing, and out again as they came in."""

import io
import re
import sys
import time
from html import unescape

import pytest
from sqlalchemy import func, select

from fieldapp import spreadsheets
from fieldapp.db import db
from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.people import Person
from fieldapp.domain.people_table import HEADER as PEOPLE
from fieldapp.domain.premises import Owner, Room
from fieldapp.domain.rooms_table import HEADER as ROOMS

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = ("秀英", "建国", "伟", "芳", "国强", "桂兰", "志强", "玉兰", "晓明", "丽华")
SITES = ("YG", "阳光花园")
COUNT = 5000

# A planted mistake: which row of the sheet, which column, what stands there, and why it cannot be taken.
MISTAKES = {
    12: ("site", "没有的项目", "cell.not_known"),
    57: ("building", "", "cell.missing"),
    140: ("door", "", "cell.missing"),
    333: ("building", "栋" * 21, "cell.too_long"),
    512: ("handed_over_on", "2019-02-30", "cell.not_a_day"),
    700: ("handed_over_on", "去年", "cell.not_a_day"),
    811: ("owner_phone", "打电话", "cell.not_a_phone"),
    999: ("owner_phone", "", "cell.missing"),
    1000: ("owner_address", "大人", "cell.not_known"),
    1234: ("owner_language", "法文", "cell.not_known"),
    1500: ("stopcock", "阀" * 201, "cell.too_long"),
    1999: ("breaker", "=A1", "cell.formula"),
    2048: ("owner_surname", "", "cell.missing"),
    2500: ("owner_surname", "王" * 41, "cell.too_long"),
    2999: ("floor", "第十一层以上的阁楼层东侧", "cell.too_long"),
    3333: ("door", "#REF!", "cell.formula"),
    3999: ("site", "", "cell.missing"),
    4200: ("owner_address", "", "cell.missing"),
    4711: ("owner_phone", "1", "cell.not_a_phone"),
    5001: ("door", "0101", "cell.repeated"),
}


def rooms(count: int = COUNT) -> list[list[str]]:
    """Rooms with Chinese names, as an office keeps them."""
    return [
        [
            SITES[n % 2],
            f"{n // 100 + 1}栋",
            f"{n % 100 // 4 + 1:02}{n % 4 + 1:02}",
            str(n % 100 // 4 + 1),
            f"20{10 + n % 14}-0{n % 9 + 1}-15",
            "厨房水槽下方左侧",
            "玄关鞋柜上方",
            SURNAMES[n % 20],
            GIVEN[n % 10],
            "女士" if n % 2 else "先生",
            f"138{n:08}",
            "中文" if n % 7 else "英文",
        ]
        for n in range(count)
    ]


def with_mistakes(rows: list[list[str]]) -> list[list[str]]:
    rows = [list(row) for row in rows]
    for number, (column, given, _code) in MISTAKES.items():
        rows[number - 2][ROOMS.index(column)] = given
    rows[5001 - 2] = [*rows[0]]
    return rows


def workbook(rows: list[list[str]], header: tuple[str, ...] = ROOMS) -> dict[str, object]:
    return {"file": (io.BytesIO(spreadsheets.as_workbook(header, rows, figures=frozenset())), "rooms.xlsx")}


def sent_on(page: str) -> dict[str, str]:
    found = re.search(r'<textarea name="table" hidden>\n(.*?)</textarea>', page, re.S)
    assert found
    return {"table": unescape(found[1])}


def count(app, kind) -> int:
    with app.app_context():
        return db.session.scalars(select(func.count()).select_from(kind)).one()


def say(capsys, words: str) -> None:
    """A figure for whoever watches; nothing is asserted about a clock."""
    with capsys.disabled():
        sys.stdout.write(f" {words} ")


def test_twenty_mistakes_among_five_thousand_rooms_are_all_named_and_nothing_is_written(app, office, capsys):
    started = time.perf_counter()
    answer = office.post("/admin/rooms/imports", data=workbook(with_mistakes(rooms())))
    say(capsys, f"a workbook of 5,000 rooms with 20 mistakes: refused {time.perf_counter() - started:.1f} s later")

    assert answer.status_code == 422
    told = re.findall(r'data-row="(\d+)".*?<span class="tag">(\w+)<', answer.text)
    assert [(int(row), column) for row, column in told] == [(row, MISTAKES[row][0]) for row in sorted(MISTAKES)]
    assert "第 2 行" in answer.text, "the repeated one says where it stands first"
    assert count(app, Room) == count(app, Owner) == count(app, AdminEntry) == 0


def test_five_thousand_rooms_are_written_with_few_statements(app, office, max_queries, capsys):
    started = time.perf_counter()
    dry = office.post("/admin/rooms/imports", data=workbook(rooms()))
    assert dry.status_code == 200 and '<td class="table__figure">5000</td>' in dry.text
    assert count(app, Room) == 0, "the dry run writes nothing"
    checked = time.perf_counter()
    with max_queries(40):
        done = office.post("/admin/rooms/table", data=sent_on(dry.text), content_type="multipart/form-data")
    assert done.status_code == 303 and "added=5000" in done.location
    say(capsys, f"5,000 rooms: checked in {checked - started:.1f} s, written in {time.perf_counter() - checked:.1f} s")
    assert count(app, Room) == count(app, Owner) == 5000


@pytest.mark.both_engines
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_rooms_come_out_as_they_went_in(app, office, kind):
    given = rooms(150)
    dry = office.post("/admin/rooms/imports", data=workbook(given))
    office.post("/admin/rooms/table", data=sent_on(dry.text), content_type="multipart/form-data")
    out = office.post("/admin/rooms/export", data={"as": kind})
    records = spreadsheets.read_bytes(out.data)
    assert records[0][1] == list(ROOMS)
    assert sorted(cells for _row, cells in records[1:]) == sorted(["YG", *cells[1:]] for cells in given)

    again = office.post("/admin/rooms/imports", data={"file": (io.BytesIO(out.data), f"rooms.{kind}")})
    done = office.post("/admin/rooms/table", data=sent_on(again.text), content_type="multipart/form-data")
    assert "added=0&changed=0&unchanged=150" in done.location
    with app.app_context():
        told = [(entry.what, entry.about) for entry in db.session.scalars(select(AdminEntry).order_by(AdminEntry.id))]
        assert told == [("imported", "rooms"), ("exported", "rooms"), ("imported", "rooms")]


def test_pages_of_the_rooms_ask_the_same_few_questions(app, office, max_queries):
    dry = office.post("/admin/rooms/imports", data=workbook(rooms(120)))
    office.post("/admin/rooms/table", data=sent_on(dry.text), content_type="multipart/form-data")
    with max_queries(6):
        page = office.get("/admin/rooms").text
    assert page.count("data-room=") == 50 and "13800000000" not in page and "138****0000" in page
    more = re.search(r'href="([^"]+after=[^"]+)"', page)
    assert more
    seen = set(re.findall(r'data-room="([^"]+)"', page))
    following = office.get(unescape(more[1])).text
    assert seen.isdisjoint(re.findall(r'data-room="([^"]+)"', following))
    assert re.findall(r'data-room="([^"]+)"', office.get("/admin/rooms?q=1-0101").text) == ["1栋0101"]
    assert office.get("/admin/rooms?q=wxy").text.count("data-room=") > 0


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_people_come_out_as_they_went_in(app, office, kind):
    out = office.post("/admin/people/export", data={"as": kind})
    assert out.mimetype.endswith(("csv", "sheet")) and f"people.{kind}" in out.headers["Content-Disposition"]
    records = spreadsheets.read_bytes(out.data)
    assert records[0][1] == list(PEOPLE) and len(records) == 1 + count(app, Person)
    dry = office.post("/admin/people/imports", data={"file": (io.BytesIO(out.data), f"people.{kind}")})
    assert dry.status_code == 200
    done = office.post("/admin/people/table", data=sent_on(dry.text), content_type="multipart/form-data")
    assert f"added=0&changed=0&unchanged={len(records) - 1}" in done.location
