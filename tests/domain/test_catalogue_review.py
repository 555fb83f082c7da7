"""4.1.3, 4.1.4: a draft is reviewed on four points, approved from a day on, filed, and then never changes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import inspect

from fieldapp.domain.base import RuleBroken
from fieldapp.domain.catalogue import IN_FORCE, CatalogueState, CatalogueVersion, Category
from fieldapp.domain.catalogue_filing import as_filed, file, fingerprint
from fieldapp.domain.catalogue_review import Point, Verdict
from fieldapp.domain.catalogue_reviewing import concerned, review
from fieldapp.domain.catalogue_withdrawal import withdraw
from fieldapp.domain.people import Department, Person, Role
from tests.builders import BRANCH_ID, NOW, a_person, sun
from tests.jobs import an_item

YES = dict.fromkeys(Point, Verdict(True))
SHANGHAI = ZoneInfo("Asia/Shanghai")


def the_cleaning_supervisor() -> Person:
    return a_person("lin", Role.SUPERVISOR, name="林芳", department=Department.CLEANING)


def general() -> Person:
    return a_person("wang", Role.GENERAL)


def head() -> Person:
    return a_person("feng", Role.HEAD)


def a_draft() -> CatalogueVersion:
    """With work of two departments."""
    items = [an_item(), an_item("CLN-001", "日常保洁", "Cleaning", category=Category.CLEANING)]
    return CatalogueVersion(
        branch_id=BRANCH_ID, year=2026, number=4, state=CatalogueState.DRAFT, items=items, reviews=[], filed_sha256=""
    )


def a_reviewed_version() -> CatalogueVersion:
    version = a_draft()
    review(version, YES, at=NOW, by=sun())
    review(version, YES, at=NOW, by=the_cleaning_supervisor())
    return version


def an_approved_version() -> CatalogueVersion:
    version = a_reviewed_version()
    version.approve(at=NOW, by=general())
    return version


def test_what_is_withdrawn_is_not_reviewed_and_what_is_approved_is_not_withdrawn():
    version = a_draft()
    with pytest.raises(RuleBroken, match="reason_missing"):
        withdraw(version, " ", at=NOW, by=general())
    withdraw(version, "价格要重谈", at=NOW, by=general())
    with pytest.raises(RuleBroken, match="catalogue.withdrawn"):
        review(version, YES, at=NOW, by=sun())
    with pytest.raises(RuleBroken, match="catalogue.settled"):
        withdraw(an_approved_version(), "价格要重谈", at=NOW, by=general())


def test_a_department_is_concerned_when_there_is_work_of_its_own():
    assert concerned(a_draft().items) == [Department.REPAIR, Department.CLEANING]


def test_it_is_reviewed_once_every_department_concerned_has_said_yes():
    version = a_draft()

    review(version, YES, at=NOW, by=sun())
    assert version.state is CatalogueState.DRAFT

    review(version, YES, at=NOW, by=the_cleaning_supervisor())
    assert version.state is CatalogueState.REVIEWED


@pytest.mark.parametrize("point", Point)
def test_one_no_keeps_it_a_draft_and_a_later_yes_takes_its_place(point):
    version = a_reviewed_version()

    review(version, YES | {point: Verdict(False, "两个人才够")}, at=NOW, by=sun())
    assert version.state is CatalogueState.DRAFT
    assert version.reviews[0].objections == {point.value: "两个人才够"}

    review(version, YES, at=NOW, by=sun())
    assert version.state is CatalogueState.REVIEWED and len(version.reviews) == 2


def test_a_no_needs_its_reason():
    with pytest.raises(RuleBroken) as refused:
        review(a_draft(), YES | {Point.PRICE: Verdict(False, "  ")}, at=NOW, by=sun())
    assert (refused.value.code, refused.value.facts) == ("catalogue.objection_missing", {"point": Point.PRICE})


def test_every_point_is_answered():
    with pytest.raises(RuleBroken, match=r"catalogue\.point_missing"):
        review(a_draft(), {Point.PRICE: Verdict(True)}, at=NOW, by=sun())


@pytest.mark.parametrize(
    "who",
    [
        a_person("su", Role.SUPERVISOR, department=Department.BUTLER),
        a_person("li", Role.TECHNICIAN, department=Department.REPAIR),
    ],
    ids=["supervisor of another department", "technician"],
)
def test_nobody_reviews_what_is_not_theirs(who):
    with pytest.raises(RuleBroken, match=r"catalogue\.not_concerned"):
        review(a_draft(), YES, at=NOW, by=who)


def test_4_1_4_only_what_was_reviewed_is_approved():
    with pytest.raises(RuleBroken, match=r"catalogue\.not_reviewed"):
        a_draft().approve(at=NOW, by=general())


def test_4_1_4_only_the_general_manager_approves():
    with pytest.raises(RuleBroken, match=r"catalogue\.not_the_general_manager"):
        a_reviewed_version().approve(at=NOW, by=sun())


@pytest.mark.parametrize(
    ("begins_on", "effective"),
    [
        (None, NOW),
        (date(2026, 11, 23), NOW),
        (date(2026, 12, 1), datetime(2026, 12, 1, tzinfo=SHANGHAI)),
    ],
    ids=["no day", "today", "a later day"],
)
def test_it_takes_effect_on_its_day_and_never_before_it_is_approved(begins_on, effective):
    version = a_reviewed_version()
    version.approve(at=NOW, by=general(), begins_on=begins_on)
    assert version.state is CatalogueState.APPROVED and version.effective_from == effective


def test_yesterday_is_too_early():
    with pytest.raises(RuleBroken, match=r"catalogue\.begins_too_early"):
        a_reviewed_version().approve(at=NOW, by=general(), begins_on=date(2026, 11, 22))


def test_approving_twice_keeps_the_first_word():
    version = an_approved_version()
    version.approve(at=NOW + timedelta(days=1), by=general(), begins_on=date(2026, 12, 24))
    assert version.approved_at == version.effective_from == NOW


def test_what_is_approved_is_not_reviewed_again():
    with pytest.raises(RuleBroken, match=r"catalogue\.settled"):
        review(an_approved_version(), YES, at=NOW, by=sun())


def test_head_office_files_what_is_approved():
    version = an_approved_version()
    by = head()

    file(version, at=NOW, by=by)
    file(version, at=NOW + timedelta(days=1), by=head())

    assert version.state is CatalogueState.FILED and version.state in IN_FORCE
    assert (version.filed_at, version.filed_by_id) == (NOW, by.id)
    assert version.filed_sha256 == fingerprint(version.items)


def test_nothing_is_filed_before_it_is_approved():
    with pytest.raises(RuleBroken, match=r"catalogue\.not_approved"):
        file(a_reviewed_version(), at=NOW, by=head())


def test_only_head_office_files():
    with pytest.raises(RuleBroken, match=r"catalogue\.not_head_office"):
        file(an_approved_version(), at=NOW, by=general())


def test_whoever_changes_a_filed_item_is_found_out():
    version = an_approved_version()
    assert as_filed(version, version.items) is None

    file(version, at=NOW, by=head())
    assert as_filed(version, version.items) is True

    version.items[0].price_fen += 1
    assert as_filed(version, version.items) is False


def test_the_journal_tells_who_did_what():
    version = a_reviewed_version()
    version.approve(at=NOW, by=general())
    file(version, at=NOW, by=head())
    written = inspect(version).attrs.journal.history.added
    assert [entry.what for entry in written] == ["review", "review", "approve", "file"]
