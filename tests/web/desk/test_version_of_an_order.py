"""4.1.4: a new version counts from its day on, and an order keeps the version and the price it was taken under."""

from datetime import timedelta

import pytest
import time_machine

from fieldapp.domain.base import new_id
from fieldapp.domain.catalogue import CatalogueState, CatalogueVersion
from tests.builders import BRANCH_ID, NOW
from tests.jobs import CATALOGUE_ID, an_item

ITS_DAY = NOW + timedelta(days=8)


@pytest.fixture
def dearer(desk):
    """The valve of the next version, at ¥18 instead of ¥15; approved today, in force in eight days."""
    item = an_item(price_fen=1800)
    item.version_id = new_id()
    version = CatalogueVersion(id=item.version_id, branch_id=BRANCH_ID, year=2026, number=4, items=[item])
    version.state, version.effective_from = CatalogueState.APPROVED, ITS_DAY
    desk.save(version)
    return item


@pytest.mark.both_engines
def test_4_1_4_an_order_keeps_the_version_it_was_taken_under_when_a_newer_one_takes_effect(desk, dearer):
    desk.write()
    before = desk.newest()
    assert (before.catalogue_version_id, before.total_fen) == (CATALOGUE_ID, 1500)

    with time_machine.travel(ITS_DAY + timedelta(minutes=1), tick=False):
        desk.write(**{"item-0": str(dearer.id)})
        after = desk.newest()
        assert (after.catalogue_version_id, after.total_fen) == (dearer.version_id, 1800)

        kept = desk.stored(before.id)
        assert (kept.catalogue_version_id, kept.total_fen, kept.price_fen) == (CATALOGUE_ID, 1500, 1500)
        assert "¥15" in desk.page(f"/desk/orders/{before.id}") and "¥18" not in desk.page(f"/desk/orders/{before.id}")


def test_until_its_day_the_old_price_is_told(desk, dearer):
    assert "¥15" in desk.page("/desk/items?what=WTR-008")
    with time_machine.travel(ITS_DAY, tick=False):
        assert "¥18" in desk.page("/desk/items?what=WTR-008")
