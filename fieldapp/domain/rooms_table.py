"""The rooms and their owners as a table: what its columns mean, and how it changes what is known of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, contains_eager, selectinload

from fieldapp.domain.base import new_id
from fieldapp.domain.changes import Changes
from fieldapp.domain.people import Language
from fieldapp.domain.people_table import LANGUAGES, PHONE, SPOKEN
from fieldapp.domain.premises import FormOfAddress, Owner, Room, Site
from fieldapp.domain.room_search import owner_key, room_key
from fieldapp.domain.table import Columns, Record, Row, read_rows, refuse_repeats, taken

NAME = ("surname", "given_name")
OWNER = ("owner_surname", "owner_given_name", "owner_address", "owner_phone", "owner_language")
COLUMNS = Columns(
    required=("site", "building", "door"), optional=("floor", "handed_over_on", "stopcock", "breaker", *OWNER)
)
HEADER = COLUMNS.all
CALLED = {FormOfAddress.MR: "先生", FormOfAddress.MS: "女士", FormOfAddress.MISS: "小姐", FormOfAddress.TEACHER: "老师"}
ADDRESSES = {form.value: form for form in FormOfAddress} | {word: form for form, word in CALLED.items()}

Place = tuple[UUID, str, str]  # site, building, door


@dataclass(frozen=True, slots=True)
class Told:
    """What one row says."""

    place: Place
    room: dict[str, Any]
    owner: dict[str, Any]  # empty where nobody is named


def import_rooms(
    session: Session, branch_id: UUID, records: Iterable[Record], *, new_sites: bool = False
) -> dict[str, Changes]:
    """Add the rooms of a file to the branch's sites, and update those that are there. Raises TableRefused.

    A site that nobody knows is a slip of the pen, unless ``new_sites`` says that it is new or the branch has none yet.

    A room with several owners has a row for each of them. An owner is known again by the phone number, or else by the
    name; somebody unknown becomes a further owner. Nobody is taken away by not being in the file: orders name them.
    A column that is not there changes nothing.
    """
    rows, refusals = read_rows(records, COLUMNS)
    refuse_repeats(rows, _key, "door")
    changes = {"sites": Changes(), "rooms": Changes(), "owners": Changes()}
    sites = _sites(session, branch_id)
    if new_sites or not sites:
        sites |= _founded(session, branch_id, rows, sites, changes["sites"])
    told = taken([_told(row, sites) for row in rows], refusals)
    known = _known(session, sites)
    for row in told:
        room = known.get(row.place)
        if room is None:
            room = known[row.place] = _new_room(session, row)
            changes["rooms"].count_added()
        else:
            changes["rooms"].update(room, row.room)
        if row.owner:
            _put_owner(room, row.owner, changes["owners"])
    return changes


def told_of(cells: Mapping[str, str], sites: Mapping[str, Site]) -> Told:
    """What somebody typed about a room and its owner, by the rules of an imported row. Raises TableRefused."""
    rows, refusals = read_rows([(1, HEADER), (2, [cells.get(column, "") for column in HEADER])], COLUMNS)
    return taken([_told(row, sites) for row in rows], refusals)[0]


def rooms_to_export(branch_id: UUID) -> Select[Room]:
    """Every room of the branch with whoever lives there, site by site."""
    return (
        select(Room)
        .join(Room.site)
        .where(Site.branch_id == branch_id)
        .options(contains_eager(Room.site), selectinload(Room.owners.and_(Owner.left_at.is_(None))))
        .order_by(Site.code, Room.search, Room.id)
    )


def as_rows(room: Room) -> list[tuple[str, ...]]:
    """A room as rows of the table that the import reads: one for each owner, or one without."""
    place = {
        "site": room.site.code,
        "building": room.building,
        "door": room.door,
        "floor": room.floor,
        "handed_over_on": room.handed_over_on.isoformat() if room.handed_over_on else "",
        "stopcock": room.stopcock,
        "breaker": room.breaker,
    }
    owners = sorted(room.owners, key=lambda owner: owner.id)
    told = [place | _as_cells(owner) for owner in owners] or [place]
    return [tuple(cells.get(column, "") for column in HEADER) for cells in told]


def _as_cells(owner: Owner) -> dict[str, str]:
    return {
        "owner_surname": owner.surname,
        "owner_given_name": owner.given_name,
        "owner_address": CALLED[owner.address],
        "owner_phone": owner.phone,
        "owner_language": SPOKEN[owner.language],
    }


def _sites(session: Session, branch_id: UUID) -> dict[str, Site]:
    """The branch's sites by code and by either name."""
    return by_name(session.scalars(select(Site).where(Site.branch_id == branch_id).order_by(Site.code)).all())


def by_name(sites: Sequence[Site]) -> dict[str, Site]:
    """Sites by each word that means them: the code first, then either name."""
    found: dict[str, Site] = {}
    for name in ("code", "name_zh", "name_en"):
        for site in sites:
            found.setdefault(getattr(site, name).lower(), site)
    return found


def _founded(
    session: Session, branch_id: UUID, rows: list[Row], known: dict[str, Site], changes: Changes
) -> dict[str, Site]:
    """The sites that the rows name and nobody knows yet. Their names can be changed later; the code stays."""
    names = {row.cells["site"].lower(): row.text("site", most=20) for row in rows}
    founded = {
        key: Site(id=new_id(), branch_id=branch_id, code=name, name_zh=name, name_en=name)
        for key, name in names.items()
        if key not in known
    }
    session.add_all(founded.values())
    for _site in founded:
        changes.count_added()
    return founded


def _key(row: Row) -> tuple[str, ...]:
    """What makes a row the same as an earlier one."""
    return tuple(row.cells.get(name, "").lower() for name in ("site", "building", "door", "owner_phone"))


def _told(row: Row, sites: Mapping[str, Site]) -> Told:
    place = (row.one_of("site", sites).id, row.text("building", most=20), row.text("door", most=20))
    room = {
        "floor": row.text("floor", most=10, optional=True),
        "handed_over_on": row.day("handed_over_on"),
        "stopcock": row.text("stopcock", most=200, optional=True),
        "breaker": row.text("breaker", most=200, optional=True),
    }
    return Told(place, _present(room, row), _owner(row) if any(row.cells.get(name) for name in OWNER) else {})


def _owner(row: Row) -> dict[str, Any]:
    owner = {
        "surname": row.text("owner_surname", most=40),
        "given_name": row.text("owner_given_name", most=40, optional=True),
        "address": row.one_of("owner_address", ADDRESSES),
        "phone": row.shaped("owner_phone", PHONE, "cell.not_a_phone", most=30),
        "language": row.one_of("owner_language", LANGUAGES, otherwise=Language.CHINESE),
    }
    return _present(owner, row, "owner_")


def _present(told: dict[str, Any], row: Row, prefix: str = "") -> dict[str, Any]:
    return {name: value for name, value in told.items() if prefix + name in row.cells}


def _known(session: Session, sites: dict[str, Site]) -> dict[Place, Room]:
    ids = {site.id for site in sites.values()}
    rooms = session.scalars(select(Room).where(Room.site_id.in_(ids)).options(selectinload(Room.owners)))
    return {(room.site_id, room.building, room.door): room for room in rooms}


def _new_room(session: Session, row: Told) -> Room:
    site_id, building, door = row.place
    room = Room(site_id=site_id, building=building, door=door, search=room_key(building, door), owners=[], **row.room)
    session.add(room)
    return room


def _put_owner(room: Room, told: dict[str, Any], changes: Changes) -> None:
    owner = _same_owner(room, told)
    if owner is None:
        owner = Owner(**told)
        room.owners.append(owner)
        changes.count_added()
    else:
        changes.update(owner, told)
    owner.search = owner_key(owner.surname, owner.given_name or "", owner.phone)


def _same_owner(room: Room, told: dict[str, Any]) -> Owner | None:
    here = [owner for owner in room.owners if owner.left_at is None]
    by_phone = [owner for owner in here if owner.phone == told["phone"]]
    by_name = [owner for owner in here if all(getattr(owner, name) == told.get(name, "") for name in NAME)]
    return next(iter(by_phone + by_name), None)
