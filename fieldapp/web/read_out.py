"""A one-time sign-in code, made for somebody on the telephone and shown once to whoever reads it out."""

from typing import Any

from fieldapp.clock import now
from fieldapp.db import db, one_at_a_time
from fieldapp.domain.admin_journal import note
from fieldapp.domain.journal import Act
from fieldapp.domain.people import Person
from fieldapp.domain.sign_in_code import GOOD_FOR, as_read_out, make_code, may_read_out, new_code, standing_codes
from fieldapp.passwords import hashed
from fieldapp.web.home_zone import home_zone
from fieldapp.web.session import me


def read_out(person: Person) -> dict[str, Any]:
    """A new code, for the template that shows it: nobody can look it up again. Raises RuleBroken ``code.…``."""
    may_read_out(me().roles, me().id, person)
    one_at_a_time(f"code of {person.id}")
    at, code = now(), new_code()
    act = Act.here(by_id=me().id, now=at)
    earlier = db.session.scalars(standing_codes(person.id, at)).all()
    db.session.add(make_code(person, act, code_hash=hashed(code), earlier=earlier))
    note(db.session(), person.branch_id, act, "code_read_out", about=person.name, person_id=person.id)
    db.session.commit()
    return {"for_whom": person, "code": as_read_out(code), "until": at + GOOD_FOR, "zone": home_zone()}
