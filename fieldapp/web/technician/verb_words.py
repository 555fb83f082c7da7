"""What the one big button says: what the person just did, or will do."""

from flask_babel import gettext as _

from fieldapp.domain.procedure import StepKey
from fieldapp.web.technician.doorway import Doorway
from fieldapp.web.technician.step_view import StepView


def verb_words(step: StepView, doorway: Doorway, *, chargeable: bool) -> str:
    """The words of the step's verb, or those that fit where the visit stands."""
    if step.again:
        return str(_("Go on"))
    if step.key is StepKey.BELL and (doorway.given_up or doorway.rang):
        return _at_the_door(doorway)
    if step.key is StepKey.LOOK and not chargeable:
        return str(_("All confirmed"))
    return step.verb


def rang_words(doorway: Doorway) -> str:
    """The title while it is waited for the door to open."""
    if doorway.rings == 1:
        return str(_("Rang once, wait 5–10 seconds"))
    return str(_("Rang twice, wait 5–10 seconds") if doorway.rings == 2 else _("Rang three times"))


def _at_the_door(doorway: Doorway) -> str:
    if not doorway.given_up:
        return str(_("The door opened"))
    return str(_("Ring again") if doorway.must_ring_again else _("Nobody was there"))
