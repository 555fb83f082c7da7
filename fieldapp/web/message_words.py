"""What a message says to a person, in their language: a title and a line, made when it is sent, and where a tap leads.

A message stores ids and moments; what an order is called and where it is are looked up as it goes out (``About``), so
that nothing more about an owner lies about than the order itself keeps, and a late message tells how things stand now.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext as _n

from fieldapp.channels import Words
from fieldapp.domain.agreement import AgreementState
from fieldapp.domain.catalogue import CatalogueState
from fieldapp.domain.ladder import Step
from fieldapp.domain.message import MessageKind
from fieldapp.domain.people import Language
from fieldapp.web.chain_words import fault_from, in_words
from fieldapp.web.doorplate import door
from fieldapp.web.formats import dated_window
from fieldapp.web.language import language, speaking
from fieldapp.web.places import public_address

# By the rung that told it.
ALARMS = {
    Step.OWNER.value: _l("Nobody is at the door yet: call the owner."),
    Step.BREACH.value: _l("The time is over and nobody is at the door."),
}

# With a version of the catalogue, by how far it has come.
TURNS = {
    CatalogueState.DRAFT: _l("Look at what is your department's, and say yes or no on four points."),
    CatalogueState.REVIEWED: _l("Every supervisor has said yes; it waits for you to approve it."),
    CatalogueState.APPROVED: _l("It is approved and waits for you to file it."),
}

# With a request for long-term service, by how far it has come.
PRESSED = {
    AgreementState.REQUESTED: _l("Say whether we can, at what price, and who comes."),
    AgreementState.CONFIRMED: _l("The supervisor says that we can; it waits for you to approve it."),
    AgreementState.APPROVED: _l("It is approved. Have the owner agree to it; the visits are planned from then on."),
    AgreementState.DECLINED: _l("It was declined. The reason stands on its page; tell the owner politely."),
}

# With the developer, by what is awaited.
CHASED = {
    "receipt": _l("They have not said that they have it. Call them."),
    "answer": _l("They have not said what comes of it. Call them."),
    "day": _l("The day that they promised is over. Ask them and the owner."),
    "our_visit": _l("They say it is repaired: arrange when one of ours looks at it with the owner."),
    "our_decision": _l("They refuse: decide what we do, and tell the owner."),
}


@dataclass(frozen=True, slots=True)
class About:
    """The order that a message is about."""

    order_id: UUID
    title_zh: str
    title_en: str
    building: str
    number: str
    zone: str
    urgent: bool
    received_at: datetime
    visit_id: UUID | None = None  # of whoever is told
    planned_from: datetime | None = None
    planned_until: datetime | None = None

    @property
    def title(self) -> str:
        """What is to be done, in the language that is spoken."""
        return self.title_en if language() is Language.ENGLISH else self.title_zh

    @property
    def door(self) -> str:
        """3栋503, 3-503"""
        return door(self.building, self.number)

    @property
    def where_and_what(self) -> str:
        """3-503 · Angle valve"""
        return f"{self.door} · {self.title}"


@dataclass(frozen=True, slots=True)
class Told:
    """What the words are made of."""

    facts: Mapping[str, Any]
    about: About | None
    urgent: bool = False

    @property
    def subject(self) -> str:
        """Where, and what is to be done."""
        return self.about.where_and_what if self.about else ""

    @property
    def window(self) -> str:
        """When it is planned, as far as that is known."""
        if self.about is None:
            return ""
        begins, ends = self.about.planned_from, self.about.planned_until
        return dated_window(begins, ends, self.about.zone, urgent=self.about.urgent)

    @property
    def visit_path(self) -> str:
        """The technician's own page of it, else their day."""
        visit = self.about.visit_id if self.about else None
        return f"/my/visits/{visit}" if visit else "/my"

    @property
    def board_path(self) -> str:
        """The board with the order in hand."""
        return f"/board?order={self.about.order_id}" if self.about else "/board"

    @property
    def office_path(self) -> str:
        """Where whoever is told works: the desk's page of the order, or the board."""
        if self.about and self.facts.get("at_the_desk"):
            return f"/desk/orders/{self.about.order_id}"
        return self.board_path

    @property
    def emergency_path(self) -> str:
        """The red card, else the technician's day."""
        dispatch = self.facts.get("dispatch")
        return f"/my/emergencies/{dispatch}" if dispatch else "/my"

    @property
    def asker_path(self) -> str:
        """Back to where the question came from: the technician's visit, or the desk's order."""
        if self.about is None or self.about.visit_id:
            return self.visit_path
        return f"/desk/orders/{self.about.order_id}"


def words_for(
    kind: MessageKind, facts: Mapping[str, Any], spoken: Language, about: About | None, *, urgent: bool = False
) -> Words:
    """The words of a message, in the language of whoever gets it. Needs an app, no request."""
    with speaking(spoken):
        return WORDS[kind](Told(facts, about, urgent))


def _assigned(told: Told) -> Words:
    title = _("Urgent, yours: %(job)s", job=told.subject) if told.urgent else _("Yours: %(job)s", job=told.subject)
    return Words(str(title), told.window, told.visit_path)


def _reassigned(told: Told) -> Words:
    return Words(str(_("Somebody else goes: %(job)s", job=told.subject)), str(_("You need not go.")), told.visit_path)


def _cancelled(told: Told) -> Words:
    return Words(str(_("Not now: %(job)s", job=told.subject)), str(_("You need not go.")), told.visit_path)


def _answered(told: Told) -> Words:
    can = told.facts.get("can")
    title = _("We can do it: %(job)s", job=told.subject) if can else _("We cannot do it: %(job)s", job=told.subject)
    return Words(str(title), str(_("The supervisor has answered.")), told.asker_path)


def _rework(told: Told) -> Words:
    words = _("The owner was not content. Somebody has to go again.")
    return Words(str(_("Rework: %(job)s", job=told.subject)), str(words), told.board_path)


def _dispatch(told: Told) -> Words:
    return Words(str(_("Urgent: %(job)s", job=told.subject)), str(_("Who goes?")), told.emergency_path)


def _taken(told: Told) -> Words:
    return Words(str(_("Somebody goes: %(job)s", job=told.subject)), str(_("You need not go.")), told.emergency_path)


def _alarm(told: Told) -> Words:
    words = ALARMS.get(told.facts["step"], _l("Nobody has taken it yet."))
    return Words(str(_("Urgent: %(job)s", job=told.subject)), str(words), told.office_path)


def _call_backs(told: Told) -> Words:
    waiting = _n("%(num)s owner waits to be called back", "%(num)s owners wait to be called back", told.facts["count"])
    return Words(str(waiting), str(_("The time for it is over.")), "/desk/call-backs")


def _catalogue(told: Told) -> Words:
    year, number, state = (told.facts[name] for name in ("year", "number", "state"))
    title = _("Catalogue %(year)d, version %(number)d", year=year, number=number)
    if state == CatalogueState.WITHDRAWN:
        return Words(str(title), str(_("It was withdrawn: %(why)s", why=told.facts["why"])), "/")
    path = "/board/catalogue" if state == CatalogueState.DRAFT else f"/office/catalogue/{told.facts['version']}"
    return Words(str(title), str(TURNS[CatalogueState(state)]), path)


def _agreement(told: Told) -> Words:
    facts = told.facts
    title = facts["title_en"] if language() is Language.ENGLISH else facts["title_zh"]
    job = f"{door(facts['building'], facts['door'])} · {title}"
    words = PRESSED[AgreementState(facts["state"])]
    return Words(str(_("Long-term service: %(job)s", job=job)), str(words), f"/office/agreements/{facts['agreement']}")


def _developer(told: Told) -> Words:
    """To the developer, who is written to in Chinese whoever handed it over."""
    path = f"/developer/{told.facts['token']}"
    with speaking(Language.CHINESE):
        job = told.subject
        title = _("Again, a defect under your warranty: %(job)s", job=job) if told.facts.get("again") else ""
        title = title or _("A defect under your warranty: %(job)s", job=job)
        body = _("Please open the page and press that you have it: %(link)s", link=public_address(path))
    return Words(str(title), str(body), path)


def _chase(told: Told) -> Words:
    words = CHASED.get(told.facts["awaits"], CHASED["answer"])
    path = f"/desk/orders/{told.about.order_id}" if told.about else "/desk/developer"
    return Words(str(_("Developer: %(job)s", job=told.subject)), str(words), path)


def _correction(told: Told) -> Words:
    """To the owner, in their own language."""
    path = f"/copy/{told.facts['token']}"
    with speaking(Language(told.facts["language"])):
        title = _("A correction of your service order: %(job)s", job=told.subject)
        body = _("Please look at it, and sign it if it is right: %(link)s", link=public_address(path))
    return Words(str(title), str(body), path)


def _to_be_signed(told: Told) -> Words:
    words = _("The office has opened a correction. If you are there, let the owner look at it and sign on your phone.")
    path = f"/my/visits/{told.facts['visit']}/correction"
    return Words(str(_("Corrected: %(job)s", job=told.subject)), str(words), path)


def _corrected(told: Told) -> Words:
    agreed = told.facts.get("agreed")
    words = _("The owner has signed it: it is in force.") if agreed else _("The owner does not agree, and says why.")
    path = f"/desk/orders/{told.about.order_id}" if told.about else "/"
    return Words(str(_("Correction: %(job)s", job=told.subject)), str(words), path)


def _chain(told: Told) -> Words:
    title = _("Evidence of %(branch)s: %(count)s links", branch=told.facts["branch"], count=f"{told.facts['count']:,}")
    body = _("Please keep this line; it shows later whether anything was cut off: %(copy)s", copy=told.facts["copy"])
    return Words(str(title), str(body), "/office")


def _chain_broken(told: Told) -> Words:
    body = in_words(fault_from(told.facts["fault"], told.facts["where"]), public=True)
    return Words(str(_("The evidence does not hold")), body, "/admin/evidence" if told.facts["page"] else "/office")


def _drill(_told: Told) -> Words:
    return Words(str(_("A trial")), str(_("This phone can be called to an emergency.")), "/my/phone")


WORDS: dict[MessageKind, Callable[[Told], Words]] = {
    MessageKind.ASSIGNED: _assigned,
    MessageKind.REASSIGNED: _reassigned,
    MessageKind.CANCELLED: _cancelled,
    MessageKind.ANSWERED: _answered,
    MessageKind.REWORK: _rework,
    MessageKind.DISPATCH: _dispatch,
    MessageKind.TAKEN: _taken,
    MessageKind.ALARM: _alarm,
    MessageKind.CALL_BACKS: _call_backs,
    MessageKind.CATALOGUE: _catalogue,
    MessageKind.AGREEMENT: _agreement,
    MessageKind.DEVELOPER: _developer,
    MessageKind.CHASE: _chase,
    MessageKind.CORRECTION: _correction,
    MessageKind.TO_BE_SIGNED: _to_be_signed,
    MessageKind.CORRECTED: _corrected,
    MessageKind.CHAIN: _chain,
    MessageKind.CHAIN_BROKEN: _chain_broken,
    MessageKind.DRILL: _drill,
}
