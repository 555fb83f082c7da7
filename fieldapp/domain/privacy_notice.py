"""What a branch tells owners about their data (PIPL 17): in both languages, published, every version kept.

The text may name what the branch has said elsewhere by words in braces, so that it cannot say anything else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Select, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from fieldapp.domain.admin_journal import note
from fieldapp.domain.base import Model, new_id
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Language
from fieldapp.domain.retention import Kept

# What may stand in braces: names and the number of the branch, and every period.
NAMED = ("company", "branch", "phone", *(kept.value for kept in Kept))


class PrivacyNotice(Model):
    """One version of it. The newest one is shown; what was shown before stays."""

    __tablename__ = "privacy_notice"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    branch_id: Mapped[UUID] = mapped_column(ForeignKey("branch.id"))
    number: Mapped[int]
    text_zh: Mapped[str] = mapped_column(Text)
    text_en: Mapped[str] = mapped_column(Text)
    said_by_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    said_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("branch_id", "number", name="uq_privacy_notice_branch_id"),)

    def text(self, language: Language) -> str:
        """As it was written, names still in braces."""
        return self.text_en if language is Language.ENGLISH else self.text_zh


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A part of the text as a page shows it."""

    words: str
    is_heading: bool


def newest_notice(branch_id: UUID) -> Select[PrivacyNotice]:
    """The version that is shown; none: the usual text is."""
    return (
        select(PrivacyNotice).where(PrivacyNotice.branch_id == branch_id).order_by(PrivacyNotice.number.desc()).limit(1)
    )


def say_notice(session: Session, branch_id: UUID, act: Act, *, text_zh: str, text_en: str) -> PrivacyNotice:
    """A new version, from the next page on."""
    before = session.scalars(newest_notice(branch_id)).one_or_none()
    if before is not None and (before.text_zh, before.text_en) == (text_zh, text_en):
        return before
    said = PrivacyNotice(
        id=new_id(),
        branch_id=branch_id,
        number=before.number + 1 if before else 1,
        text_zh=text_zh,
        text_en=text_en,
        said_by_id=act.by_id,
        said_at=act.at,
    )
    session.add(said)
    note(session, branch_id, act, "notice", number=said.number)
    return said


def paragraphs(text: str, named: Mapping[str, str]) -> Iterator[Paragraph]:
    """The text with its names put in. A line that begins with # is a heading."""
    for part in text.split("\n"):
        words = part.strip()
        if words:
            yield Paragraph(_put_in(words.removeprefix("#").strip(), named), words.startswith("#"))


def _put_in(words: str, named: Mapping[str, str]) -> str:
    for name, told in named.items():
        words = words.replace(f"{{{name}}}", told)
    return words
