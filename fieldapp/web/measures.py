"""What is counted while requests are answered, in every process, and added up for whoever asks one of them.

`fieldapp serve` names a folder (PROMETHEUS_MULTIPROC_DIR) in which the processes keep their counts. The library reads
that name when it is loaded, which is why it is loaded at the first request: in the process that counts.
"""

import os
import re
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, g, request

from fieldapp.db import watch_connections

if TYPE_CHECKING:
    from prometheus_client import CollectorRegistry

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
NO_ROUTE = "none"


def are_wanted(app: Flask) -> bool:
    """Whether anybody may ask for them."""
    return bool(app.config["METRICS_TOKEN"] or app.config["METRICS_FROM"])


class Measures:
    """The counts of this process."""

    @cached_property
    def registry(self) -> "CollectorRegistry":
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

        own = CollectorRegistry()
        self.requests = Counter("fieldapp_requests", "Requests answered", ["route", "status"], registry=own)
        self.seconds = Histogram(
            "fieldapp_request_seconds", "Time until the answer was made", ["route"], buckets=SECONDS, registry=own
        )
        self.connections = Gauge(
            "fieldapp_database_connections_in_use",
            "Connections to the database in use",
            multiprocess_mode="livesum",
            registry=own,
        )
        self.most_connections = Gauge(
            "fieldapp_database_connections_most",
            "Connections to the database that there may be",
            multiprocess_mode="livesum",
            registry=own,
        )
        self.most_connections.set(watch_connections(self.connections.inc))
        return own

    def note(self, route: str, status: int, seconds: float) -> None:
        """One request was answered."""
        _ = self.registry
        self.requests.labels(route, f"{status // 100}xx").inc()
        self.seconds.labels(route).observe(seconds)

    def all(self) -> "CollectorRegistry":
        """Those of this process, or of all that keep theirs in the same folder."""
        folder = os.environ.get(FOLDER)
        if not folder:
            return self.registry
        from prometheus_client import CollectorRegistry
        from prometheus_client.multiprocess import MultiProcessCollector

        _ = self.registry
        _forget_the_dead(Path(folder))
        everybody = CollectorRegistry()
        MultiProcessCollector(everybody)  # type: ignore[no-untyped-call]
        return everybody


def init_app(app: Flask) -> None:
    """Count, if anybody may ask."""
    app.extensions["measures"] = Measures()
    if are_wanted(app):
        app.before_request(_begin)
        app.after_request(_end)


def _begin() -> None:
    g.began = perf_counter()


def _end(response: Response) -> Response:
    measures: Measures = current_app.extensions["measures"]
    measures.note(request.endpoint or NO_ROUTE, response.status_code, perf_counter() - g.get("began", perf_counter()))
    return response


def _forget_the_dead(folder: Path) -> None:
    """What a process held that is no more; what it counted stays counted."""
    from prometheus_client.multiprocess import mark_process_dead

    for file in folder.glob("gauge_live*.db"):
        found = re.search(r"_(\d+)\.db$", file.name)
        if found and not _lives(int(found[1])):
            mark_process_dead(found[1], str(folder))  # type: ignore[no-untyped-call]


def _lives(process: int) -> bool:
    with suppress(PermissionError):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
    return True
