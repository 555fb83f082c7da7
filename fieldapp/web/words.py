"""What a refusal says to a person: a sentence for every code, in the language of whoever reads it."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

import structlog
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from fieldapp.domain.base import RuleBroken
from fieldapp.web.formats import clock, duration, money, quantity
from fieldapp.web.labels import label

log = structlog.get_logger(__name__)

UNKNOWN = _("That does not work here. Look at the page again; if it stays so, call the customer centre.")

# Facts are put in by name: ..._fen is written as money, ..._milli as a quantity, ..._minutes and a timedelta as a
# duration, a datetime as the clock of the fact "zone", an enum by its label; everything else as it stands.
SENTENCES: dict[str, LazyString] = {
    "form.missing": _("This is still missing."),
    "form.too_long": _("That is too long: at most %(most)s characters."),
    "form.not_text": _("There are characters in it that cannot be stored. Type it again."),
    "form.not_a_number": _("That is not a number."),
    "form.out_of_bounds": _("It must be between %(least)s and %(most)s."),
    "form.not_a_time": _("That is not a date and time."),
    "form.not_a_day": _("That is not a date."),
    "form.not_known": _("Choose one of the list."),
    "retention.out_of_bounds": _("It must be between %(least)s and %(most)s."),
    "hold.day_passed": _("That day has passed: a hold until then would hold nothing."),
    "hold.no_such_order": _("There is no order with this number. It reads like 2026-00231."),
    "erasure.nothing_to_erase": _("There is nothing that could go now. What stays, and why, stands above."),
    "contact.reason_missing": _("Say why you need the number: nobody has to be reached for this any more."),
    "form.not_as_described": _("That is not what the description says of this field."),
    "form.no_such_field": _("There is no such field."),
    "absence.backwards": _("The end of the absence lies before its beginning."),
    "absence.too_long": _("Nobody is away for more than %(days)s days. End the employment instead."),
    "code.own": _("Nobody reads a code out to themselves. Ask another administrator."),
    "code.has_left": _("%(name)s does not work here any more."),
    "code.not_a_technician": _("The front desk reads codes out to technicians. For %(name)s, ask the administrator."),
    "person.login_taken": _("%(login)s is somebody's login already. It is not given to another."),
    "person.last_administrator": _("%(name)s is the only administrator. Make somebody else one first."),
    "person.not_yourself": _("Nobody ends their own employment here. Ask another administrator."),
    "person.holds_orders": _(
        "%(name)s still has orders: %(count)s. Let the supervisor give them to somebody else first."
    ),
    "person.holds_agreements": _(
        "%(name)s is named in agreements: %(count)s. Let the supervisor name somebody else first."
    ),
    "person.cell_refused": _("%(words)s"),
    "site.code_taken": _("%(code_given)s stands for another site already."),
    "room.no_site": _("Add the site first, then its rooms."),
    "room.taken": _("%(door)s is there already."),
    "sign_in.wrong": _("Login and password do not match. Try again, or ask the administrator for a new password."),
    "sign_in.phone_locked": _(
        "This phone was locked because it was lost. Bring it to the office: what waits on it stays on it, and is sent"
        " once it is unlocked."
    ),
    "password.not_yours": _("That is not your password. Type it once more."),
    "passkey.wrong": _("This passkey does not prove who you are. Try once more, or sign in with your password."),
    "passkey.unknown": _("Nobody here has this passkey any more. Sign in with your password."),
    "passkey.too_late": _("That took too long, or it was answered already. Press once more."),
    "passkey.too_many": _("You have %(most)s passkeys already. Remove one that you do not use."),
    "passkey.not_here": _("This address has no name, so no passkey can be bound to it."),
    "pin.not_figures": _("A PIN has %(least)s to %(most)s figures."),
    "pin.too_easy": _("Anybody would try this one first. Choose another."),
    "pin.differs": _("The two PINs are not the same. Type them once more."),
    "pin.wrong": _("That is not your PIN. Tries left: %(left)s"),
    "pin.password_first": _("The PIN was wrong %(tries)s times. Use your password."),
    "pin.none": _("You have no PIN. Use your password."),
    "sign_in.ended": _(
        "You were signed out here from another device, or by the office. Sign in again; what waits on this phone is"
        " still on it."
    ),
    "sign_in.much_too_many": _("Too many tries. Try again in %(minutes)s minutes."),
    "password.too_short": _("A password has at least %(least)s letters."),
    "password.differs": _("The two passwords are not the same. Type them once more."),
    "sign_in.too_many": _("Too many tries. Wait %(seconds)s seconds, then try again."),
    "order.changed_meanwhile": _("Somebody else has just changed this order. Look at it again and decide again."),
    "seen.changed_by": _("%(name)s was first: this was changed at %(at)s. Nothing of yours was stored yet."),
    "seen.changed_by_yourself": _("You changed this in another window at %(at)s. Nothing of this one was stored yet."),
    "seen.changed_meanwhile": _("Somebody else has just changed this. Look at it again and decide again."),
    "order.not_allowed": _("The order is “%(state)s”; from there it cannot become “%(to)s”."),
    "order.reason_missing": _("Say why: the reason belongs into the order."),
    "erasure.unlike_its_link": _("What is stored is not what was sealed. Find out why before anything is erased."),
    "order.window_backwards": _("The end of the time lies before its beginning."),
    "order.window_over": _("This time has passed already. Agree one that is still to come."),
    "order.changed_by": _("%(name)s was first: this order was changed at %(at)s. Look at it as it is now."),
    "order.changed_by_yourself": _("You changed this order in another window at %(at)s. Look at it as it is now."),
    "order.locked": _("It is signed, and what is signed stays as it is. The office can open a correction of it."),
    "order.question_open": _("The supervisor has not answered yet. Until then no time is promised."),
    "intake.no_room": _("Choose the room first."),
    "intake.no_catalogue": _("No catalogue is in force. The general manager approves a version first."),
    "catalogue.not_the_general_manager": _("Only the general manager approves a catalogue."),
    "catalogue.not_reviewed": _("Not every supervisor concerned has said yes on all four points yet."),
    "catalogue.begins_too_early": _("It can take effect today or later: what was ordered before keeps its price."),
    "catalogue.settled": _("This version is approved and does not change any more. Changes go into the next one."),
    "catalogue.withdrawn": _("This version was withdrawn. Changes go into the next one."),
    "catalogue.not_concerned": _("Nothing of your department is in this version."),
    "catalogue.point_missing": _("Say yes or no here, too."),
    "catalogue.objection_missing": _("Say why not: the reason goes to whoever wrote the draft."),
    "catalogue.code_taken": _("%(item)s stands for another item already."),
    "catalogue.cell_refused": _("%(words)s"),
    "catalogue.not_head_office": _("Only head office files a catalogue."),
    "catalogue.not_approved": _("The general manager approves it first; then it is filed."),
    "intake.two_departments": _("These belong to two departments. Write one order for each."),
    "intake.ask_first": _("Something here is not on the list. Ask the supervisor first whether we can do it."),
    "call_back.own_work": _("Nobody calls about their own work. Let somebody else call."),
    "call_back.own_assignment": _("Nobody calls about a visit they sent somebody to. Let somebody else call."),
    "call_back.too_early": _("It was a leak: ask again when it has had three days to come back."),
    "call_back.when": _(
        "A time to come, within %(days)s days; a day at most after they wrote that they are not satisfied."
    ),
    "call_back.say_what_is_wrong": _("Write down what is wrong: whoever goes again must know it."),
    "intake.no_such_room": _("There is no such room, or nobody lives there."),
    "intake.which_owner": _("Say which owner it is, by the number that the company knows."),
    "intake.no_such_item": _("%(code_given)s is not on the list that is in force."),
    "intake.kind_missing": _("Say what kind of service it is, or name an item of the list."),
    "intake.not_of_our_time": _("That is not a time of this century."),
    "order.unknown": _("There is no such order, or another system wrote it."),
    "key.missing": _("An Idempotency-Key is missing: 8 to 80 letters, figures or any of _.:-"),
    "system.scope_missing": _("The token of this system is not good for that: it lacks %(scope)s."),
    "system.key_used": _("This key stands for order %(number)s already, and that was asked for in other words."),
    "system.name_taken": _("%(name)s is another system of this branch."),
    "system.revoked": _("%(name)s is shut out. Put it down again under another name."),
    "system.too_late_to_cancel": _("The order is “%(state)s”; now only the customer centre can cancel it."),
    "system.no_scope": _("Tick at least one thing that it may do."),
    "webhook.no_news": _("Tick at least one thing that it is told."),
    "webhook.address": _("It must be an https address, without a name or password in it."),
    "intake.nothing_wanted": _("Say what is wanted: choose an item or write it in the owner's words."),
    "agreement.not_confirmed": _("The supervisor has not said yet that it can be done, and for how much."),
    "agreement.not_approved": _("The operations manager has not approved it yet."),
    "agreement.own_approval": _("Somebody else has to approve it than who confirmed it."),
    "agreement.no_weekday": _("Choose at least one day of the week."),
    "agreement.no_month_day": _("Say on which day of the month, from 1 to 31."),
    "agreement.too_seldom": _("Every 1 to %(most)s weeks or months."),
    "agreement.no_length": _("Say how long a visit takes."),
    "agreement.ends_before_it_begins": _("The last day lies before the first."),
    "agreement.settled": _("It is decided already. What is in force is paused, changed or stopped with a notice."),
    "agreement.changed_meanwhile": _("Somebody else has just changed this agreement. Look at it and decide again."),
    "agreement.not_running": _("It is not in force, or its end is set already."),
    "agreement.dates_wrong": _("These days do not fit: from today on, within the agreement, and in their order."),
    "agreement.not_paused": _("There is no pause on that day."),
    "agreement.delivered_before": _("It is on record already how this notice reached the owner."),
    "agreement.delivered_too_early": _("A notice is delivered after it was written, and not in the future."),
    "correction.not_signed": _("Nothing is signed yet, or the visit is not over: there is nothing to correct."),
    "correction.words_gone": _("The words of this order were erased; nothing of it can be corrected any more."),
    "correction.open_already": _(
        "%(name)s has opened version %(number)s, and it waits for the owner. One correction at a time: have it signed"
        " or withdrawn first."
    ),
    "correction.nothing_different": _("That is what was signed already. Change at least one line."),
    "correction.words_by_supervisor": _("What is not on the list is priced by the supervisor: ask them to open it."),
    "correction.over": _("This correction is decided already. Look at it as it is now."),
    "correction.not_yours": _("%(name)s opened this correction, and only they withdraw it."),
    "correction.agree_or_not": _(
        "A correction is agreed to and signed, or not agreed to. Until then the old one counts."
    ),
    "correct.not_earlier": _("A press can be put right to an earlier moment only."),
    "correct.unknown": _("The press that you put right is not known here."),
    "ladder.later_first": _("It must come after the one before it: more than %(seconds)s seconds."),
    "history.not_the_demo": _("A year of history goes into an empty database or the demo's, and only once."),
    "demo.not_empty": _("The demo branch only goes into an empty database."),
    "assignment.no_technician": _("%(name)s is not a technician."),
    "assignment.same_person": _("%(name)s has this order already."),
    "assignment.time_over": _("That time has passed. Choose a later one."),
    "assignment.too_late": _("An assignment can be taken back for %(seconds)s seconds. Assign it to somebody else."),
    "command.bad_content": _("What the phone sent is incomplete (%(field)s)."),
    "command.id_used": _("This button has been pressed already. Load the page again, then press once more."),
    "command.unknown_verb": _("This version of the app does not know “%(verb)s”."),
    "command.beside": _("Kept as your work; the order itself is in other hands or over."),
    "command.earlier_missing": _("Something you pressed earlier has not arrived yet; this waits for it on the phone."),
    "command.ids_taken": _("What this names belongs to something else. Do it once more, anew."),
    "command.ours_to_mend": _("Our mistake, and we know of it. It stays on the phone and is sent again by itself."),
    "command.other_person": _("Somebody else pressed this. It stays on the phone until they sign in again."),
    "command.superseded": _("Kept in the history; a newer word stands."),
    "command.unstorable": _("What the phone sent cannot be stored as it is. Write it down again in other words."),
    "contact.order_over": _("The visit is over, so the number is not shown any more. Ask the front desk."),
    "dispatch.over": _("Nobody is needed there any more."),
    "dispatch.perhaps_the_same": _("Looks like %(door)s, %(what)s, %(length)s ago: the same?"),
    "dispatch.taken": _("Somebody is going already."),
    "dispatch.taken_by": _("%(name)s was first, at %(time)s, and goes. You need not run."),
    "dispatch.unknown": _("This emergency is not one that you can answer."),
    "line.no_words": _("Say in words what is to be done."),
    "line.no_warranty": _("This is a service: no developer's warranty covers it."),
    "line.other_catalogue": _("This item is of another version of the catalogue than the visit."),
    "line.unknown": _("This line is not there any more."),
    "errand.not_of_its_kind": _("Money is laid down for bookings, errands and purchases only."),
    "errand.signed": _("It is signed, or over: its money does not change any more."),
    "errand.amount": _("Give the amount in figures, at most %(most_fen)s."),
    "errand.too_many": _("At most %(most)s entries stand on one errand."),
    "errand.words_missing": _("Say what it was spent for."),
    "developer.over": _("This is over already. Look at the order as it is now."),
    "developer.day_missing": _("Say by which day it is repaired."),
    "developer.day_passed": _("The day that is promised lies before today."),
    "warranty.shorter_than_the_law": _("The law says %(months)s months at least; a shorter period does not count."),
    "warranty.no_source": _("Say where it stands: the notice, or the developer's certificate."),
    "outside.retired": _("%(name)s is not named to owners any more. Choose somebody else."),
    "parked.unknown": _("This is not there any more, or somebody has decided it."),
    "money.nothing": _("Give the amount in figures, more than nothing and at most %(most_fen)s."),
    "money.more_than_owed": _("Only %(owed_fen)s is still owed. More than that is not taken."),
    "money.more_than_paid": _("Only %(paid_fen)s was paid. More than that cannot go back."),
    "money.no_receipt": _("Write down the number of the receipt: the owner gets one for every payment."),
    "money.not_yet": _("That day is still to come. Money is written down when it has changed hands."),
    "money.month_closed": _(
        "The books of %(month)s are closed and take no more entries. Put it right by a correction in the open month."
    ),
    "money.month_grew": _("Something was written into %(month)s since you opened this page. Look at it once more."),
    "money.month_not_over": _("%(month)s is not over yet. A month is closed when it is."),
    "money.not_a_correction": _("This entry cannot be put right that way. Write a new one."),
    "money.nothing_different": _("That is what the books say already. Nothing is to be put right."),
    "money.not_yours": _("At this site only the cashier writes about money."),
    "payment.not_here": _("Money is not taken at the door here. The owner pays at the customer centre."),
    "photo.no_consent": _("Ask the owner first: without consent no photo is kept."),
    "price.quantity_out_of_range": _("Give the quantity in figures, from %(least_milli)s to %(most_milli)s."),
    "price.quantity_not_whole": _("There is no half of this: a whole number, from %(least_milli)s to %(most_milli)s."),
    "price.money_out_of_range": _("Give the amount in figures, from %(least_fen)s to %(most_fen)s."),
    "photo.not_a_picture": _("That is not a picture we can read. Photos are JPEG, PNG or WebP."),
    "photo.broken": _("The picture is damaged or cut off. Take it again."),
    "photo.too_heavy": _("The picture is too large: at most %(most_mb)s MB."),
    "photo.too_many_pixels": _("The picture is too large: at most %(most)s million pixels."),
    "photo.not_asked_for": _("Nobody here has told us of this picture yet. Send its command first."),
    "photo.hash_differs": _("The bytes are not those of the picture that was announced. Send it again."),
    "photo.nothing_chosen": _("Choose or take a picture first."),
    "price.unit_price_not_allowed": _(
        "The list allows %(least_fen)s to %(most_fen)s for one unit. Ask the supervisor."
    ),
    "price.materials_not_charged": _("The list charges no materials for this item."),
    "question.answered": _("Somebody has answered this question already."),
    "question.price_missing": _("Say the price too."),
    "signature.already_there": _("It is signed already; what is signed stays as it is."),
    "signature.document_broken": _("What was signed is no document of this visit. Show it again to be signed."),
    "signature.document_changed": _("The order has changed since it was shown. Show it to the owner again."),
    "signature.signer_missing": _("Write the name of the person who signs for the owner."),
    "signature.empty": _("The pad is empty. Let the owner sign, or choose why not."),
    "signature.too_long": _("The signature is too long to be kept. Start again."),
    "transfer.no_consent": _("Ask the owner first: without consent nothing goes to the developer."),
    "visit.moved": _("Somebody else has the order now and has begun. The office decides what counts."),
    "visit.not_now": _("That is not possible now: the order is “%(state)s”."),
    "visit.not_signed": _("It is not signed yet. Let the owner sign, or record why not."),
    "visit.price_not_agreed": _("The price first: the owner has not agreed to it yet."),
    "visit.remark_missing": _("Say what is wrong: it was not good."),
    "visit.ring_again_first": _("Ring again first: %(rings)s of %(least)s times so far."),
    "visit.over": _("This visit is over. What you noted stays; the order is in other hands or waits for another time."),
    "visit.unknown": _("This visit does not exist, or it is not yours."),
}


def sentence(rule: RuleBroken) -> str:
    """Say in the reader's language why a rule said no."""
    words = SENTENCES.get(rule.code)
    if words is None:
        log.error("refusal.without_words", code=rule.code)
        return str(UNKNOWN)
    zone = str(rule.facts.get("zone", "Asia/Shanghai"))
    return str(words) % {name: _written(name, fact, zone) for name, fact in rule.facts.items()}


def _written(name: str, fact: Any, zone: str) -> str:
    if name.endswith("_fen"):
        return money(fact)
    if name.endswith("_milli"):
        return quantity(fact)
    if name.endswith("_minutes") or isinstance(fact, timedelta):
        return duration(fact)
    if isinstance(fact, datetime):
        return clock(fact, zone)
    return label(fact) if isinstance(fact, StrEnum) else str(fact)
