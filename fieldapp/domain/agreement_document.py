"""What the owner agrees to: plain data with a hash, frozen when the agreement is made (4.2.4)."""

from fieldapp.domain.agreement import Agreement
from fieldapp.domain.agreement_terms import Terms
from fieldapp.domain.document import STATEMENT_EN, STATEMENT_ZH, Document
from fieldapp.domain.recurrence import WEEK


def agreement_document(agreement: Agreement) -> Document:
    """The whole of it by itself, so that what was agreed can be read without asking anything else."""
    item, terms = agreement.item, agreement.terms[0]
    return {
        "document": "agreement",
        "agreement": str(agreement.id),
        "conditions": agreement.conditions,
        "building": agreement.room.building,
        "door": agreement.room.door,
        "owner": agreement.owner.surname,
        "catalogue_version": str(item.version_id),
        "item_zh": item.name_zh,
        "item_en": item.name_en,
        "quantity_milli": agreement.quantity_milli,
        "requirements": agreement.requirements,
        "last_day": agreement.last_day.isoformat(),
        "terms": _terms(terms),
        "statement_zh": STATEMENT_ZH,
        "statement_en": STATEMENT_EN,
    }


def _terms(terms: Terms) -> Document:
    return {
        "from_day": terms.from_day.isoformat(),
        "rhythm": terms.rhythm.value,
        "every": terms.every,
        "weekdays": [day.value for day in WEEK if day in terms.weekdays],
        "month_day": terms.month_day,
        "begins_at": f"{terms.begins_at:%H:%M}",
        "minutes": terms.minutes,
        "on_holidays": terms.on_holidays.value,
        "charge": terms.charge.value,
        "price_fen": terms.price_fen or 0,
        "person": terms.person.name if terms.person else "",
    }
