"""Reading terms from a form: how often, when, how long."""

from datetime import date, time

from fieldapp.domain.agreement_terms import A_DAY, Charge, Terms
from fieldapp.domain.base import new_id
from fieldapp.domain.holiday import OnHolidays
from fieldapp.domain.recurrence import LONGEST_MONTH, MOST_BETWEEN, WEEK, Rhythm
from fieldapp.web.forms import Form

LEAST_MINUTES = 15


def terms_from(form: Form, from_day: date) -> Terms:
    """New terms as the form tells them; what cannot be read becomes a fault of the form."""
    rhythm = form.choice(Rhythm, "rhythm")
    return Terms(
        id=new_id(),
        from_day=from_day,
        rhythm=rhythm,
        every=form.whole("every", least=1, most=MOST_BETWEEN),
        weekdays=frozenset(day for day in WEEK if form.ticked(f"on-{day}")),
        month_day=form.whole("month_day", least=1, most=LONGEST_MONTH, optional=rhythm is Rhythm.WEEKLY),
        begins_at=_hour(form, "begins_at"),
        minutes=form.whole("minutes", least=LEAST_MINUTES, most=A_DAY),
        on_holidays=form.choice(OnHolidays, "on_holidays"),
        charge=Charge.VISIT,
    )


def typed_of(terms: Terms) -> dict[str, str]:
    """What a form says that shows these terms."""
    days = {f"on-{day}": "yes" for day in terms.weekdays}
    return days | {
        "rhythm": terms.rhythm.value,
        "every": str(terms.every),
        "month_day": str(terms.month_day or ""),
        "begins_at": f"{terms.begins_at:%H:%M}",
        "minutes": str(terms.minutes),
        "on_holidays": terms.on_holidays.value,
    }


def _hour(form: Form, name: str) -> time:
    words = form.text(name, most=8)
    try:
        return time.fromisoformat(words).replace(tzinfo=None) if words else time()
    except ValueError:
        form.fault(name, "form.not_a_time")
        return time()
