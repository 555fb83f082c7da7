"""The other channels of this installation (a chat, SMS, mail), as far as a message has to know of them.

What each of them is stands in the setting CHANNELS; the worker writes down at its start which there are, so that the
fan-out of a message needs no setting.
"""

from collections.abc import Iterable

from sqlalchemy import Select, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.base import Model

FIRST_RANK = 2  # after the phone itself


class OtherChannel(Model):
    """One of them."""

    __tablename__ = "other_channel"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    rank: Mapped[int]  # in the order of the setting
    needs_phone: Mapped[bool]  # reaches nobody whose number we do not have


def other_channels() -> Select[OtherChannel]:
    """In the order in which they are tried."""
    return select(OtherChannel).order_by(OtherChannel.rank)


def write_down(session: Session, installed: Iterable[tuple[str, bool]]) -> None:
    """These there are now, in this order: name, and whether it needs the person's number."""
    wanted = {name: (FIRST_RANK + nth, needs_phone) for nth, (name, needs_phone) in enumerate(installed)}
    known = {channel.name: channel for channel in session.scalars(other_channels())}
    for name in known.keys() - wanted.keys():
        session.delete(known[name])
    for name, (rank, needs_phone) in wanted.items():
        channel = known.get(name) or OtherChannel(name=name, rank=rank, needs_phone=needs_phone)
        channel.rank, channel.needs_phone = rank, needs_phone
        session.add(channel)
