"""What the administrator says of sites, rooms and owners: put down, changed, moved out; nothing is deleted."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import RuleBroken, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.person_file import shown
from fieldapp.domain.premises import Owner, Room, Site
from fieldapp.domain.room_search import owner_key, room_key
from fieldapp.domain.rooms_table import Told


def add_site(session: Session, branch_id: UUID, told: Mapping[str, Any], act: Act, *, id: UUID | None = None) -> Site:
    """A housing estate more. Raises RuleBroken ``site.code_taken``."""
    asked = select(Site.id).where(Site.branch_id == branch_id, Site.code == told["code"])
    if session.scalar(asked) is not None:
        raise RuleBroken("site.code_taken", field="code", code_given=told["code"])
    site = Site(id=id or new_id(), branch_id=branch_id, **told)
    session.add(site)
    note(session, branch_id, act, "site_added", about=site.name_zh, code=site.code)
    return site


def change_site(session: Session, site: Site, told: Mapping[str, Any], act: Act) -> None:
    """Other names, another zone, others who take money. The code stays: tables name the site by it."""
    changed = _changed(site, told)
    if changed:
        note(session, site.branch_id, act, "site_changed", about=site.name_zh, changed=changed)


def add_room(session: Session, site: Site, told: Told, act: Act, *, id: UUID | None = None) -> Room:
    """A room more. Raises RuleBroken ``room.taken``."""
    site_id, building, door = told.place
    _require_free(session, told, None)
    room = Room(id=id or new_id(), site_id=site_id, building=building, door=door, owners=[], **told.room)
    room.site, room.search = site, room_key(building, door)
    session.add(room)
    note(session, site.branch_id, act, "room_added", about=named(room))
    return room


def change_room(session: Session, room: Room, told: Told, act: Act) -> None:
    """Another number, floor, day or place of a stopcock. Raises RuleBroken ``room.taken``."""
    _require_free(session, told, room.id)
    _site, building, door = told.place
    before = named(room)
    changed = _changed(room, {"building": building, "door": door, **told.room})
    room.search = room_key(building, door)
    if changed:
        note(session, room.site.branch_id, act, "room_changed", about=before, changed=changed)


def add_owner(session: Session, room: Room, told: Mapping[str, Any], act: Act) -> Owner:
    """Somebody else lives or owns there. The journal keeps no more of the name than the surname.

    Whoever stands there already, in every word, is not put down again: that was a second tap.
    """
    for known in room.owners:
        if known.left_at is None and all(getattr(known, name) == value for name, value in told.items()):
            return known
    owner = Owner(id=new_id(), **told)
    owner.search = owner_key(owner.surname, owner.given_name or "", owner.phone)
    room.owners.append(owner)
    note(session, room.site.branch_id, act, "owner_added", about=called(room, owner))
    return owner


def change_owner(session: Session, room: Room, owner: Owner, told: Mapping[str, Any], act: Act) -> None:
    """Another name, number or language of the same owner."""
    changed = _changed(owner, told)
    owner.search = owner_key(owner.surname, owner.given_name, owner.phone)
    if changed:
        about, fields = called(room, owner), sorted(changed)
        note(session, room.site.branch_id, act, "owner_changed", about=about, fields=fields)


def move_out(session: Session, room: Room, owner: Owner, act: Act) -> None:
    """They do not live there any more: their orders stay, nobody finds them for a new one. Twice is once."""
    if owner.left_at is None:
        owner.left_at = act.at
        note(session, room.site.branch_id, act, "owner_left", about=called(room, owner))


def named(room: Room) -> str:
    """A room as people call it."""
    return f"{room.building}{room.door}"


def called(room: Room, owner: Owner) -> str:
    """An owner as the journal names them."""
    return f"{named(room)} {owner.surname}"


def _changed(thing: Site | Room | Owner, told: Mapping[str, Any]) -> dict[str, Any]:
    """Make a stored thing say what was told, and give back what is different now, from what to what."""
    different = {name: value for name, value in told.items() if getattr(thing, name) != value}
    said = {name: [_plain(name, getattr(thing, name)), _plain(name, value)] for name, value in different.items()}
    for name, value in different.items():
        setattr(thing, name, value)
    return said


def _plain(name: str, value: Any) -> Any:
    value = shown(name, value)
    return value if isinstance(value, bool | list) else "" if value is None else str(value)


def _require_free(session: Session, told: Told, room_id: UUID | None) -> None:
    site_id, building, door = told.place
    asked = select(Room.id).where(Room.site_id == site_id, Room.building == building, Room.door == door)
    there = session.scalar(asked)
    if there is not None and there != room_id:
        raise RuleBroken("room.taken", field="door", door=f"{building}{door}")
