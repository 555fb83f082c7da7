"""Going through the chain of a branch, link by link, and looking at every row beside it: a few hundred at a time.

Nothing is held between two steps, neither memory nor a transaction. What is sealed while we walk is left for later.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from fieldapp.domain.chain import ChainHead, Link
from fieldapp.domain.chain_check import Break, Fault
from fieldapp.domain.chain_erasures import accounted_for, said_to_be_erased
from fieldapp.domain.chain_link import Erased, as_it_was, fits, nothing_left
from fieldapp.domain.chain_strays import claimed
from fieldapp.domain.evidence_set import KINDS, PLAIN, Found, Kind, as_it_lies
from fieldapp.domain.evidence_truth import faults_of_the_row
from fieldapp.domain.sealing import NOTHING_BEFORE, LinkFacts, link_hash, plain

AT_ONCE = 500  # links in one step

FileHash = Callable[[str], str]  # of the kept bytes of a photo: "" when they are not there


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a walk begins: after so many links, of which the last has this hash."""

    count: int
    hash: bytes


FROM_THE_FIRST = Begin(0, NOTHING_BEFORE)


class Sealed(NamedTuple):
    """A link as it lies in the database."""

    branch: str
    number: int
    kind: str
    row: str
    seed: bytes | None
    digest: bytes
    hash: bytes
    sealed_at: str
    late: int
    previous: int | None
    erased: Erased | None

    @property
    def facts(self) -> LinkFacts:
        """What its hash covers beside the digests."""
        return LinkFacts(self.branch, self.number, self.kind, self.row, self.sealed_at, self.late, self.previous)


_AS_THEY_LIE = (Link.branch_id, Link.number, Link.kind, Link.row, Link.seed, Link.digest, Link.hash, Link.sealed_at)
LINKS = select(*map(as_it_lies, (*_AS_THEY_LIE, Link.late, Link.previous, Link.erased)))
_HEAD = select(ChainHead.count, ChainHead.hash).where(ChainHead.branch_id == bindparam("branch"))
_HASH = select(Link.hash).where(Link.branch_id == bindparam("branch"), Link.number == bindparam("number"))


class Walk:
    """One walk along the chain of one branch."""

    def __init__(
        self, session: Session, branch_id: UUID, file_hash: FileHash | None = None, begin: Begin = FROM_THE_FIRST
    ) -> None:
        self.session, self.branch_id, self.file_hash, self.begin = session, branch_id, file_hash, begin
        self.count, self.hash = begin.count, begin.hash  # how far we have come
        self.late = self.erased = 0
        self.rows: Counter[str] = Counter()  # of each kind, those whose last link we have passed
        self.known: dict[int, str] = {}  # count and head as they are kept elsewhere, to be met on the way

    def steps(self, known: Iterable[tuple[int, str]] = ()) -> Iterator[list[Fault]]:
        """Go to the last link, with the faults of each step in their order.

        ``known``: counts with their heads, as they were kept elsewhere.
        """
        self.known = {count: head for count, head in known if count > self.begin.count}
        until, _ = self._head()
        yield list(self._where_we_begin())
        while self.count < until:
            before = self.count
            yield list(self._step(until))
            if self.count == before:
                break
        yield list(self._end(until))

    def _where_we_begin(self) -> Iterator[Fault]:
        """Is the link still there up to which an earlier walk found everything sound?"""
        count, hash = self.begin.count, self.begin.hash
        if not count:
            return
        lies = self.session.scalar(_HASH, {"branch": self.branch_id, "number": count})
        if lies is None:
            yield Fault(Break.TAIL_CUT, count, facts={"until": count, "told_by": "copy", "head": hash.hex()})
        elif bytes(lies) != hash:
            yield Fault(Break.COPY_DIFFERS, count, facts={"head": hash.hex()})

    def _step(self, until: int) -> Iterator[Fault]:
        try:
            links = links_after(self.session, self.branch_id, self.count, min(until, self.count + AT_ONCE))
        except DBAPIError:
            self.session.rollback()
            yield from self._one_by_one(until)
        else:
            yield from self._pass(links)

    def _one_by_one(self, until: int) -> Iterator[Fault]:
        """One of the next links cannot be read by the database itself."""
        for number in range(self.count, min(until, self.count + AT_ONCE)):
            try:
                yield from self._pass(links_after(self.session, self.branch_id, number, number + 1))
            except DBAPIError:
                self.session.rollback()
                yield Fault(Break.LINK_CHANGED, number + 1)
                self.count = number + 1
                self.hash = self.session.scalar(_HASH, {"branch": self.branch_id, "number": number + 1}) or b""

    def _pass(self, links: list[Sealed]) -> Iterator[Fault]:
        rows = rows_of(self.session, links)
        for link in links:
            yield from self._follow(link)
            yield from self._look_at(link, rows.get((link.kind, link.row)))

    def _follow(self, link: Sealed) -> Iterator[Fault]:
        if link.number != self.count + 1:
            yield Fault(Break.LINK_MISSING, self.count + 1, facts={"until": link.number - 1})
        elif link_hash(self.hash, link.digest, link.facts) != link.hash:
            yield Fault(Break.LINK_CHANGED, link.number, link.kind, link.row)
        self.count, self.hash = link.number, link.hash
        self.late += link.late == 1
        yield from self._compare_with_copy(link.number)

    def _compare_with_copy(self, number: int) -> Iterator[Fault]:
        head = self.known.pop(number, None)
        if head is not None and head != self.hash.hex():
            yield Fault(Break.COPY_DIFFERS, number, facts={"head": head})

    def _look_at(self, link: Sealed, found: "Found | Unreadable | None") -> Iterator[Fault]:
        if link.erased is not None or link.seed is None:
            self.erased += 1
            yield from self._erasure_of(link)
        wrong = looked_at(link, found) and self._once_more(link.number)
        if wrong:
            yield Fault(wrong, link.number, link.kind, link.row)
        if isinstance(found, Found) and found.link in (link.number, -link.number):
            self.rows[link.kind] += 1
            for what in self._faults_of(link, found):
                yield Fault(what, link.number, link.kind, link.row)

    def _faults_of(self, link: Sealed, found: Found, *, again: bool = False) -> list[Break]:
        waits = found.link == -link.number
        gone = accounted_for(self.session, self.branch_id, link.number, link.previous, waits=waits)
        faults = list(faults_of_the_row(found, gone, self.file_hash))
        if Break.REMAINS_CHANGED not in faults or again:
            return faults  # otherwise it may have been erased between our reading the row and the record
        after = rows_of(self.session, [link]).get((link.kind, link.row))
        return self._faults_of(link, after, again=True) if isinstance(after, Found) else faults

    def _once_more(self, number: int) -> Break | None:
        """Somebody may have erased a part, or sealed the row again, between our reading the link and the row."""
        for link in links_after(self.session, self.branch_id, number - 1, number):
            return looked_at(link, rows_of(self.session, [link]).get((link.kind, link.row)))
        return Break.LINK_MISSING

    def _erasure_of(self, link: Sealed) -> Iterator[Fault]:
        said = said_to_be_erased(self.session, self.branch_id, link.number)
        if link.erased is None or link.erased["commitments"].keys() - said.keys():
            yield Fault(Break.ERASURE_UNEXPLAINED, link.number, link.kind, link.row)

    def _end(self, until: int) -> Iterator[Fault]:
        count, hash = self._head()
        if self.count < until:
            yield Fault(Break.TAIL_CUT, self.count + 1, facts={"until": until, "told_by": "head"})
        elif count == self.count and hash != self.hash:
            yield Fault(Break.HEAD_CHANGED, self.count)
        for number, kept in sorted(self.known.items()):
            yield Fault(Break.TAIL_CUT, self.count + 1, facts={"until": number, "told_by": "copy", "head": kept})
        for kind in KINDS.values():
            yield from self._strays(kind, count)

    def _strays(self, kind: Kind, count: int) -> Iterator[Fault]:
        """Rows that say that they are sealed, and are not."""
        highest, sealed = claimed(self.session, kind, self.branch_id, self.begin.count, self.count)
        if highest > count and highest > self._head()[0]:  # it may have grown meanwhile
            yield Fault(Break.TAIL_CUT, count + 1, kind.name, facts={"until": highest, "told_by": "row"})
        elif sealed > self.rows[kind.name]:
            yield Fault(Break.ROW_PLANTED, 0, kind.name, facts={"rows": sealed - self.rows[kind.name]})

    def _head(self) -> tuple[int, bytes]:
        head = self.session.execute(_HEAD, {"branch": self.branch_id}).one_or_none()
        return (head[0], bytes(head[1])) if head else (0, NOTHING_BEFORE)


class Unreadable(NamedTuple):
    """A row that the database itself cannot read any more."""

    why: str


def looked_at(link: Sealed, found: Found | Unreadable | None) -> Break | None:
    """What is wrong with the row of a link, if anything is."""
    kind = KINDS.get(link.kind)
    if kind is None or isinstance(found, Unreadable):
        return Break.ROW_UNREADABLE
    if found is None:
        return None if nothing_left(kind, link.erased) else Break.ROW_GONE
    if link.erased and PLAIN in link.erased["commitments"]:
        return Break.ROW_CHANGED  # it went as a whole: what stands in its place now is another one
    return _compared(kind, link, found)


def _compared(kind: Kind, link: Sealed, found: Found) -> Break | None:
    if found.link == link.number:
        same = fits(kind, link.seed, link.digest, link.erased, found.parts)
        return None if same else Break.ROW_CHANGED
    may_be_sealed_again = kind.filled_later or link.erased
    if not may_be_sealed_again or abs(found.link or 0) < link.number:
        return Break.ROW_MOVED
    before = as_it_was(kind, link.seed, link.digest, link.erased, found.parts)
    return Break.ROW_CHANGED if before is None else None


def links_after(session: Session, branch_id: UUID, number: int, until: int) -> list[Sealed]:
    """The next links as they lie."""
    asked = LINKS.where(Link.branch_id == branch_id, Link.number > number, Link.number <= until).order_by(Link.number)
    return [sealed(row) for row in session.connection().execute(asked)]


def sealed(row: Any) -> Sealed:
    """A link, however the engine hands it out; what cannot be one becomes nothing, which fits nowhere."""
    branch, number, kind, name, seed, digest, hash, sealed_at, late, previous, erased = row
    return Sealed(
        str(plain(branch)),
        number,
        kind,
        name,
        None if seed is None else _bytes(seed),
        _bytes(digest),
        _bytes(hash),
        str(plain(sealed_at)),
        int(late),
        previous,
        None if erased is None else _erased(erased),
    )


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes | memoryview) else b""


def _erased(text: str) -> Erased:
    try:
        told = json.loads(text)
        return {name: {**told[name]} for name in ("salts", "commitments")}
    except (KeyError, TypeError, ValueError):
        return {"salts": {}, "commitments": {}}


def rows_of(session: Session, links: Iterable[Sealed]) -> Mapping[tuple[str, str], Found | Unreadable]:
    """The rows that these links seal, by kind and name."""
    names: dict[str, list[str]] = defaultdict(list)
    for link in links:
        names[link.kind].append(link.row)
    return {
        (name, found_name): found
        for name, wanted in names.items()
        if name in KINDS
        for found_name, found in _rows(session, KINDS[name], wanted)
    }


def _rows(session: Session, kind: Kind, names: list[str]) -> Iterator[tuple[str, Found | Unreadable]]:
    keys = [key for name in names for key in _first_keys(kind, name)]
    try:
        for row in session.connection().execute(kind.rows.where(kind.keys[0].in_(keys))).all():
            found = kind.read(row)
            yield found.name, found
    except DBAPIError as trouble:
        session.rollback()
        if len(names) == 1:
            yield names[0], Unreadable(type(trouble.orig).__name__)
            return
        for name in names:
            yield from _rows(session, kind, [name])


def _first_keys(kind: Kind, name: str) -> Iterator[Any]:
    try:
        yield kind.key_of(name)[0]
    except ValueError:
        return  # no row can have such a name: its link says that it is gone
