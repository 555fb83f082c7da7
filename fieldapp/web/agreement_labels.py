"""What the things of an agreement are called on screen."""

from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from fieldapp.domain.agreement import Agreed, AgreementState
from fieldapp.domain.agreement_notice import Delivery, NoticeKind
from fieldapp.domain.agreement_terms import Charge
from fieldapp.domain.holiday import OnHolidays
from fieldapp.domain.recurrence import Rhythm, Weekday

LONG_TERM: dict[type[StrEnum], dict[StrEnum, LazyString]] = {
    AgreementState: {
        AgreementState.REQUESTED: _("Asked for"),
        AgreementState.CONFIRMED: _("We can"),
        AgreementState.APPROVED: _("Approved"),
        AgreementState.IN_FORCE: _("In force"),
        AgreementState.PAUSED: _("Paused"),
        AgreementState.STOPPED: _("Stopped"),
        AgreementState.ENDED: _("Ended"),
        AgreementState.DECLINED: _("Declined"),
    },
    Agreed: {
        Agreed.ON_SCREEN: _("Signed on the screen"),
        Agreed.ON_PAPER: _("Signed on paper"),
        Agreed.BY_WORD: _("By word, no signature wanted"),
    },
    Weekday: {
        Weekday.MONDAY: _("Mon"),
        Weekday.TUESDAY: _("Tue"),
        Weekday.WEDNESDAY: _("Wed"),
        Weekday.THURSDAY: _("Thu"),
        Weekday.FRIDAY: _("Fri"),
        Weekday.SATURDAY: _("Sat"),
        Weekday.SUNDAY: _("Sun"),
    },
    Rhythm: {Rhythm.WEEKLY: _("By the week"), Rhythm.MONTHLY: _("By the month")},
    OnHolidays: {
        OnHolidays.SKIP: _("Left out on holidays"),
        OnHolidays.MOVE: _("Moved to the next free day"),
        OnHolidays.COME: _("On holidays, too"),
    },
    Charge: {Charge.VISIT: _("a visit"), Charge.MONTH: _("a month")},
    NoticeKind: {
        NoticeKind.PAUSE: _("Notice of a pause"),
        NoticeKind.CHANGE: _("Notice of a change"),
        NoticeKind.STOP: _("Notice that the service stops"),
    },
    Delivery: {
        Delivery.BY_HAND: _("Handed over"),
        Delivery.LETTER: _("By letter"),
        Delivery.CHAT: _("By WeCom"),
        Delivery.TEXT: _("By text message"),
        Delivery.MAIL: _("By e-mail"),
    },
}
