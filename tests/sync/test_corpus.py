"""Every command that a phone was ever able to keep still gets its verdict: samples of every verb and version.

A sample says after which step of the course it was pressed, the command whole (only ``by`` is put in when it is
replayed), and what must become of it. Samples are only ever added.
"""

import json
from pathlib import Path
from unittest.mock import patch
from uuid import UUID

import pytest

from fieldapp.domain.conflict import POLICY
from fieldapp.domain.order import Kind
from fieldapp.domain.upcast import NEWEST, UPCASTERS, TooNew, upcast
from tests.builders import a_room, an_owner
from tests.jobs import COURSE, a_line, a_visit, an_order, press
from tests.sync.machine.tomorrow import server_of_tomorrow

SAMPLES = sorted((Path(__file__).parent / "corpus").glob("*.json"))
VISIT = UUID("01930000-0000-7000-8000-000000000010")
LINE = UUID("01930000-0000-7000-8000-000000000011")
SERIAL = 231


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_sample_still_gets_its_verdict(scene, sample):
    told = json.loads(sample.read_text())
    the_visit(scene, told["after"], Kind(told.get("kind", "repair")))
    phone = scene.li_phone
    if "before" in told:
        phone.send(told["before"] | {"by": str(scene.li.id)})

    (receipt,) = phone.send(told["command"] | {"by": str(scene.li.id)})

    assert (receipt["verdict"], receipt["code"]) == (told["verdict"], told["code"])


def test_every_verb_has_a_sample_of_every_version():
    samples = [json.loads(path.read_text())["command"] for path in SAMPLES]
    there = {(sample["verb"], sample["v"]) for sample in samples}

    assert {(verb, version) for verb in POLICY for version in range(1, NEWEST + 1)} == there


def test_a_command_of_an_older_version_is_raised_step_by_step():
    steps = {1: lambda raw: raw | {"one": True}, 2: lambda raw: raw | {"two": raw["one"]}}

    assert upcast({"v": 1}, newest=3, steps=steps) == {"v": 3, "one": True, "two": True}
    assert upcast({"v": 3}, newest=3, steps=steps) == {"v": 3}


def test_a_command_of_a_newer_version_waits_for_a_newer_server():
    with pytest.raises(TooNew):
        upcast({"v": NEWEST + 1})


def test_an_older_command_that_cannot_be_raised_holds_up_nothing(scene, visit):
    phone = scene.li_phone
    ring, note = phone.press(visit, "ring", attempt=1), phone.press(visit, "note", words="门铃坏了")

    with server_of_tomorrow(), patch.dict(upcast.__kwdefaults__, steps={NEWEST: lambda raw: raw | raw["words"]}):
        assert phone.verdicts(ring, note) == ["rejected", "rejected"]
    with server_of_tomorrow():
        assert phone.verdicts(phone.press(visit, "ring", attempt=1)) == ["applied"]


@pytest.mark.parametrize("version", [None, "1", 0, -1, 1.0, True, []])
def test_what_is_of_no_version_is_left_as_it_is(version):
    assert upcast({"v": version}) == {"v": version}


def test_there_is_a_step_from_every_version_to_the_next():
    assert set(UPCASTERS) == set(range(1, NEWEST))


def the_visit(scene, after: str, kind: Kind) -> None:
    """Li's visit with ids that never change, after this step of the course."""
    order = an_order(an_owner(a_room("3栋", "503")), a_line(scene.item), by=scene.chen)
    order.kind, order.department = kind, kind.department
    order.branch, order.site, order.serial, order.lines[0].id = scene.branch, scene.site, SERIAL, LINE
    scene.save(order)
    visit = a_visit(order, technician=scene.li)
    visit.id, visit.marks, visit.tests, visit.photos = VISIT, [], [], []
    for entry in order.unwritten:
        entry.visit_id = VISIT if entry.visit_id else None
    scene.save(visit)
    for step in COURSE[: COURSE.index(after) + 1] if after else ():
        press(visit, step)
    scene.save(visit)
