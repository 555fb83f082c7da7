"""Stories that the machine found, each cut down to what it takes; beneath each stands what went wrong."""

from fieldapp.domain.base import new_id
from fieldapp.domain.device import Discarded
from fieldapp.domain.order import HoldReason
from tests.jobs import at


def test_a_second_payload_under_an_id_is_answered_the_same_however_far_the_order_has_come(scene):
    # Its receipt carried the number that the order had when it was asked for again.
    visit, phone = scene.visit_of(scene.order()), scene.li_phone
    first = phone.press(visit, "note", words="门铃坏了")
    other = phone.press(visit, "note", words="狗很凶") | {"id": first["id"]}
    phone.send(first, other)
    told = phone.send(other)
    phone.say(visit, "accept")

    assert phone.send(other) == told


def test_who_was_held_up_and_replaced_may_go_on_as_long_as_nobody_else_has_begun(scene):
    # The first assignment was neither the newest nor the one that it replaced: it was found without its visit (500).
    order = scene.order()
    visit = scene.visit_of(order)

    def hold(order, newest):
        newest.withdraw(at())
        order.hold(at(), reason=HoldReason.PART)

    scene.decide(order, hold)
    scene.reassign(order, scene.zhao)

    assert scene.li_phone.say(visit, "arrive")["verdict"] == "applied"


def test_a_line_in_words_is_changed_without_looking_for_an_item_that_it_never_had(scene):
    # The catalogue was asked for the item without an id.
    visit, phone = scene.visit_of(scene.order()), scene.li_phone
    phone.say(visit, "arrive")
    phone.say(visit, "enter", answer="come_in")
    line = {"line": str(new_id()), "words": "换一个阀芯"}

    assert phone.say(visit, "line", **line, quantity_milli=1000)["verdict"] == "applied"
    assert phone.say(visit, "line", **line, quantity_milli=2000)["verdict"] == "applied"


def test_a_command_without_a_readable_id_can_be_thrown_away_and_holds_up_nothing(scene):
    # The envelope that told of it was refused, and with it everything else, for ever.
    visit, phone = scene.visit_of(scene.order()), scene.li_phone
    unreadable, note = (
        phone.press(visit, "note", words="a") | {"id": "not-an-id"},
        phone.press(visit, "note", words="b"),
    )
    assert phone.call(unreadable, note).json["index"] == 0

    thrown = [{"id": "not-an-id", "seq": unreadable["seq"], "reason": "看不懂"}]

    assert phone.verdicts(note, discarded=thrown) == ["applied"]
    assert [one.seq for one in scene.all_of(Discarded)] == [unreadable["seq"]]
    assert scene.alarms() == []
