"""Why a step is left out: the usual reasons as chips; anything else is written."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from fieldapp.domain.procedure import StepKey

USUAL: dict[StepKey, list[LazyString]] = {
    StepKey.COVERS: [_("The owner says they are not needed"), _("The work is outside"), _("No covers left")],
    StepKey.GREET: [_("The owner was waiting at the door"), _("We have just met"), _("The owner is on the phone")],
    StepKey.LOOK: [_("All was said on the phone"), _("The owner is busy"), _("It could not wait")],
}


def skip_reasons(key: StepKey) -> list[tuple[str, str]]:
    """The chips of this step, as (value, words): what is kept is what was read."""
    return [(str(words), str(words)) for words in USUAL.get(key, [])]
