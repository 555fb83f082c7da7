"""A small world to test in: every builder gives a whole, valid thing; a test names only what matters to it.

People belong to a branch and rooms to a site, which are stored first; an owner brings the room along.
The cast has fixed logins and roles; everybody's password is PASSWORD.
"""

from datetime import UTC, date, datetime
from uuid import UUID

from fieldapp.domain.base import new_id
from fieldapp.domain.people import Department, Language, Person, Role, Skill, Trade
from fieldapp.domain.premises import Branch, FormOfAddress, Owner, Room, Site
from fieldapp.passwords import hashed

# 09:50 and 10:41 on Monday, 23 November 2026, on the clocks of Shanghai.
MORNING = datetime(2026, 11, 23, 1, 50, tzinfo=UTC)
NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)

PASSWORD = "open sesame"
_HASH = hashed(PASSWORD)  # once: it is slow on purpose

BRANCH_ID = UUID("01930000-0000-7000-8000-000000000001")
SITE_ID = UUID("01930000-0000-7000-8000-000000000002")


def the_branch() -> Branch:
    """The branch that all of the cast work for."""
    return Branch(
        id=BRANCH_ID,
        company_zh="阳光物业",
        company_en="Sunshine Property",
        name_zh="城东分公司",
        name_en="East branch",
        centre_phone="400-123-4567",
    )


def the_site() -> Site:
    """A housing estate of the branch."""
    return Site(id=SITE_ID, branch_id=BRANCH_ID, code="YG", name_zh="阳光花园", name_en="Sunshine Gardens")


def a_room(building: str = "3栋", door: str = "503") -> Room:
    """A room on the site, handed over ten years ago."""
    return Room(
        id=new_id(),
        site_id=SITE_ID,
        building=building,
        door=door,
        search=f"{building.removesuffix('栋')}-{door}",
        handed_over_on=date(2016, 5, 1),
        stopcock="厨房水槽下方",
        breaker="玄关鞋柜上方",
    )


def an_owner(room: Room | None = None, *, surname: str = "王", language: Language = Language.CHINESE) -> Owner:
    """Ms Wang of 3-503."""
    return Owner(
        id=new_id(),
        room=room or a_room(),
        surname=surname,
        given_name="秀英",
        address=FormOfAddress.MS,
        phone="13812345678",
        language=language,
        search="wangxiuying wxy 13812345678",
    )


def a_person(
    login: str,
    *roles: Role,
    name: str = "李建国",
    department: Department = Department.REPAIR,
    language: Language = Language.CHINESE,
    trades: frozenset[Trade] = frozenset(),
    skills: frozenset[Skill] = frozenset(),
) -> Person:
    """Somebody of the branch."""
    return Person(
        id=new_id(),
        branch_id=BRANCH_ID,
        login=login,
        name=name,
        badge="A1027",
        phone="13900001111",
        password_hash=_HASH,
        language=language,
        department=department,
        roles=frozenset(roles),
        trades=trades,
        skills=skills,
    )


def li() -> Person:
    """A technician, plumber (login li)."""
    return a_person("li", Role.TECHNICIAN, name="李建国", trades=frozenset({Trade.PLUMBER}))


def zhao() -> Person:
    """Another technician, who should never see Li's work (login zhao)."""
    return a_person("zhao", Role.TECHNICIAN, name="赵强", trades=frozenset({Trade.ELECTRICIAN}))


def sun() -> Person:
    """The repair supervisor (login sun)."""
    return a_person("sun", Role.SUPERVISOR, name="孙敏")


def chen() -> Person:
    """At the front desk (login chen)."""
    return a_person("chen", Role.DESK, name="陈静", department=Department.CUSTOMER_CENTRE)


def one_of_each_role() -> list[Person]:
    """Eight people, each with one role and its name as login."""
    return [a_person(role.value, role) for role in Role]
