"""What a scraper gets: the counters of all processes, and how the installation stands right now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from lt_web import __version__
from lt_web.installation import TICK, Installation
from lt_web.store import jobs, leases
from lt_web.watching.counters import Counters
from projections.standing import standing_of

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

Stand = tuple[str, str, str, dict[str, float]]  # name, words, label, value of each label


def exposition(installation: Installation) -> tuple[str, bytes]:
    """Return the type of the text and the text, out of a registry of its own."""
    from prometheus_client import CollectorRegistry
    from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    assert isinstance(installation.counters, Counters)
    registry = CollectorRegistry(auto_describe=False)
    with installation.counters.standing_still() as folder:
        MultiProcessCollector(registry, str(folder))
        registry.register(Standing(installation))
        return CONTENT_TYPE_PLAIN_0_0_4, generate_latest(registry)


class Standing:
    """Gauges, asked of the database at each scrape."""

    def __init__(self, installation: Installation) -> None:
        self.installation = installation

    def collect(self) -> Iterable[Metric]:
        """Return them as the library wants them."""
        from prometheus_client.metrics_core import GaugeMetricFamily

        for name, words, label, values in _stands(self.installation):
            gauge = GaugeMetricFamily(name, words, labels=[label] if label else [])
            for of, value in values.items():
                gauge.add_metric([of] if label else [], value)
            yield gauge


def _stands(installation: Installation) -> Iterator[Stand]:
    with installation.database.reading() as connection:
        head = installation.log.recorder.max_notification_id() or 0
        known, counted = standing_of(connection), jobs.by_state(connection)
        last = leases.last_done(connection, TICK)
    yield "lt_info", "The version that answers.", "version", {__version__: 1}
    yield "lt_log_position", "Position of the last event.", "", {"": head}
    yield "lt_read_model_lag_events", "Events not yet in a read model.", "model", _lags(known, head)
    yield "lt_read_model_stopped", "1 where a read model has stopped.", "model", _stopped(known)
    yield "lt_jobs", "Jobs of the last days, by state.", "state", counted
    if last:
        age = (installation.clock() - last).total_seconds()
        yield "lt_tick_age_seconds", "Time since the routines were last done.", "", {"": age}


def _lags(known: dict[str, Any], head: int) -> dict[str, float]:
    return {name: head - row["position"] for name, row in known.items()}


def _stopped(known: dict[str, Any]) -> dict[str, float]:
    return {name: float(bool(row["fault"])) for name, row in known.items()}
