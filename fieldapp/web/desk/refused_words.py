"""Why something was not done, in one line for the top of a page: a refusal of the rules, or the faults of a form."""

from fieldapp.domain.base import RuleBroken
from fieldapp.web.forms import FormFaults
from fieldapp.web.words import sentence


def told(refused: RuleBroken | FormFaults) -> str:
    """Each fault once."""
    faults = [refused] if isinstance(refused, RuleBroken) else refused.faults.values()
    return " ".join(dict.fromkeys(sentence(fault) for fault in faults))


def at_fields(refused: RuleBroken | FormFaults) -> dict[str, str]:
    """What is said at the fields; a refusal of the rules belongs to none."""
    faults = {} if isinstance(refused, RuleBroken) else refused.faults
    return {name: sentence(fault) for name, fault in faults.items()}
