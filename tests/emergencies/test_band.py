"""The band of an emergency never contradicts itself (4.3.5)."""

from fieldapp.domain.message import Delivery
from fieldapp.domain.people import Duty
from tests.emergencies.conftest import Scene


def band(scene: Scene) -> str:
    """As the supervisor sees it now."""
    return scene.signed_in("sun").get("/board").text.partition('id="emergencies"')[2].partition("</section>")[0]


def fails(scene: Scene) -> None:
    """No message gets through."""
    with scene.session() as session:
        for one in session.query(Delivery):
            one.failed_at, one.failure = one.queued_at, "gone"


def test_who_was_not_reached_is_not_silent(scene):
    scene.raised(wanted_from=None)
    with scene.at(44):
        fails(scene)
        told = band(scene)
    assert "没送到" in told and "未接" not in told


def test_who_was_reached_is_silent_by_the_clock(scene):
    scene.raised(wanted_from=None)
    with scene.at(44):
        assert "未接 0:44" in band(scene)


def test_once_taken_over_nothing_goes_out_and_nobody_is_offered_to_be_called(scene):
    dispatch = scene.raised()
    with scene.at(44):
        assert "后：" in band(scene) and "叫下一个" in band(scene)
        scene.signed_in("sun").post(f"/board/emergencies/{dispatch}/own-choice")
        told = band(scene)
    assert "主管接手" in told and "后：" not in told and "叫下一个" not in told


def test_with_everybody_called_there_is_no_next_one_to_call(scene):
    scene.raised()
    with scene.at(130):
        told = band(scene)
    assert "请主管手动指定" in told and "叫下一个" not in told


def test_a_rung_that_called_nobody_says_so(scene):
    with scene.session() as session:
        session.query(Duty).delete()
    dispatch = scene.raised()
    assert "没有人可叫" in band(scene)
    page = scene.signed_in("sun").get(f"/desk/orders/{scene.order_of(dispatch).id}").text
    assert page.partition('class="replay"')[2].partition("</ol>")[0].count("没有人") == 3
