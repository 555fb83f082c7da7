"""Every route, called by everybody: a route without a row here fails, and so does one that lets in the wrong people.

To add a route, add its endpoint and who may call it. People without the role get 404; visitors are sent to sign in.
"""

import re
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from fieldapp.domain.people import Role
from fieldapp.web.guard import ANY_ROLE, EVERYONE, FOR_PROGRAMS, SYSTEMS, who_may
from tests.builders import one_of_each_role, the_branch

NOTHING = {404, 422}  # it is not there; or the form is empty, which is said before anything is looked for

OFFICE = {Role.CASHIER, Role.OPERATIONS, Role.GENERAL, Role.HEAD}
MANAGERS = OFFICE - {Role.CASHIER}
MONEY = {Role.DESK, Role.CASHIER, Role.OPERATIONS, Role.GENERAL}
DESK_AND_SUPERVISORS = {Role.DESK, Role.SUPERVISOR}
# What only the administrator sees: screen by screen.
ADMINISTRATION = (
    *("welcome.show", "emergencies.show", "emergencies.change"),
    *("call_backs.show", "call_backs.change"),
    *("settings.show", "settings.change"),
    *("audit.show", "evidence.show"),
    *("privacy.show", "privacy.change", "notice.show", "notice.say"),
    *("holds.show", "holds.put", "holds.lift", "purged.show"),
    *("owner.show", "owner.show_phone", "owner.copy", "owner.erase"),
    *("sites.show", "sites.add", "sites.change"),
    *("systems.show", "systems.add"),
    *("system.show", "system.renew", "system.revoke", "system.tell", "system.silence", "system.send_again"),
    *("rooms.show", "rooms.new", "rooms.add"),
    *("room.show", "room.change", "room.add", "room.change_one", "room.leave"),
    *("valve.show", "valve.put", "valve.take"),
    *("tables.show", "tables.check", "tables.write", "tables.export"),
    *("people.show", "people.new", "people.add"),
    *("person.show", "person.change", "portrait.show", "portrait.put", "portrait.take"),
    *("absences.add", "absences.withdraw"),
    *("codes.make",),
    *("employment.end",),
    *("phones.change", "sessions.end", "passkeys.end"),
    *("warranty.show", "warranty.name_developer", "warranty.say"),
)
WHO_MAY: dict[str, set[Role] | frozenset[Role]] = {
    # Open to all: they give nothing away, or ask for a token.
    "health.lives": EVERYONE,
    "health.ready": EVERYONE,
    "metrics.show": EVERYONE,  # those whom a setting names
    "manifest.show": EVERYONE,
    "service_worker.script": EVERYONE,
    "service_worker.nothing_kept": EVERYONE,
    "language.choose": EVERYONE,
    **{f"sign_in.{call}": EVERYONE for call in ("show", "enter", "leave")},
    "new_password.choose": EVERYONE,
    **dict.fromkeys(("passkey_sign_in.ask", "passkey_sign_in.enter"), EVERYONE),
    "owner.copy.show": EVERYONE,
    **dict.fromkeys(("owner.paper.show", "owner.paper.ask", "owner.verify.show", "owner.handed_in.check"), EVERYONE),
    **dict.fromkeys(("owner.correction.show", "owner.correction.sign", "owner.satisfied.answer"), EVERYONE),
    "owner.prices.show": EVERYONE,
    "owner.privacy.show": EVERYONE,
    "owner.developer.show": EVERYONE,
    "owner.developer.receive": EVERYONE,
    "owner.developer.answer": EVERYONE,
    "owner.developer.photo": EVERYONE,
    **dict.fromkeys(("receipts.receive", "api_description.show"), EVERYONE),
    "api_description.page.show": EVERYONE,
    "calendar.show": EVERYONE,
    # Other systems, by a token.
    **{f"api.orders.{call}": SYSTEMS for call in ("write", "listed", "show", "call_off")},
    "api.catalogue.show": SYSTEMS,
    # Whoever is signed in.
    **{f"push.{call}": ANY_ROLE for call in ("key", "subscribe", "unsubscribe")},
    "start.show": ANY_ROLE,
    "live.since": ANY_ROLE,
    **{f"account.{call}": ANY_ROLE for call in ("page.show", "keys.ask", "keys.add", "keys.end")},
    "account.password.change": ANY_ROLE,
    **{f"account.pin.{call}": ANY_ROLE for call in ("choose", "end", "open_with_the_password")},
    **{f"locked.{call}": ANY_ROLE for call in ("show", "put_away", "open_again", "alarm")},
    **{f"account.{call}": ANY_ROLE for call in ("devices.end", "devices.end_others")},
    # The technician.
    "technician.today.show": {Role.TECHNICIAN},
    "technician.visit.show": {Role.TECHNICIAN},
    "technician.visit.ahead": {Role.TECHNICIAN},
    "technician.visit.items": {Role.TECHNICIAN},
    "technician.visit.phone_number": {Role.TECHNICIAN},
    "technician.commands.press": {Role.TECHNICIAN},
    "technician.emergency.show": {Role.TECHNICIAN},
    "technician.emergency.answer": {Role.TECHNICIAN},
    "technician.catalogue.show": {Role.TECHNICIAN},
    "technician.catalogue.items": {Role.TECHNICIAN},
    "technician.phone.show": {Role.TECHNICIAN},
    "technician.day.show": {Role.TECHNICIAN},
    "technician.duty.change": {Role.TECHNICIAN},
    **{f"technician.calendar.{call}": {Role.TECHNICIAN} for call in ("show", "make", "end")},
    **{f"drills.{call}": {Role.TECHNICIAN} for call in ("begin", "stand", "show", "rings", "listen")},
    **{f"technician.photos.{call}": {Role.TECHNICIAN} for call in ("take", "show", "put")},
    "technician.pictures.show": {Role.TECHNICIAN},
    "technician.sync.sync": {Role.TECHNICIAN},
    # The supervisor.
    "supervisor.board.show": {Role.SUPERVISOR},
    "supervisor.week.show": {Role.SUPERVISOR},
    "supervisor.emergency.take_over": {Role.SUPERVISOR},
    "supervisor.emergency.call_next": {Role.SUPERVISOR},
    "supervisor.assignment.give": {Role.SUPERVISOR},
    "supervisor.assignment.undo": {Role.SUPERVISOR},
    "supervisor.hold.put": {Role.SUPERVISOR},
    "supervisor.alarm.settle": {Role.SUPERVISOR},
    "supervisor.appointment.change": {Role.SUPERVISOR},
    "supervisor.question.answer": {Role.SUPERVISOR},
    "supervisor.verdict.give": {Role.SUPERVISOR},
    "supervisor.undelivered.send": {Role.SUPERVISOR},
    "supervisor.procedure.show": {Role.SUPERVISOR},
    "supervisor.catalogue.show": {Role.SUPERVISOR},
    "supervisor.catalogue.give": {Role.SUPERVISOR},
    # The front desk; supervisors read along.
    "desk.orders.start": DESK_AND_SUPERVISORS,
    "desk.orders.show": DESK_AND_SUPERVISORS,
    "desk.order.show": DESK_AND_SUPERVISORS,
    **dict.fromkeys(("desk.order.show_phone", "desk.paper.show", "desk.paper.ask"), DESK_AND_SUPERVISORS),
    "desk.new_order.show": {Role.DESK},
    "desk.new_order.write": {Role.DESK},
    "desk.suggestions.rooms": {Role.DESK},
    "desk.suggestions.items": {Role.DESK},
    "desk.emergencies.show": {Role.DESK},
    "desk.emergencies.owner_called": {Role.DESK},
    "desk.emergencies.explain": {Role.DESK},
    "desk.decisions.cancel": {Role.DESK},
    "desk.decisions.go_on": {Role.DESK},
    "desk.decisions.hold": {Role.DESK},
    "desk.decisions.rearrange": {Role.DESK},
    "desk.decisions.hand_to_developer": {Role.DESK},
    "desk.decisions.decline": {Role.DESK},
    "desk.decisions.name_others": {Role.DESK},
    **{f"desk.errand.{call}": DESK_AND_SUPERVISORS for call in ("put", "strike", "photo")},
    **{f"desk.correction.{call}": DESK_AND_SUPERVISORS for call in ("show", "put", "take_back", "turn", "sign")},
    **{f"technician.correction.{call}": {Role.TECHNICIAN} for call in ("show", "sign")},
    "technician.errand.put": {Role.TECHNICIAN},
    "desk.developer.show": DESK_AND_SUPERVISORS,
    "desk.developer.receive": {Role.DESK},
    "desk.developer.answer": {Role.DESK},
    "desk.developer.come_back": {Role.DESK},
    "desk.developer.close": {Role.DESK},
    "desk.outside.show": DESK_AND_SUPERVISORS,
    "desk.outside.add": {Role.DESK},
    "desk.outside.change": {Role.DESK},
    "desk.outside.retire": {Role.DESK},
    "desk.call_backs.show": {Role.DESK},
    "desk.call_backs.close": {Role.DESK},
    "desk.call_backs.compare": DESK_AND_SUPERVISORS,
    "desk.call_backs.try_in_vain": {Role.DESK},
    "desk.call_backs.put_off": {Role.DESK},
    # The office and the administrator.
    "manager.welcome.show": OFFICE,
    "manager.catalogue.show": MANAGERS,
    "manager.catalogue_import.show": {Role.OPERATIONS, Role.GENERAL},
    "manager.catalogue_import.check": {Role.OPERATIONS, Role.GENERAL},
    "manager.catalogue_import.take_over": {Role.OPERATIONS, Role.GENERAL},
    "manager.catalogue_export.send": MANAGERS,
    "manager.catalogue_item.show": {Role.OPERATIONS, Role.GENERAL},
    "manager.catalogue_item.put": {Role.OPERATIONS, Role.GENERAL},
    "manager.catalogue_version.show": MANAGERS,
    "manager.catalogue_version.approve": {Role.GENERAL},
    "manager.catalogue_version.put_on_file": {Role.HEAD},
    "manager.catalogue_version.take_back": {Role.OPERATIONS, Role.GENERAL},
    "manager.figures.show": MANAGERS,
    "manager.figures.send": MANAGERS,
    "money.owed.show": MONEY,
    "money.of_order.show": MONEY,
    "money.of_order.pay": {Role.DESK, Role.CASHIER},
    "money.of_order.refund": {Role.DESK, Role.CASHIER},
    "money.of_order.put_right": {Role.DESK, Role.CASHIER},
    "money.month.show": MONEY,
    "money.month.send": MONEY,
    "money.month.close": {Role.CASHIER},
    "money.sites.show": {Role.OPERATIONS, Role.GENERAL},
    "money.sites.change": {Role.OPERATIONS, Role.GENERAL},
    # Long-term service: one paper that goes from hand to hand.
    "agreements.listed.show": OFFICE | DESK_AND_SUPERVISORS,
    "agreements.request.show": {Role.DESK},
    "agreements.request.write": {Role.DESK},
    "agreements.holidays.show": OFFICE | DESK_AND_SUPERVISORS,
    "agreements.holidays.add": {Role.OPERATIONS},
    "agreements.holidays.remove": {Role.OPERATIONS},
    "agreements.page.show": OFFICE | DESK_AND_SUPERVISORS,
    "agreements.decisions.confirm": {Role.SUPERVISOR},
    "agreements.decisions.decline": {Role.SUPERVISOR, Role.OPERATIONS},
    "agreements.decisions.approve": {Role.OPERATIONS},
    "agreements.agreeing.paper": OFFICE | DESK_AND_SUPERVISORS,
    "agreements.agreeing.sign": {Role.DESK, Role.OPERATIONS},
    "agreements.agreeing.agree": {Role.DESK, Role.OPERATIONS},
    "agreements.notices.pause": {Role.OPERATIONS},
    "agreements.notices.change": {Role.OPERATIONS},
    "agreements.notices.stop": {Role.OPERATIONS},
    "agreements.notices.go_on": {Role.OPERATIONS},
    "agreements.notices.show": OFFICE | DESK_AND_SUPERVISORS,
    "agreements.notices.deliver": {Role.DESK, Role.OPERATIONS},
    "agreements.statement.show": OFFICE | DESK_AND_SUPERVISORS,
    **{f"admin.{screen}": {Role.ADMIN} for screen in ADMINISTRATION},
    "desk.codes.show": {Role.DESK},
    "desk.codes.make": {Role.DESK},
}


def test_every_route_says_who_may_call_it(app: Flask):
    said = {rule.endpoint: who_may(app, rule.endpoint) for rule in app.url_map.iter_rules()}
    assert not [endpoint for endpoint, roles in said.items() if roles is None], "Give its blueprint a guard"
    assert said.keys() - WHO_MAY.keys() == set(), "Add a row for each to WHO_MAY"
    assert said == WHO_MAY


@pytest.fixture
def everybody(app, save, signed_in):
    """A browser for each role."""
    save(the_branch())
    save(*one_of_each_role())
    app.config["METRICS_FROM"] = "127.0.0.1"  # their own machine may read the numbers
    return {role: signed_in(role.value) for role in Role}


def test_people_get_in_where_they_may_and_nowhere_else(app: Flask, everybody):
    wrong = []
    for endpoint, method, path in calls(app):
        for role, browser in everybody.items():
            let_in = is_let_in(browser.open(path, method=method))
            may = WHO_MAY[endpoint] == EVERYONE or role in WHO_MAY[endpoint]
            if not may and let_in:
                wrong.append(f"{method} {path} lets in {role}")
            if may and not let_in and "<" not in rule_of(app, endpoint):
                wrong.append(f"{method} {path} turns away {role}")
    assert not wrong


def test_whoever_may_come_in_finds_nothing_under_the_id_of_nothing(app: Flask, everybody):
    wrong = [
        f"{method} {path} answers {role} with {answer.status_code}"
        for endpoint, method, path in calls(app)
        for role in WHO_MAY[endpoint] - SYSTEMS
        if "<" in rule_of(app, endpoint)
        for answer in [everybody[role].open(path, method=method)]
        if answer.status_code not in NOTHING
    ]
    assert not wrong


def test_no_change_is_made_for_a_page_of_another_site(app: Flask, everybody):
    wrong = [
        f"{method} {path}"
        for endpoint, method, path in calls(app)
        for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": ""})
        if method != "GET"
        and everybody[role_for(endpoint)].open(path, method=method, headers=headers).status_code != 403
    ]
    assert not wrong


def test_visitors_are_asked_to_sign_in(app: Flask, client):
    wrong = [
        f"{method} {path}"
        for endpoint, method, path in calls(app)
        if WHO_MAY[endpoint] != EVERYONE
        and client.open(path, method=method).status_code != (401 if path.startswith(FOR_PROGRAMS) else 302)
    ]
    assert not wrong


def role_for(endpoint: str) -> Role:
    """Somebody who may."""
    return next(iter(WHO_MAY[endpoint] - SYSTEMS or Role))


def is_let_in(answer: TestResponse) -> bool:
    return answer.status_code not in {401, 404} and not answer.headers.get("Location", "").startswith("/sign-in")


def calls(app: Flask) -> list[tuple[str, str, str]]:
    """Every endpoint of the table with each of its methods and an address in which nothing exists."""
    return [
        (rule.endpoint, method, re.sub(r"<[^>]+>", unknown, rule.rule))
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if rule.endpoint in WHO_MAY
        and rule.endpoint not in {"sign_in.leave", "sign_in.show"}  # the one would end the session, the other leads on
    ]


def unknown(part: re.Match[str]) -> str:
    """Something that fits the converter and names nothing."""
    if part[0].startswith("<uuid:"):
        return str(UUID(int=9))
    return "9" if part[0].startswith("<int:") else "unknown"


def rule_of(app: Flask, endpoint: str) -> str:
    return next(rule.rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
