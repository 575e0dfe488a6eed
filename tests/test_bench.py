"""The benchmarks still run: nothing is timed here."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import served
from bench.history import History, history
from bench.load import AGENT, Requests
from bench.rebuilding import rebuilt
from bench.stands import stand


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> History:
    return history(1500, listed=20, kept_in=tmp_path_factory.mktemp("histories"))


def test_a_history_is_told_once_and_kept(told: History) -> None:
    assert told.events >= 1500
    assert history(1500, listed=20, kept_in=told.folder.parent) == told


def test_the_limit_of_a_page_is_the_same_page(told: History, monkeypatch: pytest.MonkeyPatch) -> None:
    with stand(told, "sqlite", "") as copy:
        assert rebuilt(copy, rounds=1).rows > told.events
        for name, value in (copy.settings | {"BENCH_NOW": told.now.isoformat()}).items():
            monkeypatch.setenv(name, value)
        client = served.application().test_client(use_cookies=False)
        champion = Requests(copy).people[0]
        headers = {"Cookie": champion.cookie, **AGENT}
        for page in (f"/learn/tech-hour/sessions/{told.session}", "/learn/tech-hour/sessions/?tab=past"):
            ours, bare = client.get(page, headers=headers), client.get(f"/bare/page{page}", headers=headers)
            assert ours.status_code == bare.status_code == 200
            assert without_token(ours.text) == without_token(bare.text)
        noted = client.post("/bare/answer", data={"session": str(told.session), "answer": "yes"})
        assert noted.text == "noted"
        assert Path(copy.folder, "bare.db").exists()


def without_token(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrf" not in line and "X-CSRFToken" not in line]
