"""Who is named in the agreement that an order is a visit of (4.2.4): told where somebody else may have to go."""

from sqlalchemy import select

from fieldapp.domain.agreement_terms import Terms
from fieldapp.domain.order import Order
from fieldapp.domain.people import Person

# Of the terms that hold on the day of the visit; nothing for an order without an agreement.
NAMED = (
    select(Person.name)
    .join(Terms, Terms.person_id == Person.id)
    .where(Terms.agreement_id == Order.agreement_id, Terms.from_day <= Order.agreement_day)
    .order_by(Terms.from_day.desc())
    .limit(1)
    .correlate(Order)
    .scalar_subquery()
    .label("named")
)
