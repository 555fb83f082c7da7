"""The demo's two estates: four hundred flats, each with an owner, a hand-over date and its valves."""

from collections.abc import Iterator
from datetime import date
from random import Random
from uuid import UUID

from fieldapp.domain.base import new_id
from fieldapp.domain.people import Language
from fieldapp.domain.pinyin import search_key
from fieldapp.domain.premises import FormOfAddress, Owner, Room, Site

ROOMS = 400
SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
GIVEN = ("丽", "伟", "芳", "敏", "静", "强", "磊", "军", "洋", "艳", "勇", "杰", "娟", "涛", "明", "超", "秀兰", "霞")
ENGLISH = (("Smith", "John"), ("Miller", "Anna"), ("Brown", "Kate"), ("Wilson", "Peter"))

# What the day's story needs: door → owner.
FIXED = {
    ("A", "3栋", "503"): ("王", "丽", FormOfAddress.MS, "13812345678"),
    ("A", "5栋", "1201"): ("陈", "明", FormOfAddress.MR, "13912341201"),
    ("A", "1栋", "302"): ("周", "敏", FormOfAddress.MS, "13612340302"),
    ("A", "2栋", "802"): ("孙", "强", FormOfAddress.MR, "13512340802"),
    ("A", "5栋", "1803"): ("钱", "芳", FormOfAddress.MS, "13812341803"),
    ("A", "2栋", "606"): ("何", "军", FormOfAddress.MR, "13712340606"),
    ("A", "4栋", "1204"): ("沈", "静", FormOfAddress.MISS, "13312341204"),
    ("A", "2栋", "1104"): ("彭", "刚", FormOfAddress.MR, "13212341104"),
    ("A", "6栋", "203"): ("郭", "霞", FormOfAddress.MS, "13112340203"),
    ("A", "3栋", "1501"): ("曾", "平", FormOfAddress.TEACHER, "15812341501"),
}
HANDED_OVER = {
    "1栋": date(2025, 9, 30),
    "2栋": date(2019, 6, 20),
    "3栋": date(2023, 6, 18),
    "4栋": date(2023, 6, 18),
    "5栋": date(2025, 3, 28),
    "6栋": date(2017, 12, 1),
}
STOPCOCK = {
    "1": "入户水表箱内，红柄，横过来就是关",
    "2": "厨房水槽下左侧，蓝柄，顺时针关",
    "3": "水槽下左侧，蓝柄顺时针",
    "4": "卫生间门后检修口内，一字柄",
    "5": "阳台洗衣机旁，黄柄",
    "6": "楼道水井内，本层左数第二个",
}


def sites(branch_id: UUID) -> list[Site]:
    """The garden estate, where the day plays, and the riverside one."""
    return [
        Site(id=new_id(), branch_id=branch_id, code="A", name_zh="阳光花园", name_en="Sunshine Garden"),
        Site(id=new_id(), branch_id=branch_id, code="B", name_zh="滨江苑", name_en="Riverside Court"),
    ]


def rooms(estates: list[Site]) -> list[Room]:
    """Four hundred rooms, the same ones every time."""
    chance = Random(2026)
    doors = dict.fromkeys(FIXED)
    for place in _doors():
        if len(doors) == ROOMS:
            break
        doors.setdefault(place)
    by_code = {site.code: site for site in estates}
    return [_room(by_code[code], building, door, chance) for code, building, door in doors]


def _doors() -> Iterator[tuple[str, str, str]]:
    for code, buildings, floors in (("A", 6, 18), ("B", 5, 26)):
        for building in range(1, buildings + 1):
            for floor in range(1, floors + 1):
                yield from ((code, f"{building}栋", f"{floor}{flat:02}") for flat in (1, 2))


def _room(site: Site, building: str, door: str, chance: Random) -> Room:
    number = building.removesuffix("栋")
    room = Room(
        id=new_id(),
        site_id=site.id,
        building=building,
        door=door,
        search=f"{number}-{door}",
        handed_over_on=HANDED_OVER[building],
        stopcock=STOPCOCK[number],
        breaker="入户门右手边强电箱，左起第一个是总闸",
    )
    room.owners = [_owner(FIXED.get((site.code, building, door)), chance)]
    return room


def _owner(fixed: tuple[str, str, FormOfAddress, str] | None, chance: Random) -> Owner:
    surname, given, address, phone = fixed or _somebody(chance)
    return Owner(
        id=new_id(),
        surname=surname,
        given_name=given,
        address=address,
        phone=phone,
        language=Language.ENGLISH if surname.isascii() else Language.CHINESE,
        search=search_key(f"{surname}{given}", phone),
    )


def _somebody(chance: Random) -> tuple[str, str, FormOfAddress, str]:
    phone = f"1{chance.choice('3578')}{chance.randrange(10**8, 10**9)}"
    address = chance.choice(
        (FormOfAddress.MR, FormOfAddress.MR, FormOfAddress.MS, FormOfAddress.MS, FormOfAddress.MISS)
    )
    if chance.random() < 0.03:
        surname, given = chance.choice(ENGLISH)
        return surname, given, FormOfAddress.MS if given in {"Anna", "Kate"} else FormOfAddress.MR, phone
    return chance.choice(SURNAMES), chance.choice(GIVEN), address, phone
