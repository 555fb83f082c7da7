"""`fieldapp import`: the file is checked and reported; it is written only when told so, and then all of it."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import delete, func, select
from sqlalchemy.orm import selectinload

from fieldapp.commands import fieldapp
from fieldapp.db import db
from fieldapp.domain.admin_journal import AdminEntry
from fieldapp.domain.base import Model, new_id
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion, Item
from fieldapp.domain.people import Department, Person, Role, Skill, Trade
from fieldapp.domain.premises import Branch, FormOfAddress, Owner, Room, Site
from tests.builders import MORNING, a_person, an_owner, chen, li, the_branch, the_site

CATALOGUE = "code,category,name_zh,name_en,unit_zh,unit_en,price_kind,price_yuan,price_max_yuan\n"
VALVE = "WTR-008,水,更换角阀,Replace angle valve,只,piece,fixed,15,\n"
TAP = "WTR-003,水,维修水龙头,Repair tap,次,visit,range,10,20\n"
ROOMS = "site,building,door,handed_over_on,stopcock,breaker,owner_surname,owner_given_name,owner_address,owner_phone\n"
WANG = "YG,3栋,503,2016-05-01,厨房水槽下方,玄关,王,秀英,女士,13812345678\n"
PEOPLE = "login,name,badge,phone,department,roles,trades,skills,language\n"
QIAN = 'qian,钱勇,A1,13900002222,repair,technician,"plumber,electrician",,中文\n'


@pytest.fixture(autouse=True)
def branch(save) -> None:
    save(the_branch())
    save(the_site())


def test_without_apply_nothing_is_written(app, tmp_path):
    outcome = imported(app, tmp_path, "catalogue", CATALOGUE + VALVE)
    assert outcome.exit_code == 0 and "1 items" in outcome.stdout and "Nothing was written" in outcome.stdout
    assert count(app, CatalogueVersion) == 0


@pytest.mark.both_engines
def test_a_catalogue_becomes_a_draft_version(app, tmp_path):
    for _ in range(2):
        assert imported(app, tmp_path, "catalogue", CATALOGUE + VALVE + TAP, "--apply").exit_code == 0
    with app.app_context():
        versions = db.session.scalars(select(CatalogueVersion).order_by(CatalogueVersion.number)).all()
        assert [version.number for version in versions] == [1, 2]
        assert {version.state for version in versions} == {CatalogueState.DRAFT}
        items = db.session.scalars(select(Item).where(Item.version_id == versions[0].id)).all()
        assert [(item.code, item.price_fen, item.price_max_fen) for item in items] == [
            ("WTR-008", 1500, None),
            ("WTR-003", 1000, 2000),
        ]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (VALVE.replace("水,", "火,", 1), "row 3, column category: “火” must be one of 水, 电"),
        (VALVE.replace("15", "15²"), "column price_yuan: “15²” must be an amount in yuan from 0.01 to 99,999.99"),
        (VALVE.replace("更换角阀", "\ufeff"), "column name_zh: it must not be empty"),
        (VALVE + VALVE.replace("008", "００８"), "row 4, column code: “WTR-００８” is already in row 3"),
        (VALVE.replace("15", "abc"), "column price_yuan: “abc” must be an amount in yuan from 0.01 to 99,999.99"),
        (VALVE.replace("15", "0"), "column price_yuan: “0” must be"),
        (VALVE.replace("15", "1e9"), "column price_yuan: “1e9” must be"),
        (VALVE.replace("15", "=1+1"), "column price_yuan: “=1+1” is a formula"),
        (VALVE.replace("15,", "15,20"), "column price_max_yuan: “20” only the price kind"),
        (TAP.replace("20", "5").replace("003", "004"), "a range needs a greatest price above price_yuan"),
        (TAP, "row 3, column code: “WTR-003” is already in row 2"),
        (VALVE.replace("更换角阀", ""), "column name_zh: it must not be empty"),
        (VALVE.replace("更换角阀", "阀" * 121), "column name_zh: “" + "阀" * 40 + "…” at most 120 characters"),
        (VALVE.replace("更换角阀", "换\x07阀"), "cannot be stored"),
        (VALVE.replace("更换角阀", "换阀\u202e元51"), "cannot be stored"),
        (VALVE.strip() + ",,,extra\n", "row 3: there are cells beyond the 9 columns"),
    ],
)
def test_each_refusal_names_row_column_and_what_is_allowed(app, tmp_path, row, told):
    outcome = imported(app, tmp_path, "catalogue", CATALOGUE + TAP + row, "--apply")
    assert outcome.exit_code == 1 and told in outcome.stderr
    assert count(app, Item) == 0


def test_all_refusals_come_at_once_in_the_order_of_the_rows(app, tmp_path):
    bad = "".join(VALVE.replace("008", f"{n:03}").replace("15", "-1") for n in range(10, 13))
    outcome = imported(app, tmp_path, "catalogue", CATALOGUE + bad)
    assert [line.split(",")[0].split(": ")[1] for line in outcome.stderr.splitlines()[:3]] == [
        "row 2",
        "row 3",
        "row 4",
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "the file is empty"),
        (CATALOGUE, "a header and nothing under it"),
        (CATALOGUE.replace("price_yuan", "price") + VALVE, "row 1, column price: there is no such column"),
        (CATALOGUE.replace("price_yuan,", "") + VALVE, "row 1, column price_yuan: this column is missing"),
        (CATALOGUE.replace("unit_en", "code") + VALVE, "row 1, column code: this column stands there twice"),
        (CATALOGUE + VALVE * 100_000, "more than 20,000 rows"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_in_few_lines(app, tmp_path, content, told):
    outcome = imported(app, tmp_path, "catalogue", content)
    assert outcome.exit_code == 1 and told in outcome.stderr and len(outcome.stderr.splitlines()) <= 3


@pytest.mark.both_engines
def test_rooms_come_with_their_owners(app, tmp_path):
    family = WANG.replace("王,秀英,女士,13812345678", "张,伟,先生,13912345678")
    outcome = imported(app, tmp_path, "rooms", ROOMS + WANG + family + "阳光花园,3栋,504,,,,,,,\n", "--apply")
    assert "rooms: 2 new, 0 changed, 1 as they were" in outcome.stdout and "owners: 2 new" in outcome.stdout
    with app.app_context():
        room = db.session.scalars(select(Room).where(Room.door == "503").options(selectinload(Room.owners))).one()
        assert room.search == "3-503" and str(room.handed_over_on) == "2016-05-01"
        assert {owner.address for owner in room.owners} == {FormOfAddress.MS, FormOfAddress.MR}
        assert "wxy" in next(owner.search for owner in room.owners if owner.surname == "王")


def test_a_room_is_known_again(app, save, tmp_path):
    save(an_owner())
    changed = WANG.replace("玄关", "走廊").replace("13812345678", "13712345678")
    outcome = imported(app, tmp_path, "rooms", ROOMS + changed, "--apply")
    assert "rooms: 0 new, 1 changed" in outcome.stdout and "owners: 0 new, 1 changed" in outcome.stdout
    with app.app_context():
        assert db.session.scalars(select(Room.breaker)).one() == "走廊"
        assert db.session.scalars(select(Owner.phone)).one() == "13712345678"


def test_the_same_file_again_changes_nothing(app, tmp_path):
    imported(app, tmp_path, "rooms", ROOMS + WANG, "--apply")
    outcome = imported(app, tmp_path, "rooms", ROOMS + WANG, "--apply")
    assert "rooms: 0 new, 0 changed, 1 as they were" in outcome.stdout
    assert "owners: 0 new, 0 changed, 1 as they were" in outcome.stdout


def test_a_new_site_is_founded_when_that_is_said(app, tmp_path):
    outcome = imported(app, tmp_path, "rooms", ROOMS + WANG.replace("YG", "海棠苑"), "--apply", "--new-sites")
    assert "sites: 1 new" in outcome.stdout and "rooms: 1 new" in outcome.stdout
    assert count(app, Site) == 2


def test_the_first_rooms_of_a_branch_found_its_sites(app, tmp_path):
    with app.app_context():
        db.session.execute(delete(Site))
        db.session.commit()
    nowhere = imported(app, tmp_path, "rooms", ROOMS + WANG.replace("YG", ""))
    assert nowhere.exit_code == 1 and "row 2, column site: it must not be empty" in nowhere.stderr
    assert "sites: 1 new" in imported(app, tmp_path, "rooms", ROOMS + WANG, "--apply").stdout


def test_an_emptied_cell_is_emptied_here_too(app, tmp_path):
    imported(app, tmp_path, "rooms", ROOMS + WANG, "--apply")
    assert "rooms: 0 new, 1 changed" in imported(app, tmp_path, "rooms", ROOMS + "YG,3栋,503\n", "--apply").stdout


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (WANG.replace("YG", "XX"), "column site: “XX” must be one of yg, 阳光花园"),
        (WANG.replace("2016-05-01", "2016-02-30"), "column handed_over_on: “2016-02-30” must be a date"),
        (WANG.replace("女士", "大人"), "column owner_address: “大人” must be one of mr"),
        (WANG.replace("13812345678", "call me"), "column owner_phone: “call me” must be a phone number"),
        (WANG + WANG, "row 3, column door: “503” is already in row 2"),
        (WANG.replace("王", "\u2067王"), "column owner_surname: “?王” there are characters"),
    ],
)
def test_a_room_is_refused(app, tmp_path, row, told):
    outcome = imported(app, tmp_path, "rooms", ROOMS + row, "--apply")
    assert outcome.exit_code == 1 and told in outcome.stderr
    assert count(app, Room) == 0


@pytest.mark.both_engines
def test_people_are_added_and_known_again_by_login(app, save, tmp_path):
    save(li())
    outcome = imported(app, tmp_path, "people", PEOPLE + QIAN + QIAN.replace("qian", "ＬＩ"), "--apply")
    assert "people: 1 new, 1 changed" in outcome.stdout
    with app.app_context():
        people = {person.login: person for person in db.session.scalars(select(Person))}
        assert people["li"].name == "钱勇" and people["li"].password_hash
        assert people["qian"].trades == {Trade.PLUMBER, Trade.ELECTRICIAN} and not people["qian"].password_hash
        assert people["qian"].department is Department.REPAIR and people["qian"].roles == {Role.TECHNICIAN}
        noted = db.session.scalars(select(AdminEntry)).one()
        assert (noted.what, noted.about, noted.by_id) == ("imported", "people", None)


def test_roles_departments_and_trades_are_read_in_chinese_too(app, save, tmp_path):
    words = 'qian,钱勇,A1,13900002222,环境,服务人员、主管,"保洁,园艺",高处作业,中文\n'
    assert "people: 1 new" in imported(app, tmp_path, "people", PEOPLE + words, "--apply").stdout
    with app.app_context():
        qian = db.session.scalars(select(Person)).one()
        assert (qian.department, qian.roles) == (Department.CLEANING, {Role.TECHNICIAN, Role.SUPERVISOR})
        assert (qian.trades, qian.skills) == ({Trade.CLEANER, Trade.GARDENER}, {Skill.HEIGHT})


def test_a_column_that_is_not_there_changes_nothing(app, save, tmp_path):
    save(li())
    imported(app, tmp_path, "people", "login,name,department,roles\nli,李建军,repair,technician\n", "--apply")
    with app.app_context():
        person = db.session.scalars(select(Person)).one()
        assert (person.name, person.badge, person.trades) == ("李建军", "A1027", {Trade.PLUMBER})


def test_a_file_does_not_take_the_role_from_the_last_administrator(app, save, tmp_path):
    save(a_person("boss", Role.ADMIN))
    demoted = "login,name,department,roles\nboss,曹亮,office,desk\n"

    refused = imported(app, tmp_path, "people", demoted, "--apply")
    handed_over = imported(app, tmp_path, "people", demoted + "next,韩梅,office,admin\n", "--apply")

    assert refused.exit_code == 1 and "column roles" in refused.stderr
    assert "people: 1 new, 1 changed" in handed_over.stdout


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (QIAN.replace("technician", "boss"), "column roles: “boss” must be one of 服务人员, 主管"),
        (QIAN.replace("technician", ""), "column roles: must be one of 服务人员"),
        (QIAN.replace("qian", "q i"), "column login: “q i” must be letters"),
        (QIAN.replace("钱勇", "钱\u202e勇"), "there are characters in it that cannot be stored"),
        (QIAN.replace("qian", "gone"), "has left"),
        (QIAN.replace("qian", "far"), "somebody in another branch"),
    ],
)
def test_a_person_is_refused(app, save, tmp_path, row, told):
    gone, far = chen(), li()
    gone.login, gone.left_at = "gone", MORNING
    other = Branch(id=new_id(), company_zh="", company_en="", name_zh="西", name_en="West", centre_phone="")
    far.login, far.branch_id = "far", other.id
    save(other)
    save(gone, far)
    outcome = imported(app, tmp_path, "people", PEOPLE + row, "--apply", "--branch", "城东分公司")
    assert outcome.exit_code == 1 and told in outcome.stderr


def test_with_several_branches_it_asks_which(app, save, tmp_path):
    save(Branch(id=new_id(), company_zh="", company_en="", name_zh="西", name_en="West", centre_phone=""))
    outcome = imported(app, tmp_path, "catalogue", CATALOGUE + VALVE)
    assert outcome.exit_code == 1 and "--branch" in outcome.stderr
    assert imported(app, tmp_path, "catalogue", CATALOGUE + VALVE, "--branch", "West").exit_code == 0


def imported(app: Flask, folder: Path, what: str, content: str, *options: str) -> Result:
    file = folder / "table.csv"
    file.write_text(content, encoding="utf-8", newline="")
    return app.test_cli_runner().invoke(fieldapp, ["import", what, str(file), *options])


def count(app: Flask, kind: type[Model]) -> int:
    with app.app_context():
        return db.session.scalars(select(func.count()).select_from(kind)).one()
