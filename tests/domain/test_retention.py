"""When a period is over, what a notice says, and how numbers among words are masked."""

from datetime import UTC, datetime

from fieldapp.domain.numbers_in_words import without_numbers
from fieldapp.domain.privacy_notice import paragraphs
from fieldapp.domain.retention import RULES, Kept, over_before
from tests.builders import NOW
from tests.jobs import an_order


def test_a_period_is_counted_in_months_of_the_calendar_and_a_place_in_days():
    leap_day = datetime(2028, 2, 29, 12, tzinfo=UTC)
    assert over_before(Kept.PHOTOS, 12, leap_day) == datetime(2027, 2, 28, 12, tzinfo=UTC)
    assert over_before(Kept.PLACE, 7, leap_day) == datetime(2028, 2, 22, 12, tzinfo=UTC)


def test_every_kind_has_a_usual_period_within_its_bounds():
    assert set(RULES) == set(Kept)
    assert all(rule.least <= rule.usual <= rule.most for rule in RULES.values())


def test_a_notice_puts_in_what_is_known_and_leaves_other_braces_alone():
    told = list(paragraphs("# {company}\n\n{photos} {other}\n", {"company": "阳光物业", "photos": "1 年"}))
    assert [(one.words, one.is_heading) for one in told] == [("阳光物业", True), ("1 年 {other}", False)]


def test_a_number_that_was_typed_into_an_order_is_masked_in_its_title():
    order = an_order(requirements="漏水，打 13912345678")
    order.lines = []
    order.retell()
    assert order.title_zh == "漏水，打 139****5678" == without_numbers(order.requirements)
    assert order.received_at < NOW
