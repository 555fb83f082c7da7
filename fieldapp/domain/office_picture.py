"""Pictures that the office keeps: the face on a technician's badge, the stopcock of a flat.

They are small and stand in the database, so one that is replaced or taken away is gone at once, wholly.
"""

from typing import Literal
from uuid import UUID

from sqlalchemy import LargeBinary, Select, delete, exists, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import Model, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Person
from fieldapp.domain.premises import Room, Site


class OfficePicture(Model):
    """The bytes, under an id of their own: another picture has another address."""

    __tablename__ = "office_picture"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    jpeg: Mapped[bytes] = mapped_column(LargeBinary)


def put_portrait(session: Session, person: Person, jpeg: bytes, act: Act) -> None:
    """This is the face on their badge from now on (4.5.3)."""
    _replace(session, person, "portrait_id", OfficePicture(id=new_id(), jpeg=jpeg))
    note(session, person.branch_id, act, "portrait_put", about=person.name, person_id=person.id)


def take_portrait(session: Session, person: Person, act: Act) -> None:
    """The badge shows the first character of the name again. Twice is once."""
    if person.portrait_id is not None:
        _replace(session, person, "portrait_id", None)
        note(session, person.branch_id, act, "portrait_taken", about=person.name, person_id=person.id)


def put_valve_photo(session: Session, room: Room, jpeg: bytes, act: Act) -> None:
    """This is where the water is shut off (4.3.5)."""
    _replace(session, room, "valve_photo_id", OfficePicture(id=new_id(), jpeg=jpeg))
    note(session, room.site.branch_id, act, "valve_photo_put", about=f"{room.building}{room.door}")


def take_valve_photo(session: Session, room: Room, act: Act) -> None:
    """Nobody is shown it any more. Twice is once."""
    if room.valve_photo_id is not None:
        _replace(session, room, "valve_photo_id", None)
        note(session, room.site.branch_id, act, "valve_photo_taken", about=f"{room.building}{room.door}")


def jpeg_of(picture_id: UUID | None) -> Select[bytes]:
    """The bytes, for whoever may see whose picture it is; none of nobody's."""
    return select(OfficePicture.jpeg).where(OfficePicture.id == picture_id)


def jpeg_for_technician(picture_id: UUID, *, person_id: UUID, branch_id: UUID) -> Select[bytes]:
    """The bytes of this technician's own portrait, or of a stopcock in their branch."""
    own = exists().where(Person.id == person_id, Person.portrait_id == OfficePicture.id)
    valve = exists().where(
        Room.valve_photo_id == OfficePicture.id, Site.id == Room.site_id, Site.branch_id == branch_id
    )
    return jpeg_of(picture_id).where(or_(own, valve))


def portrait_of(person_id: UUID) -> Select[UUID | None]:
    """The id of somebody's portrait, if there is one."""
    return select(Person.portrait_id).where(Person.id == person_id)


def _replace(
    session: Session,
    thing: Person | Room,
    name: Literal["portrait_id", "valve_photo_id"],
    picture: OfficePicture | None,
) -> None:
    before = getattr(thing, name)
    if picture is not None:
        session.add(picture)
        session.flush()
    setattr(thing, name, picture.id if picture else None)
    session.flush()
    session.execute(delete(OfficePicture).where(OfficePicture.id == before))
