"""What is wrong with the chain of evidence, in words: for the command line and for the owner's page."""

from typing import Any

from flask_babel import lazy_gettext as _l

from fieldapp.domain.chain_check import Break, ChainCheck, Fault

KINDS = {
    "journal": _l("an entry of the journal"),
    "command": _l("a press of a technician"),
    "other_payload": _l("a press under a number that was taken"),
    "price_agreement": _l("an answer to the price"),
    "signature": _l("a signature"),
    "photo": _l("a photo"),
    "blob": _l("the bytes of a photo"),
    "paper": _l("a sealed PDF"),
    "erasure": _l("the record of an erasure"),
}
WORDS: dict[Break, Any] = {
    Break.LINK_MISSING: _l("Link %(number)s is missing, and every one up to %(until)s."),
    Break.LINK_CHANGED: _l("Link %(number)s (%(row)s) was changed, or does not follow from the one before it."),
    Break.ROW_GONE: _l("What link %(number)s seals (%(row)s) is gone."),
    Break.ROW_CHANGED: _l("What link %(number)s seals (%(row)s) was changed."),
    Break.ROW_UNREADABLE: _l("What link %(number)s seals (%(row)s) cannot be read any more."),
    Break.ROW_MOVED: _l("What link %(number)s seals (%(row)s) says that another link seals it."),
    Break.DOCUMENT_CHANGED: _l(
        "The document that link %(number)s seals (%(row)s) is not the one of the hash beside it."
    ),
    Break.ERASURE_UNEXPLAINED: _l("Of what link %(number)s seals (%(row)s) a part was erased, and no record says why."),
    Break.REMAINS_CHANGED: _l(
        "What is left of what link %(number)s seals (%(row)s) is not what the record of its erasure left there."
    ),
    Break.PHOTO_GONE: _l("The bytes that link %(number)s seals (%(row)s) are gone."),
    Break.PHOTO_CHANGED: _l("The bytes that link %(number)s seals (%(row)s) are not those that were taken in."),
    Break.PAPER_GONE: _l("The file that link %(number)s seals (%(row)s) is gone."),
    Break.PAPER_CHANGED: _l("The file that link %(number)s seals (%(row)s) is not the one that was made."),
    Break.TAIL_CUT: _l("The end was cut off: link %(number)s is missing, and every one up to %(until)s."),
    Break.HEAD_CHANGED: _l("The head that is kept beside the chain is not that of link %(number)s."),
    Break.ROW_PLANTED: _l("%(rows)s more rows say that they are sealed than there are links (%(row)s)."),
    Break.COPY_DIFFERS: _l("A copy kept elsewhere says another head for link %(number)s: the chain was written anew."),
}


def in_words(fault: Fault, *, public: bool = False) -> str:
    """One sentence with the link and the row; in ``public`` only what kind of row it is."""
    row = str(KINDS.get(fault.kind, fault.kind or "-"))
    facts = {"number": f"{fault.number:,}", "row": row if public else f"{row} {fault.row}".strip()} | {
        name: f"{value:,}" if isinstance(value, int) else value for name, value in fault.facts.items()
    }
    return str(WORDS[fault.what]) % facts


def check_in_words(check: ChainCheck) -> str:
    """What a walk along the whole chain found first, for everybody; "" when it held."""
    return in_words(fault_from(check.first_fault, check.facts), public=True) if check.faults else ""


def fault_from(what: str, facts: dict[str, Any]) -> Fault:
    """A fault as a walk has written it down."""
    rest = {name: value for name, value in facts.items() if name not in {"number", "kind", "row"}}
    return Fault(Break(what), facts.get("number", 0), facts.get("kind", ""), facts.get("row", ""), rest)
