"""What is signed: the document as it is frozen on the screen, and the ids that make signing twice signing once."""

from dataclasses import dataclass
from uuid import UUID

from fieldapp.domain.base import new_id
from fieldapp.domain.document import canonical, sha256, work_document
from fieldapp.domain.people import Language
from fieldapp.domain.shown import shown_in
from fieldapp.domain.signature import new_copy_token
from fieldapp.domain.visit import Visit
from fieldapp.web.language import language
from fieldapp.web.trials import tried


@dataclass(frozen=True, slots=True)
class Signing:
    """A frozen summary, and beside it exactly what is hashed and sent back."""

    what: str
    total_fen: int
    tried: list[str]
    statement: str
    document: str
    sha256: str
    signature: UUID
    copy_token: str  # made now, so that the code of the owner's copy can be shown at once
    owner_name: str


def signing(visit: Visit) -> Signing:
    """The summary of what the order says at this moment."""
    document, owner = work_document(visit.order, visit) | shown_in(visit, language()), visit.order.owner
    return Signing(
        what=visit.order.title(language()),
        total_fen=document["total_fen"],
        tried=tried(document),
        statement=document["statement_en" if language() is Language.ENGLISH else "statement_zh"],
        document=canonical(document),
        sha256=sha256(document),
        signature=new_id(),
        copy_token=new_copy_token(),
        owner_name=f"{owner.surname}{owner.given_name}",
    )
