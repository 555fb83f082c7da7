"""What every example finds: a branch, two technicians with visits, one order that waits, a supervisor, a front desk."""

from dataclasses import dataclass, field
from typing import Any

from fieldapp import create_app
from fieldapp.db import db
from fieldapp.domain.assignment import assign
from tests.builders import MORNING, a_room, an_owner, chen, li, sun, the_branch, the_site, zhao
from tests.databases import TestedSettings
from tests.jobs import PROCEDURE_ID, a_line, an_item, an_order, at, the_catalogue, the_procedure

HOLDERS = ("li", "li", "zhao", "")  # of the four orders


@dataclass(frozen=True, slots=True)
class Job:
    """A visit, whose it was when it was given, and the order it belongs to. Without a visit nobody was sent yet."""

    visit: str
    order: str
    technician: str


@dataclass
class Scene:
    """The ids of all that."""

    people: dict[str, str] = field(default_factory=dict)  # by login
    items: list[str] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)


def furnish(url: str) -> Scene:
    """Store the scene in a database without any rows, and leave no connection open."""
    app = create_app(TestedSettings(database_url=url, secret_key="test", public_url="http://localhost"))
    branch, site, people = the_branch(), the_site(), {person.login: person for person in (li(), zhao(), sun(), chen())}
    items = [an_item(), an_item("WTR-001", "更换普通水龙头", "Replace ordinary tap", price_fen=3000)]
    with app.app_context():
        for thing in (branch, site, *people.values(), the_catalogue(*items), the_procedure()):
            db.session.add(thing)
            db.session.flush()
        jobs = [_job(branch, site, items[0], people, door, holder) for door, holder in enumerate(HOLDERS, start=501)]
        db.session.commit()
        db.engine.dispose()
    return Scene({login: str(person.id) for login, person in people.items()}, [str(item.id) for item in items], jobs)


def _job(branch: Any, site: Any, item: Any, people: dict[str, Any], door: int, holder: str) -> Job:
    order = an_order(an_owner(a_room("3栋", str(door))), a_line(item), by=people["chen"])
    order.branch, order.site = branch, site
    db.session.add(order)
    db.session.flush()
    if not holder:
        return Job("", str(order.id), "")
    sent = assign(
        order,
        people[holder],
        at(MORNING, people["sun"].id),
        current=None,
        procedure_id=PROCEDURE_ID,
        begins=order.wanted_from,
        ends=order.wanted_until,
    )
    db.session.add(sent)
    db.session.flush()
    return Job(str(sent.visit.id), str(order.id), holder)
