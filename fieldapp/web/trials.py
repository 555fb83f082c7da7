"""What was tried together, in a sentence or two."""

from flask_babel import gettext as _

from fieldapp.domain.document import Document
from fieldapp.domain.mark import Trial
from fieldapp.domain.people import Language
from fieldapp.web.labels import label
from fieldapp.web.language import language


def tried(document: Document) -> list[str]:
    """What works, in one sentence; then, each by itself, what does not, with the remark. The last trial counts."""
    last = {test["key"]: test for test in document["tests"]}.values()
    good = [Trial(test["key"]) for test in last if test["good"]]
    works = [label(trial) for trial in good if trial is not Trial.OTHER]
    faults = [_fault(label(Trial(test["key"])), test["remark"]) for test in last if not test["good"]]
    between = ", " if language() is Language.ENGLISH else "、"
    if works:
        return [str(_("Tried together, works: %(things)s", things=between.join(works))), *faults]
    return ([str(_("Tried together, it works"))] if good else []) + faults


def _fault(thing: str, remark: str) -> str:
    return str(_("%(thing)s: %(remark)s", thing=thing, remark=remark))
