"""The people of the demo branch: every account that the front page of the demo names."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from fieldapp.domain.absence import Absence, AbsenceKind, away
from fieldapp.domain.base import new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Department, Duty, Language, Person, Role, Skill, Trade
from fieldapp.domain.people_list import person_key

T, D = Trade, Department


@dataclass(frozen=True, slots=True)
class Part:
    """One person, as the demo tells it."""

    login: str
    name: str
    roles: tuple[Role, ...]
    department: Department
    badge: str = ""
    trades: tuple[Trade, ...] = ()
    skills: tuple[Skill, ...] = ()
    on_duty: bool = True


SHIFT = timedelta(hours=8), timedelta(hours=18)  # after midnight, on each of the days after the demo's own
DAYS_AFTER = 6
WATER_AND_POWER = (T.PLUMBER, T.ELECTRICIAN)
CAST = (
    Part("desk", "刘敏", (Role.DESK,), D.CUSTOMER_CENTRE, "0102"),
    Part("desk2", "何静", (Role.DESK,), D.CUSTOMER_CENTRE, "0103"),
    Part("repair", "赵志刚", (Role.SUPERVISOR,), D.REPAIR, "0201"),
    Part("cleaning", "林芳", (Role.SUPERVISOR,), D.CLEANING, "0301"),
    Part("butler", "苏婷", (Role.SUPERVISOR,), D.BUTLER, "0401"),
    Part("tech1", "李建国", (Role.TECHNICIAN,), D.REPAIR, "0217", (*WATER_AND_POWER, T.CARPENTER)),
    Part("tech2", "张伟", (Role.TECHNICIAN,), D.REPAIR, "0218", WATER_AND_POWER),
    Part("tech3", "陈强", (Role.TECHNICIAN,), D.REPAIR, "0219", (T.PLUMBER, T.BUILDER), (Skill.WATERPROOFING,)),
    Part("tech4", "孙涛", (Role.TECHNICIAN,), D.REPAIR, "0220", (T.CARPENTER, T.LOCKSMITH)),
    Part("tech5", "周洋", (Role.TECHNICIAN,), D.REPAIR, "0221", (T.ELECTRICIAN, T.APPLIANCE), (Skill.REFRIGERANT,)),
    Part("tech6", "吴磊", (Role.TECHNICIAN,), D.REPAIR, "0222", (*WATER_AND_POWER, T.HEATING), on_duty=False),
    Part("tech7", "王芳", (Role.TECHNICIAN,), D.CLEANING, "0317", (T.CLEANER,), (Skill.STONE_CARE,)),
    Part("tech8", "郑秀英", (Role.TECHNICIAN,), D.CLEANING, "0318", (T.CLEANER, T.GARDENER)),
    Part("tech9", "马超", (Role.TECHNICIAN,), D.ENGINEERING, "0517", WATER_AND_POWER),
    Part("tech10", "高峰", (Role.TECHNICIAN,), D.ENGINEERING, "0518", (T.PLUMBER, T.HEATING)),
    Part("tech11", "罗小明", (Role.TECHNICIAN,), D.BUTLER, "0417", (T.ERRANDS,)),
    Part("cashier", "谢丽", (Role.CASHIER,), D.CUSTOMER_CENTRE, "0110"),
    Part("operations", "韩梅", (Role.OPERATIONS,), D.OFFICE, "0011"),
    Part("general", "唐国强", (Role.GENERAL,), D.OFFICE, "0001"),
    Part("head", "冯雪", (Role.HEAD,), D.OFFICE, "9001"),
    Part("admin", "曹亮", (Role.ADMIN,), D.OFFICE, "0012"),
)


def people(branch_id: UUID, password_hash: str) -> dict[str, Person]:
    """The cast, by login."""
    return {
        part.login: Person(
            id=new_id(),
            branch_id=branch_id,
            login=part.login,
            name=part.name,
            badge=part.badge,
            phone=f"1370000{part.badge}",
            password_hash=password_hash,
            language=Language.CHINESE,
            department=part.department,
            roles=frozenset(part.roles),
            trades=frozenset(part.trades),
            skills=frozenset(part.skills),
            search=person_key(part.name, part.login, part.badge),
        )
        for part in CAST
    }


def duties(cast: dict[str, Person], begins: datetime, ends: datetime, now: datetime) -> list[Duty]:
    """Everybody works the whole day but one, who comes back in two hours."""
    return [
        Duty(
            id=new_id(),
            person_id=cast[part.login].id,
            begins_at=begins if part.on_duty else min(now + timedelta(hours=2), ends - timedelta(minutes=1)),
            ends_at=ends,
        )
        for part in CAST
        if Role.TECHNICIAN in part.roles
    ]


def roster(cast: dict[str, Person], tomorrow: datetime) -> list[Duty | Absence]:
    """The days after the demo's own: day shifts, for everybody with one day off; and one who is at a course."""
    technicians = [cast[part.login] for part in CAST if Role.TECHNICIAN in part.roles]
    shifts = [
        Duty(
            id=new_id(),
            person_id=person.id,
            begins_at=tomorrow + timedelta(days=after) + SHIFT[0],
            ends_at=tomorrow + timedelta(days=after) + SHIFT[1],
        )
        for nth, person in enumerate(technicians)
        for after in range(DAYS_AFTER)
        if after != (nth + 2) % DAYS_AFTER
    ]
    said = Act.here(by_id=cast["repair"].id, now=tomorrow - timedelta(days=1))
    begins, ends = tomorrow + timedelta(hours=13), tomorrow + timedelta(days=1)
    return [*shifts, away(cast["tech4"].id, said, begins=begins, ends=ends, kind=AbsenceKind.TRAINING)]
