"""The photos of a visit as one control: before and after, the owner's consent first."""

from dataclasses import dataclass, field
from uuid import UUID

from flask import url_for

from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.photo import Moment, Photo, arrived
from fieldapp.domain.visit import Visit


@dataclass(frozen=True, slots=True)
class PhotoTile:
    """One photo: where it is shown, and whether its bytes are here yet."""

    photo: Photo
    address: str
    here: bool


@dataclass(frozen=True, slots=True)
class PhotoPlace:
    """The photos of one moment, and the ids under which the next one is sent."""

    moment: Moment
    tiles: list[PhotoTile]
    photo: UUID = field(default_factory=new_id)
    command: UUID = field(default_factory=new_id)


@dataclass(frozen=True, slots=True)
class PhotoTiles:
    """What `technician/_photos.html` draws."""

    action: str
    places: list[PhotoPlace]
    consented: bool  # asked once in a visit

    @property
    def needs_consent(self) -> bool:
        """Is it the inside of a home that they show?"""
        return any(place.moment is not Moment.DOOR for place in self.places)

    @property
    def tiles(self) -> list[PhotoTile]:
        """All photos that were taken, for taking one back."""
        return [tile for place in self.places for tile in place.tiles]


def photos_here(visit: Visit) -> set[str]:
    """The hashes of those photos whose bytes have arrived; without any photo nobody is asked."""
    return set(db.session.scalars(arrived(visit.id))) if visit.photos else set()


def photo_tiles(visit: Visit, here: set[str], *moments: Moment) -> PhotoTiles:
    """The photos of these moments; without any, before and after the work. None of an order whose photos are gone."""
    gone = visit.order.photos_gone_at is not None
    shown = [photo for photo in visit.photos if photo.dropped_at is None and not gone]
    return PhotoTiles(
        action=url_for("technician.photos.take", visit_id=visit.id),
        places=[
            PhotoPlace(moment, [_tile(photo, here) for photo in shown if photo.moment is moment])
            for moment in moments or (Moment.BEFORE, Moment.AFTER)
        ],
        consented=any(photo.consent for photo in shown),
    )


def _tile(photo: Photo, here: set[str]) -> PhotoTile:
    address = url_for("technician.photos.show", visit_id=photo.visit_id, photo_id=photo.id)
    return PhotoTile(photo, address, photo.sha256 in here)
