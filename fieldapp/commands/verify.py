"""`fieldapp verify`: the evidence chain of every branch, from its first link to its last."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from time import monotonic

import click
from flask import current_app
from flask.cli import with_appcontext

from fieldapp.blobs import blobs_of
from fieldapp.clock import now
from fieldapp.db import Busy, Unreachable, db, looking
from fieldapp.domain.chain import Head, heads
from fieldapp.domain.chain_check import ChainCheck, Fault
from fieldapp.domain.chain_copies import Copy, copies_of, copy_from
from fieldapp.domain.chain_walk import Walk
from fieldapp.domain.people import Language
from fieldapp.domain.sealing_round import count_waiting
from fieldapp.web.chain_words import in_words
from fieldapp.web.language import speaking

SHOWN = 20  # faults of a branch with --all


@dataclass(frozen=True, slots=True)
class Found:
    """What a walk along one chain has shown."""

    walk: Walk
    faults: list[Fault]  # the first ones
    count: int  # of all


@click.command("verify")
@click.option("--known", multiple=True, help="BRANCH:COUNT:HEAD as it was kept elsewhere, or a file of such lines.")
@click.option("--photos/--no-photos", default=True, help="Read the bytes of every photo, too.")
@click.option("--all", "every", is_flag=True, help=f"Name the first {SHOWN} that do not hold, not only the first.")
@with_appcontext
def verify(known: tuple[str, ...], photos: bool, every: bool) -> None:
    """Go through the evidence: every link, every row beside it, every document and photo, and all copies of the heads.

    Ends with 1 and names the first broken link if it does not hold.
    """
    copies, holds = list(_known(known)), True
    with looking() as session:
        chains = heads(session)
        waiting = count_waiting(session)
    for head in chains:
        holds = _verify(head, [copy for copy in copies if copy.branch_id == head.branch_id], photos, every) and holds
    for copy in copies:
        if copy.branch_id not in {head.branch_id for head in chains}:
            click.echo(f"{copy.branch_id}: a copy tells of {copy.count:,} links, and there is no such chain.")
            holds = False
    click.echo(f"{waiting:,} rows wait to be sealed." if waiting else "Nothing waits to be sealed.")
    if not holds:
        raise click.ClickException("The evidence does not hold.")


def _verify(head: Head, copies: list[Copy], photos: bool, every: bool) -> bool:
    began = monotonic()
    found = _walked(head, copies, photos)
    walk, seconds = found.walk, monotonic() - began
    rows = ", ".join(f"{number:,} of {kind}" for kind, number in sorted(walk.rows.items())) or "none"
    click.echo(f"{head.branch}: {walk.count:,} links, head {walk.hash.hex()}")
    click.echo(f"  rows: {rows}")
    click.echo(f"  {walk.late:,} taken in later, {walk.erased:,} with something erased; {seconds:,.1f} s")
    with speaking(Language.ENGLISH):
        for fault in found.faults[: SHOWN if every else 1]:
            click.echo(f"  BROKEN: {in_words(fault)}")
    if found.count > 1:
        click.echo(f"  {found.count:,} faults in all" + ("" if every else " (--all names more)"))
    _write_down(head, found)
    return not found.faults


def _walked(head: Head, copies: list[Copy], photos: bool) -> Found:
    faults: list[Fault] = []
    count = 0
    with looking() as session:
        known = [*copies_of(session, head.branch_id), *copies]
        walk = Walk(session, head.branch_id, blobs_of(current_app.config).hash_of if photos else None)
        for step in walk.steps((copy.count, copy.hash) for copy in known):
            session.rollback()  # nobody's rows are held while we look at millions of them
            count += len(step)
            faults += islice(step, SHOWN - len(faults))
    return Found(walk, faults, count)


def _write_down(head: Head, found: Found) -> None:
    """For the owners' page, which says when the chain was last gone through; no harm if it cannot be written."""
    check = ChainCheck.of(head.branch_id, found.walk, found.faults, found.count, at=now())
    try:
        db.session.add(check)
        db.session.commit()
    except (Busy, Unreachable):
        db.session.rollback()
        click.echo("  (the database cannot be written: that it was looked at is not on record)")


def _known(words: tuple[str, ...]) -> Iterator[Copy]:
    for word in words:
        file = Path(word)
        lines = file.read_text(encoding="utf-8").split() if file.is_file() else [word]
        for line in lines:
            copy = copy_from(line)
            if copy is None:
                raise click.ClickException(f"“{line}” is no count and head; it looks like BRANCH:COUNT:HEAD.")
            yield copy
