"""Which alarms there must be, and which there may be, by the words of the contract."""

from dataclasses import dataclass, field

from tests.sync.machine.air import Call
from tests.sync.machine.book import Book

CUSTODY = {"applied", "noop", "superseded", "parked", "rejected"}


@dataclass
class Contact:
    """What a phone told us last, as far as we can be sure that the server took it in."""

    person: str
    floor: int  # the first number that it ever told of
    waiting: int
    sure: bool
    begun: bool


@dataclass
class Lookout:
    """Follows every call that reached the server."""

    people: dict[str, str]
    must: set[tuple[str, str]] = field(default_factory=set)
    may: set[tuple[str, str]] = field(default_factory=set)
    contacts: dict[tuple[str, str], Contact] = field(default_factory=dict)

    def holes_possible(self, device: str) -> None:
        """This phone lost something of its store, or counts anew."""
        self.may.add((device, "hole"))

    def at_once(self, calls: list[Call]) -> None:
        """These came at the same moment: what each of these phones is known to hold may be changing meanwhile."""
        devices = {call.envelope["device"] for call in calls}
        for (device, _), contact in self.contacts.items():
            contact.sure = contact.sure and device not in devices

    def heard(self, call: Call, verdicts: list[str], *, sure: bool) -> None:
        """A call came in. Not sure: the power failed meanwhile, or two came at once."""
        person, device = self.people[call.cookie], call.envelope["device"]
        # A page that is still open of whoever was signed in before says nothing of the phone of this person.
        strange = any(command.get("by") != person for command in call.commands)
        strange = strange or any(other != person for known, other in self.contacts if known == device)
        pending = call.envelope["pending"]
        waiting = pending["count"] - sum(verdict in CUSTODY for verdict in verdicts)
        known = self.contacts.get((device, person))
        if known is None or not known.begun:  # of a first word that was cut off the server may know nothing
            self._new_phone(device, person, sure=sure and not strange and known is None)
        seqs = [command["seq"] for command in call.commands if isinstance(command.get("seq"), int)]
        certain = sure and not strange
        # Until the server has certainly taken one in, it may begin to count at this one.
        floor = known.floor if known and known.begun else min([pending["min_seq"], *seqs])
        begun = certain or bool(known and known.begun)
        self.contacts[device, person] = Contact(person, floor, waiting, certain, begun)

    def holes(self, call: Call, book: Book) -> None:
        """Every number below the lowest that waits must be somewhere."""
        device, person = call.envelope["device"], self.people[call.cookie]
        contact = self.contacts[device, person]
        there = book.seqs(device) | book.now.discarded.get(device, set())
        told = {one["seq"] for one in call.envelope["discarded"]}
        missing = set(range(contact.floor, call.envelope["pending"]["min_seq"])) - there - told
        if missing and contact.sure:
            self.must.add((device, "hole"))

    def _new_phone(self, device: str, person: str, *, sure: bool) -> None:
        others = [one for (other, _), one in self.contacts.items() if one.person == person and other != device]
        if any(one.waiting > 0 or not one.sure for one in others):
            self.may.add((person, "wiped"))
        if sure and any(one.waiting > 0 and one.sure for one in others):
            self.must.add((person, "wiped"))
