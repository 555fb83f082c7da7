"""What each kind of data is called and why it is kept for so long; the notice to owners with its names put in."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from uuid import UUID

from flask import Flask, url_for
from flask_babel import LazyString, ngettext
from flask_babel import lazy_gettext as _l

from fieldapp.db import db
from fieldapp.domain.people import Language
from fieldapp.domain.premises import Branch
from fieldapp.domain.price_page import code_of
from fieldapp.domain.privacy_notice import Paragraph, PrivacyNotice, newest_notice, paragraphs
from fieldapp.domain.retention import RULES, Kept, Unit, periods_of
from fieldapp.web.language import language, speaking
from fieldapp.web.places import public_address

USUAL = Path(__file__).parent.parent / "data"
FILES = {Language.CHINESE: "privacy-notice.zh.txt", Language.ENGLISH: "privacy-notice.en.txt"}

# Each kind with its name, and what the period means.
KINDS: dict[Kept, tuple[LazyString, LazyString]] = {
    Kept.PLACE: (
        _l("The place of an arrival"),
        _l("One point at most, none before and none after. Counted from the arrival. Tracks are sensitive (PIPL 28)."),
    ),
    Kept.PHOTOS: (
        _l("Photos inside homes"),
        _l("Counted from the end of the order. That a photo was taken, when, and its hash stay."),
    ),
    Kept.ORDERS: (
        _l("Orders, signatures, call-backs"),
        _l(
            "Counted from the end of the order: a claim can be brought for three years (Civil Code 188). Words, drawn"
            " signatures and names go; times, amounts and hashes stay, and the chain still holds."
        ),
    ),
    Kept.WATERPROOFING: (
        _l("The same, about waterproofing"),
        _l("As long as the warranty of waterproofing lasts: five years."),
    ),
    Kept.OWNERS: (
        _l("Name and number of former owners"),
        _l("Counted from the day they moved out, once nothing of theirs is kept any more."),
    ),
    Kept.AGREEMENTS: (
        _l("Agreements on long-term service"),
        _l("Counted from their last day: words, notices and the drawn signature go; rule, price and hash stay."),
    ),
    Kept.MESSAGES: (
        _l("Messages to staff"),
        _l("What was told to whom by which way, and when it arrived."),
    ),
    Kept.EMERGENCIES: (
        _l("Messages of emergencies"),
        _l("Who was called when: handling of alarms is kept for three years."),
    ),
    Kept.ACCESS: (
        _l("Who looked, who took along"),
        _l("The journal of the administration: at least three years (PIPL 56)."),
    ),
    Kept.SIGN_INS: (
        _l("Who signed in, who tried"),
        _l(
            "From which device, from which part of the network, never the whole address: at least six months"
            " (Cybersecurity Law)."
        ),
    ),
    Kept.STAFF: (
        _l("Numbers of former staff"),
        _l("Counted from the day they left, absences with it: labour records are kept for two years."),
    ),
    Kept.PHONES: (
        _l("Phones and subscriptions"),
        _l("Counted from the last contact; sessions, codes, settled alarms with them. What waits on a phone stays."),
    ),
}
# What has no period to be chosen: what it is, and how long.
ALWAYS: tuple[tuple[LazyString, LazyString], ...] = (
    (_l("Attempts to sign in"), _l("Fifteen minutes: they only count how often somebody tried.")),
    (_l("Sessions"), _l("Thirty days without use; everybody sees their own and ends them.")),
    (_l("Timers of the worker"), _l("Thirty days after they are done.")),
    (_l("The owner's link to a copy"), _l("Thirty days; after that it opens nothing.")),
    (
        _l("The server's log"),
        _l("Holds no names, numbers or words; whoever keeps the server says how long it lies."),
    ),
    (_l("The books"), _l("Payments and refunds stay, as the law on accounting says.")),
    (_l("The chain of hashes"), _l("Stays: it tells nothing about anybody.")),
)


def length(kept: Kept, number: int) -> str:
    """7 days, 3 years, 18 months: a period as people say it."""
    if RULES[kept].unit is Unit.DAYS:
        return str(ngettext("%(num)d day", "%(num)d days", number))
    if number % 12 == 0:
        return str(ngettext("%(num)d year", "%(num)d years", number // 12))
    return str(ngettext("%(num)d month", "%(num)d months", number))


@cache
def usual_text(wanted: Language) -> str:
    """The notice of a branch that has not written its own."""
    return (USUAL / FILES[wanted]).read_text(encoding="utf-8").strip()


def notice_of(branch: Branch) -> tuple[PrivacyNotice | None, Iterator[Paragraph]]:
    """The notice that is shown, in the language of the page; None with the usual text."""
    said = db.session.scalars(newest_notice(branch.id)).one_or_none()
    return said, as_shown(branch, said.text(language()) if said else usual_text(language()), language())


def as_shown(branch: Branch, text: str, wanted: Language) -> Iterator[Paragraph]:
    """A text with what the branch says elsewhere put in."""
    english = wanted is Language.ENGLISH
    named = {
        "company": branch.company_en if english else branch.company_zh,
        "branch": branch.name_en if english else branch.name_zh,
        "phone": branch.centre_phone,
    }
    with speaking(wanted):
        named |= {kept.value: length(kept, number) for kept, number in periods_of(db.session(), branch.id).items()}
    return paragraphs(text, named)


def notice_address(branch_id: UUID) -> str:
    """Where the notice is published, as people type it."""
    return public_address(url_for("owner.privacy.show", code=code_of(branch_id))).partition("://")[2]


def init_app(app: Flask) -> None:
    app.add_template_global(length, "length_of_period")
    app.add_template_global(notice_address)
