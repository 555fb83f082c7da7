"""The words of a notice (4.2.5), in the owner's language. They are stored as they are made here and never change."""

from datetime import date

from flask_babel import gettext as _

from fieldapp.domain.agreement import Agreement
from fieldapp.domain.agreement_notice import Notice, NoticeKind
from fieldapp.domain.people import Language
from fieldapp.domain.premises import Branch
from fieldapp.web.agreements.terms_words import price_words, rhythm_words
from fieldapp.web.doorplate import called, door
from fieldapp.web.formats import date_in_full
from fieldapp.web.language import speaking


def notice_words(agreement: Agreement, notice: Notice, branch: Branch, *, written_on: date) -> str:
    """The whole letter: whom it is for, what happens, why, what is charged, who answers, from whom and when."""
    with speaking(notice.language):
        owner = agreement.owner
        company = branch.company_en if notice.language is Language.ENGLISH else branch.company_zh
        paragraphs = [
            _("Dear %(owner)s,", owner=called(owner.surname, owner.address)),
            _what(agreement, notice),
            _("The reason: %(reason)s", reason=notice.reason),
            _("Only visits that you have signed are charged; what falls away costs nothing."),
            _("Questions are answered by our customer centre: %(phone)s.", phone=branch.centre_phone),
            f"{company}\n{date_in_full(written_on)}",
        ]
        return "\n\n".join(str(words) for words in paragraphs)


def _what(agreement: Agreement, notice: Notice) -> str:
    told = {
        "item": agreement.item.name(notice.language),
        "door": door(agreement.room.building, agreement.room.door),
        "day": date_in_full(notice.from_day),
        "last": date_in_full(notice.until_day) if notice.until_day else "",
    }
    if notice.kind is NoticeKind.STOP:
        return str(_("From %(day)s on we shall not provide the service “%(item)s” at %(door)s any more.", **told))
    if notice.kind is NoticeKind.CHANGE:
        return _changed(agreement, notice, told)
    if notice.until_day is None:
        return str(
            _("From %(day)s on nobody comes for “%(item)s” at %(door)s, until we tell you that it goes on.", **told)
        )
    return str(_("From %(day)s until %(last)s nobody comes for “%(item)s” at %(door)s.", **told))


def _changed(agreement: Agreement, notice: Notice, told: dict[str, str]) -> str:
    terms = agreement.terms_on(notice.from_day)
    new = {"when": rhythm_words(terms), "price": price_words(terms)}
    return str(_("From %(day)s on “%(item)s” at %(door)s is provided %(when)s, at %(price)s.", **told, **new))
