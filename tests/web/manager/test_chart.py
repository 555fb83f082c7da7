"""A chart lies where its figures say, and its axis is cut for shares alone."""

from fieldapp.domain.figure import Measure
from fieldapp.web.manager.chart import Value, bar_chart, line_chart
from fieldapp.web.manager.figure_words import GROUPS, NAMES, Told


def values(*shares: float) -> list[Value]:
    return [Value(f"11-{n:02}", share, f"{share}%", "1/1") for n, share in enumerate(shares, start=1)]


def test_higher_is_drawn_higher_and_within_the_frame():
    chart = line_chart(values(80, 95, 60), share=True)
    first, second, third = chart.dots
    assert second.y < first.y < third.y
    assert all(chart.top <= dot.y <= chart.bottom and chart.left <= dot.x <= chart.right for dot in chart.dots)


def test_the_axis_of_shares_may_be_cut_and_that_of_minutes_begins_at_nothing():
    assert [line.words for line in line_chart(values(93, 97), share=True).grid] == ["80%", "85%", "90%", "95%", "100%"]
    assert line_chart(values(7.5), share=False).grid[0].words == "0"
    assert line_chart(values(3), share=True).grid[0].words == "0%"


def test_bars_begin_at_nothing_and_are_as_long_as_they_say():
    half, whole = bar_chart(values(50, 100), share=True).dots
    left = bar_chart(values(50, 100), share=True).left
    assert (whole.x - left) == 2 * (half.x - left)


def test_one_value_alone_is_drawn_too():
    assert line_chart(values(100), share=True).path.startswith("M")


def test_a_share_of_nothing_is_no_number():
    assert Told(Measure.ON_TIME, 0, 0).words == "–"


def test_every_figure_has_a_name_a_meaning_and_a_place():
    assert set(NAMES) == set(Measure) == {measure for _, measures in GROUPS for measure in measures}
