"""What was agreed, as people say it: 每周一、周四 09:00–11:00, ¥45 a visit."""

from datetime import datetime, timedelta

from flask_babel import gettext as _

from fieldapp.domain.agreement_terms import Terms
from fieldapp.domain.recurrence import LONGEST_MONTH, SHORTEST_MONTH, WEEK, Rhythm
from fieldapp.web.formats import money
from fieldapp.web.labels import label


def rhythm_words(terms: Terms) -> str:
    """On which days, and from when until when."""
    begins = datetime.combine(terms.from_day, terms.begins_at)
    ends = begins + timedelta(minutes=terms.minutes)
    days = _weeks(terms) if terms.rhythm is Rhythm.WEEKLY else _months(terms)
    return f"{days} {begins:%H:%M}–{ends:%H:%M}"


def price_words(terms: Terms) -> str:
    """¥45 每次; nothing as long as nobody has said it."""
    return "" if terms.price_fen is None else f"{money(terms.price_fen)} {label(terms.charge)}"


def _weeks(terms: Terms) -> str:
    days = _(" and ").join(label(day) for day in WEEK if day in terms.weekdays)
    if terms.every == 1:
        return str(_("every week on %(days)s", days=days))
    return str(_("every %(num)s weeks on %(days)s", num=terms.every, days=days))


def _months(terms: Terms) -> str:
    day = terms.month_day
    last = _("the last day") if day == LONGEST_MONTH else _("day %(day)s", day=day)
    if terms.every == 1:
        words = _("every month on %(day)s", day=last)
    else:
        words = _("every %(num)s months on %(day)s", num=terms.every, day=last)
    return f"{words}{_(' (else the last day)')}" if SHORTEST_MONTH < day < LONGEST_MONTH else str(words)
