"""A mistake of ours in carrying out a press costs the technician nothing: it waits on the phone until it is mended."""

from dataclasses import replace

import pytest

from fieldapp.domain.verbs import VERBS


@pytest.mark.parametrize("mistake", [AttributeError, KeyError, TypeError])
def test_it_waits_with_what_follows_at_that_visit_and_is_carried_out_later(scene, visit, monkeypatch, mistake):
    other, phone = scene.visit_of(scene.order()), scene.li_phone
    accept, note = phone.press(visit, "accept"), phone.press(visit, "note", words="after it")
    elsewhere = phone.press(other, "accept")
    pending = {"min_seq": 1, "count": 3, "tray": 0}

    with monkeypatch.context() as broken:
        broken.setitem(VERBS, "accept", replace(VERBS["accept"], press=wrong_at(visit, VERBS["accept"].press, mistake)))
        receipts = phone.send(accept, note, elsewhere, pending=pending)

    assert [receipt["verdict"] for receipt in receipts] == ["later", "later", "applied"]
    assert receipts[0]["code"] == "command.ours_to_mend" and receipts[0]["message"]
    assert set(scene.receipts()) == {elsewhere["id"]}
    assert phone.verdicts(accept, note, elsewhere, pending=pending) == ["applied"] * 3


def wrong_at(visit_id, press, mistake):
    """The verb with a mistake in it that shows at this visit only, after something was changed."""

    def wrong(session, visit, act, data):
        press(session, visit, act, data)
        if visit.id == visit_id:
            raise mistake

    return wrong
