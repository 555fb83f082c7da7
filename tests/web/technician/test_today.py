"""Today: what is next, in which order the rest follows, and when the page is not sent again."""

from datetime import timedelta
from html import unescape

import pytest
import time_machine
from sqlalchemy import event

from fieldapp.db import db
from fieldapp.domain.line import line_in_words
from fieldapp.domain.mark import Outcome
from fieldapp.domain.order import Order
from fieldapp.domain.premises import Owner
from tests.builders import NOW
from tests.jobs import a_line, at
from tests.web.technician.conftest import HTMX

SOON = NOW + timedelta(minutes=9)


def today(day):
    return unescape(day.phone.get("/my").text)


def test_the_next_job_says_where_when_who_what_and_how_much(day):
    visit_id = day.job(wanted_from=SOON, door="503")
    page = today(day)

    assert f'href="/my/visits/{visit_id}"' in page
    assert "3栋" in page and "503" in page and "王女士" in page and "10:50–11:20" in page
    assert "更换角阀" in page and "¥15" in page and "厨房水槽下渗水" in page and "9 分钟后" in page


def test_a_day_without_jobs_says_what_will_happen_by_itself(day):
    page = today(day)
    assert "今天还没有单子" in page and "派给您的会自己出现" in page and "data-verb" not in page


def test_emergencies_come_before_everything_with_a_red_tag(day):
    usual, urgent = day.job(wanted_from=NOW), day.job(wanted_from=NOW + timedelta(hours=5), urgent=True)
    page = today(day)
    assert page.index(str(urgent)) < page.index(str(usual)) and 'data-tone="red"' in page


def test_jobs_stand_by_time_then_any_time_then_done(day):
    done = day.job(until="complete", wanted_from=NOW - timedelta(hours=2))
    any_time, late, early = day.job(wanted_from=None), day.job(wanted_from=SOON + timedelta(hours=3)), day.job()
    page = today(day)
    places = [page.index(str(visit)) for visit in (early, late, any_time, done)]
    assert places == sorted(places)


def test_progress_is_told_as_done_out_of_all(day):
    day.job(until="complete")
    day.job()
    page = today(day)
    assert "完成 1</b>/2" in page and page.count("progress__part") == 2


def test_tomorrows_jobs_and_those_given_to_somebody_else_are_not_shown(day):
    tomorrow, today_ = day.job(wanted_from=NOW + timedelta(days=1)), day.job()
    visit = day.stored(today_)
    day.alter(visit, lambda: visit.end_without_work(at(NOW), Outcome.MOVED))
    page = today(day)
    assert str(tomorrow) not in page and str(today_) not in page


def test_whoever_works_at_night_sees_what_begins_after_midnight_but_not_the_next_morning(day):
    late = NOW.replace(hour=15, minute=40)  # 23:40 on the clocks of Shanghai
    tonight, morning = (day.job(wanted_from=late + timedelta(hours=hours)) for hours in (1, 9))
    with time_machine.travel(late, tick=False):
        page = today(day)
    assert str(tonight) in page and str(morning) not in page
    assert "60 分钟后" in page and "明天" in page


def test_a_job_left_over_from_yesterday_stays_until_it_is_done(day):
    visit_id = day.job(wanted_from=NOW - timedelta(days=1))
    page = today(day)
    assert str(visit_id) in page and "昨天" in page


def test_setting_out_is_one_tap_that_leads_to_the_visit(day):
    visit_id = day.job(door="503")
    page = today(day)
    assert "出发去 3栋503" in page
    sent = day.phone.post(
        f"/my/visits/{visit_id}/commands",
        data={"verb": "set_out", "command": page.split('name="command" value="')[1][:36]},
    )

    assert sent.status_code == 303 and sent.location == f"/my/visits/{visit_id}"
    assert day.stored(visit_id).set_out_at == NOW


def test_a_job_under_way_is_gone_on_with(day):
    visit_id = day.job(until="arrive", door="503")
    page = today(day)
    assert "继续 3栋503" in page and f'href="/my/visits/{visit_id}"' in page and "set_out" not in page


def test_a_free_job_under_warranty_says_so_and_one_in_words_waits_for_its_price(day):
    covered = a_line(day.item)
    covered.warranty = True
    day.job(wanted_from=NOW)
    day.job(covered, wanted_from=SOON)
    day.job(line_in_words("柜板防水条加固", at=NOW), wanted_from=SOON)
    page = today(day)
    assert "保修" in page and "面议" in page


def test_the_page_is_not_sent_again_while_nothing_changed(day):
    day.job()
    tag = day.phone.get("/my").headers["ETag"]

    with time_machine.travel(NOW + timedelta(minutes=20)):
        again = day.phone.get("/my", headers={"If-None-Match": tag})
    assert again.status_code == 304 and not again.data


CHANGES = {
    "a line": lambda visit: visit.order.lines[0].drop(at=NOW) or visit.order.retell(),
    "a price": lambda visit: setattr(visit.order, "price_fen", 1),
    "the appointment": lambda visit: setattr(visit, "planned_from", SOON),
    "the words": lambda visit: setattr(visit.order, "requirements", "浴室"),
    "an emergency": lambda visit: setattr(visit.order, "urgent", True),
}


@pytest.mark.parametrize("change", CHANGES)
def test_every_change_is_seen(day, change):
    visit_id = day.job()
    tag = day.phone.get("/my").headers["ETag"]
    visit = day.stored(visit_id)
    day.alter(visit, lambda: CHANGES[change](visit))

    assert day.phone.get("/my", headers={"If-None-Match": tag}).status_code == 200


def test_an_owner_who_is_called_differently_is_seen(day):
    visit_id = day.job()
    tag = day.phone.get("/my").headers["ETag"]
    with day.app.app_context():
        db.session.get_one(Owner, db.session.get_one(Order, day.stored(visit_id).order_id).owner_id).surname = "黄"
        db.session.commit()
    assert day.phone.get("/my", headers={"If-None-Match": tag}).status_code == 200


def test_midnight_changes_the_page(day):
    day.job()
    tag = day.phone.get("/my").headers["ETag"]
    with time_machine.travel(NOW + timedelta(days=1)):
        assert day.phone.get("/my", headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("jobs", [10, 1000])
def test_the_number_of_questions_does_not_grow_with_the_day(day, max_queries, jobs):
    day.jobs(jobs)
    day.phone.get("/my")
    with max_queries(4):  # who is signed in, the day, what was moved, and what calls
        assert day.phone.get("/my").text.count("/my/visits/") >= jobs


@pytest.mark.both_engines
def test_a_day_is_read_by_its_index_on_either_engine(day):
    day.job()
    day.job(until="complete")
    assert today(day).count('class="job"') == 1


def test_the_whole_history_of_a_technician_is_not_read(day):
    day.job()
    plans: list[str] = []

    def explain(_connection, cursor, statement, parameters, *_):
        if "visit.planned_from" in statement and not statement.startswith("EXPLAIN"):
            plans.extend(
                str(row[3]) for row in cursor.connection.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
            )

    with day.app.app_context():
        event.listen(db.engine, "before_cursor_execute", explain)
    today(day)
    assert len([plan for plan in plans if "ix_visit_technician_id (technician_id=? AND ended_at" in plan]) == 2


def test_somebody_who_is_no_technician_finds_nothing_here(day, signed_in):
    assert signed_in("chen").get("/my").status_code == 404
    assert day.app.test_client().get("/my", headers=HTMX).status_code == 401


@pytest.mark.parametrize(
    ("minutes", "says"), [(89, "89 分钟后"), (90, "1 小时 30 分钟后"), (166, "2 小时 46 分钟后"), (180, "3 小时后")]
)
def test_from_an_hour_and_a_half_on_hours_are_told(day, minutes, says):
    day.job(wanted_from=NOW + timedelta(minutes=minutes))
    assert f">{says}</minutes-left>" in today(day)


def test_a_day_gone_through_is_not_called_done_if_not_all_of_it_was_signed(day):
    day.job(until="complete")
    stopped = day.stored(day.job(until="look"))
    day.alter(stopped, lambda: stopped.stop(at(NOW), reason="业主不做了"))
    page = today(day)
    assert "走完 2/2，1 单已签" in page and "今天的都做完了" not in page and "今天没有别的单子了" in page


def test_a_day_that_was_all_signed_is_done(day):
    day.job(until="complete")
    assert "完成 1</b>/1" in today(day) and "今天的都做完了" in today(day)
