"""Whom the ladder calls: those who are free, and before them whoever is in the very flat already (4.3.5)."""

from dataclasses import replace

from fieldapp.domain.base import new_id
from fieldapp.domain.ladder import Step, usual
from fieldapp.domain.whom_to_call import Candidate, Merit, whom_to_call

FREE = Candidate(id=new_id(), login="free", name="李建国", on_duty=True, ready=True, skilled=True, free=True)
BUSY = replace(FREE, id=new_id(), login="busy", free=False)
INSIDE = replace(BUSY, id=new_id(), login="inside", inside=True, skilled=False)


def called(*people: Candidate, step: Step = Step.FIRST) -> list[str]:
    return [one.login for one in whom_to_call(step, people, usual(new_id()), called=set())]


def test_who_is_at_work_at_another_door_is_not_called():
    assert called(BUSY, FREE) == ["free"]
    assert called(BUSY, step=Step.EVERYBODY) == []


def test_who_is_in_the_very_flat_is_called_first_whatever_their_trade():
    assert called(FREE, INSIDE) == ["inside", "free"]
    assert called(replace(INSIDE, reserve=True), FREE, step=Step.NEXT) == ["inside", "free"]
    assert Merit.INSIDE in INSIDE.merits and Merit.FREE not in INSIDE.merits


def test_whose_phone_was_not_tried_waits_for_everybody_in_the_flat_too():
    silent = replace(INSIDE, ready=False)
    assert called(silent, FREE) == ["free"] and called(silent, FREE, step=Step.EVERYBODY) == ["inside", "free"]
