"""PostgreSQL falls over in the middle of everything and comes back: nothing is lost, and soon all goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from lt_web.installation import Installation
from tests.faults.judge import diaries, done_once, noted, recorded, seats_were_kept
from tests.faults.scale import sized
from tests.postgres_cluster import Cluster, Missing

SOON = 5


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """A server of this test's own, since it is not treated well."""
    try:
        own = Cluster()
    except Missing as missing:
        pytest.skip(f"{missing} It has to be a server that may be stopped.")
    own.start()
    yield own
    own.stop()


@pytest.fixture
def settings(cluster: Cluster, tmp_path: Path) -> dict[str, Any]:
    with psycopg.connect(cluster.url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE DATABASE programme")
    url = f"{cluster.url.removesuffix('/postgres')}/programme"
    return {"LT_DATA_DIR": str(tmp_path / "data"), "LT_DATABASE_URL": url}


def test_nothing_is_lost_when_the_server_falls_over(
    cluster: Cluster, installation: Installation, storm: Callable[..., Any]
) -> None:
    crew, outages = storm(patience=30), []
    for _restart in range(sized(2, 20)):
        wait_for_deeds(crew.folder)
        began = time.monotonic()
        cluster._run("pg_ctl", "--wait", "--mode=immediate", f"--log={cluster.folder}/log", "restart")
        wait_for_deeds(crew.folder)
        outages.append(time.monotonic() - began)
    folder = crew.stop()
    intents, events = diaries(folder), recorded(installation)
    done_once(intents, events)
    seats_were_kept(events)
    assert all(intent.done for intent in intents)
    assert noted(folder, "retried") > len(outages), "deeds were under way"
    print(f"{len(intents)} deeds, longest outage {max(outages):.1f} s")
    assert max(outages) < SOON


def wait_for_deeds(folder: Path, deeds: int = 8) -> None:
    before = sum(intent.done for intent in diaries(folder))
    while sum(intent.done for intent in diaries(folder)) < before + deeds:
        time.sleep(0.02)
