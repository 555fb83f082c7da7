"""`/metrics`: what Prometheus reads, and who else does not."""

import os
import subprocess
import sys
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from fieldapp import create_app
from fieldapp.clock import now
from fieldapp.config import Settings, SettingWrong
from fieldapp.db import db
from fieldapp.domain.base import new_id
from fieldapp.domain.heartbeat import Heartbeat
from fieldapp.domain.timer import Timer

TOKEN = {"Authorization": "Bearer only-for-prometheus"}


@pytest.fixture
def watched(database_url):
    app = create_app(Settings(database_url=database_url, secret_key="test", metrics_token="only-for-prometheus"))
    yield app
    with app.app_context():
        db.engine.dispose()


def test_nobody_reads_it_whom_no_setting_names(client, watched, database_url):
    assert client.get("/metrics", headers=TOKEN).status_code == 404
    assert watched.test_client().get("/metrics").status_code == 404
    for said in ("Bearer", "Bearer wrong", "Basic only-for-prometheus", "Bearer \udcff"):
        assert watched.test_client().get("/metrics", environ_base={"HTTP_AUTHORIZATION": said}).status_code == 404

    here = create_app(Settings(database_url=database_url, secret_key="test", metrics_from="10.1.0.0/16, ::1"))
    for address, status in {"10.1.2.3": 200, "::1": 200, "10.2.0.1": 404, "127.0.0.1": 404}.items():
        assert here.test_client().get("/metrics", environ_base={"REMOTE_ADDR": address}).status_code == status
    with here.app_context():
        db.engine.dispose()


@pytest.mark.both_engines
def test_it_tells_of_requests_queues_workers_phones_and_connections(watched):
    with watched.app_context():
        for nth, urgent in enumerate([True, False, False]):
            due = now() - timedelta(seconds=30) if urgent else now() + timedelta(hours=1)
            db.session.add(Timer.at(due, "tidy", f"test:{nth}", branch_id=None, urgent=urgent))
        db.session.add(Heartbeat(id=new_id(), name="w", started_at=now(), beat_at=now() - timedelta(seconds=20)))
        db.session.commit()
    browser = watched.test_client()
    browser.get("/sign-in"), browser.get("/nowhere")

    told = numbers(browser.get("/metrics", headers=TOKEN).text)

    assert told["fieldapp_requests_total", "sign_in.show", "2xx"] == 1
    assert told["fieldapp_requests_total", "none", "4xx"] == 1
    assert told["fieldapp_request_seconds_count", "sign_in.show"] == 1
    assert told["fieldapp_timers_waiting", "ordinary"] == 2 and told["fieldapp_timers_due", "urgent"] == 1
    assert 29 < told["fieldapp_timers_oldest_due_seconds", "urgent"] < 60
    assert 19 < told["fieldapp_worker_beat_age_seconds",] < 60 and told["fieldapp_workers",] == 1
    assert told["fieldapp_ladders_open",] == told["fieldapp_phones_waiting",] == 0
    assert told["fieldapp_database_up",] == 1 and told["fieldapp_database_connections_most",] >= 2
    assert told["fieldapp_disk_free_bytes", "photos"] > 0


def test_an_address_that_is_none_is_told_at_the_start(database_url):
    with pytest.raises(SettingWrong, match="METRICS_FROM"):
        create_app(Settings(database_url=database_url, metrics_from="10.1.0.0/16, prometheus"))


def test_without_its_database_it_still_tells_so(tmp_path):
    url = f"sqlite:///{tmp_path}"  # a folder, not a file
    away = create_app(Settings(database_url=url, secret_key="test", metrics_token="only-for-prometheus"))

    assert numbers(away.test_client().get("/metrics", headers=TOKEN).text)["fieldapp_database_up",] == 0


def test_any_process_tells_of_all(database_url, tmp_path):
    (tmp_path / "counts").mkdir()
    environment = {
        "FIELDAPP_DATABASE_URL": database_url,
        "FIELDAPP_SECRET_KEY": "test",
        "FIELDAPP_METRICS_TOKEN": "only-for-prometheus",
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path / "counts"),
    }
    done = subprocess.run(
        [sys.executable, "-c", THREE], env=os.environ | environment, capture_output=True, text=True, check=True
    )
    told = numbers(done.stdout)
    assert told["fieldapp_requests_total", "health.lives", "2xx"] == 6, "a process that has ended has counted, too"
    assert told["fieldapp_database_connections_most",] == 4, "and holds nothing any more"


THREE = """
import os
from fieldapp import create_app
app = create_app()
for process in range(2):
    if os.fork() == 0:
        for _ in range(3):
            app.test_client().get("/healthz")
        os._exit(0)
    os.wait()
print(app.test_client().get("/metrics", headers={"Authorization": "Bearer only-for-prometheus"}).text)
"""


def numbers(page: str) -> dict[tuple[str, ...], float]:
    found = {}
    for family in text_string_to_metric_families(page):
        for sample in family.samples:
            if "le" not in sample.labels:
                found[sample.name, *sample.labels.values()] = sample.value
    return found
