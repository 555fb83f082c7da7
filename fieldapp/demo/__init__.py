"""A small believable branch to try the app with: two estates, four hundred flats, a staff, and a day's orders."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload, selectinload

from fieldapp import spreadsheets
from fieldapp.demo.cast import duties, people, roster
from fieldapp.demo.developers import developers
from fieldapp.demo.estate import rooms, sites
from fieldapp.demo.next_catalogue import next_catalogue
from fieldapp.demo.outside import contacts
from fieldapp.demo.phones import phones
from fieldapp.demo.stage import Stage
from fieldapp.demo.story import tell
from fieldapp.domain.base import Instant, Model, RuleBroken, new_id
from fieldapp.domain.catalogue import CatalogueVersion, Item
from fieldapp.domain.catalogue_filing import file
from fieldapp.domain.catalogue_review import Point, Verdict
from fieldapp.domain.catalogue_reviewing import review
from fieldapp.domain.catalogue_table import load_catalogue
from fieldapp.domain.chain_anew import begin_anew
from fieldapp.domain.demo_day import DemoDay
from fieldapp.domain.figure import Figure, FigureMark
from fieldapp.domain.figure_round import count_branch
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Branch, Room
from fieldapp.domain.procedure import procedure_from

DATA = Path(__file__).parent.parent / "data"
ZONE = ZoneInfo("Asia/Shanghai")


def load(session: Session, *, now: datetime, password_hash: str) -> None:
    """Put the demo branch into an empty database; the caller commits.

    Raises RuleBroken ``demo.not_empty`` when there is anybody in it already.
    """
    if not is_empty(session):
        raise RuleBroken("demo.not_empty")
    branch = _branch()
    session.add(branch)
    session.flush()
    cast = people(branch.id, password_hash)
    estates = sites(branch.id)
    procedure = procedure_from(tomllib.loads((DATA / "procedure.toml").read_text(encoding="utf-8")))
    session.add_all([*cast.values(), *estates, procedure])
    session.flush()
    begins = now.astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0).astimezone(UTC)
    ends = begins + timedelta(days=1)
    session.add_all([*duties(cast, begins, ends, now), *roster(cast, ends)])
    session.add_all([*rooms(estates), *contacts(branch.id, at=now)])
    session.add_all(phones(cast, now))
    version = _catalogue(session, branch, cast, now)
    next_catalogue(session, version, cast, now)
    session.add(DemoDay(id=1, day=now.astimezone(ZONE).date()))
    session.flush()
    session.add_all(developers(estates, now))
    session.flush()
    tell(
        Stage(
            session=session,
            now=now,
            branch=branch,
            rooms=_rooms_by_plate(session),
            items={item.code: item for item in session.scalars(select(Item).where(Item.version_id == version.id))},
            cast=cast,
            catalogue_version_id=version.id,
            procedure_id=procedure.id,
        )
    )
    session.flush()
    count_branch(session, branch, now)


def is_empty(session: Session) -> bool:
    """Is nobody in the database yet?"""
    return session.scalars(select(Person.id).limit(1)).first() is None


def move_to_today(session: Session, *, now: datetime) -> bool:
    """Let the demo day be today: every stored moment moves by whole days. Returns whether anything moved."""
    told = session.get(DemoDay, 1)
    days = (now.astimezone(ZONE).date() - told.day).days if told else 0
    if told is None or days <= 0:
        return False
    # What was sealed is told anew on another day.
    begin_anew(session)
    # Figures are of days, not of moments: they are counted anew for where the orders have moved.
    for counted in (Figure, FigureMark):
        session.execute(delete(counted).execution_options(synchronize_session=False))
    for table in Model.metadata.sorted_tables:
        moments = [column for column in table.columns if isinstance(column.type, Instant)]
        keys = list(table.primary_key.columns)
        for row in session.execute(select(*keys, *moments)).all() if moments else ():
            values = {
                column.name: moment + timedelta(days=days)
                for column, moment in zip(moments, row[len(keys) :], strict=True)
                if moment is not None
            }
            if values:
                session.execute(
                    table.update().where(*(key == value for key, value in zip(keys, row, strict=False))).values(values)
                )
    told.day = now.astimezone(ZONE).date()
    return True


def _branch() -> Branch:
    return Branch(
        id=new_id(),
        company_zh="阳光物业",
        company_en="Sunshine Property",
        name_zh="阳光物业杭州分公司",
        name_en="Sunshine Property, Hangzhou",
        centre_phone="4008000100",
        timezone=ZONE.key,
    )


def _catalogue(session: Session, branch: Branch, cast: dict[str, Person], now: datetime) -> CatalogueVersion:
    records = spreadsheets.read(DATA / "catalogue.csv")
    year, drafted = now.astimezone(ZONE).year, now - timedelta(days=45)
    version = load_catalogue(session, branch.id, records, year=year, number=3, at=drafted, by=cast["operations"])
    for days, login in ((44, "repair"), (43, "cleaning"), (41, "butler")):
        review(version, dict.fromkeys(Point, Verdict(True)), at=now - timedelta(days=days), by=cast[login])
    version.approve(at=now - timedelta(days=40), by=cast["general"])
    file(version, at=now - timedelta(days=39), by=cast["head"])
    session.flush()
    return version


def _rooms_by_plate(session: Session) -> dict[str, Room]:
    with_owner = select(Room).options(selectinload(Room.owners), joinedload(Room.site))
    return {f"{room.site.code} {room.search}": room for room in session.scalars(with_owner)}
