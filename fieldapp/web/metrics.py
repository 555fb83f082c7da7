"""`/metrics` for Prometheus: numbers alone, and only for whom the settings name."""

import hmac
import shutil
from collections.abc import Iterator
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Flask, Response, abort, current_app, request

from fieldapp.clock import now
from fieldapp.config import SettingWrong
from fieldapp.db import Busy, Unreachable, db
from fieldapp.domain.chain_signs import ChainSigns, chain_signs
from fieldapp.domain.vital_signs import Queue, VitalSigns, vital_signs
from fieldapp.web import guard
from fieldapp.web.measures import Measures

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

bp = Blueprint("metrics", __name__)
bp.before_request(guard.open_to_all())

QUEUES = {True: "urgent", False: "ordinary"}


@bp.get("/metrics")
def show() -> Response:
    """Everything in one page; 404 for anybody whom no setting names."""
    if not (_has_the_token() or _comes_from_there()):
        abort(404)
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest

    measures: Measures = current_app.extensions["measures"]
    house = CollectorRegistry()
    house.register(TheHouse())
    return Response(generate_latest(measures.all()) + generate_latest(house), content_type=CONTENT_TYPE_LATEST)


def _has_the_token() -> bool:
    token = current_app.config["METRICS_TOKEN"]
    said = request.headers.get("Authorization", "").encode("utf-8", "surrogateescape")
    return bool(token) and hmac.compare_digest(said, f"Bearer {token}".encode())


def _comes_from_there() -> bool:
    networks = allowed(current_app.config["METRICS_FROM"])
    return bool(networks) and any(ip_address(request.remote_addr or "0.0.0.0") in network for network in networks)


@lru_cache(maxsize=4)
def allowed(words: str) -> list[IPv4Network | IPv6Network]:
    """The networks of the setting. Raises SettingWrong."""
    try:
        return [ip_network(word.strip(), strict=False) for word in words.split(",") if word.strip()]
    except ValueError as trouble:
        raise SettingWrong(f"FIELDAPP_METRICS_FROM is {words!r}; {trouble}.") from None


def init_app(app: Flask) -> None:
    allowed(app.config["METRICS_FROM"])  # a wrong one is told at the beginning


class TheHouse:
    """What the database and the disks say at this moment."""

    def collect(self) -> Iterator["Metric"]:
        try:
            told = [*_told(vital_signs(db.session(), now())), *_evidence(chain_signs(db.session(), now()))]
        except (Busy, Unreachable):
            told = []
        yield _gauge("fieldapp_database_up", "Whether the database answers", 1 if told else 0)
        yield from told
        yield from _disks()


def _told(signs: VitalSigns) -> Iterator["Metric"]:
    yield from _queues(signs)
    yield from _people(signs)


def _queues(signs: VitalSigns) -> Iterator["Metric"]:
    def by_queue(name: str, meaning: str, of: Any) -> "Metric":
        return _gauge(name, meaning, {word: of(signs.queues[urgent]) for urgent, word in QUEUES.items()}, "queue")

    yield by_queue("fieldapp_timers_waiting", "Deeds and messages before the worker", _waiting)
    yield by_queue("fieldapp_timers_due", "Those whose moment has come", _due)
    yield by_queue("fieldapp_timers_oldest_due_seconds", "Since the moment of the first of these", _oldest)
    yield _gauge("fieldapp_timers_dead", "Given up, shown to the office", signs.dead)
    yield _gauge("fieldapp_workers", "Workers that gave a sign of life", signs.workers)
    if signs.beat is not None:
        yield _gauge("fieldapp_worker_beat_age_seconds", "Since any worker gave a sign of life", signs.beat)


def _waiting(queue: Queue) -> int:
    return queue.waiting


def _due(queue: Queue) -> int:
    return queue.due


def _oldest(queue: Queue) -> float:
    return queue.oldest


def _people(signs: VitalSigns) -> Iterator["Metric"]:
    yield _gauge("fieldapp_ladders_open", "Emergencies that are not settled", signs.ladders)
    yield _gauge("fieldapp_phones_waiting", "Phones on which presses wait for a signal", signs.phones)
    yield _gauge("fieldapp_presses_waiting", "Presses that wait on them", signs.presses)
    yield _gauge("fieldapp_presses_oldest_seconds", "Since the first of these", signs.longest_wait)


def _evidence(chains: ChainSigns) -> Iterator["Metric"]:
    yield _gauge("fieldapp_chains_broken", "Chains of evidence that did not hold when last walked", chains.broken)
    yield _gauge("fieldapp_chain_faults", "What does not hold in them", chains.faults)
    yield _gauge("fieldapp_chain_rows_unsealed", "Rows of evidence that wait to be sealed", chains.waiting)
    yield _gauge("fieldapp_chain_walk_age_seconds", "Since the longest unwalked chain was walked whole", chains.walked)


def _disks() -> Iterator["Metric"]:
    places = {"database": db.engine.url.database if db.engine.dialect.name == "sqlite" else None}
    blobs = current_app.config["BLOBS"]
    places["photos"] = None if "://" in blobs else blobs
    free = {name: _free(Path(place)) for name, place in places.items() if place}
    if free:
        yield _gauge("fieldapp_disk_free_bytes", "Free where we write", free, "place")


def _free(place: Path) -> int:
    there = next(folder for folder in (place, *place.absolute().parents) if folder.is_dir())
    return shutil.disk_usage(there).free


def _gauge(name: str, meaning: str, value: float | dict[str, Any], label: str = "") -> "Metric":
    from prometheus_client.core import GaugeMetricFamily

    gauge = GaugeMetricFamily(name, meaning, labels=[label] if label else [])
    for word, number in value.items() if isinstance(value, dict) else [(None, value)]:
        gauge.add_metric([word] if word else [], number)
    return gauge
