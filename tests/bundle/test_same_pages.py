"""The demo's tech-hour, read in elsewhere, has the same pages for the same people."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from lt_web.bundle.exporting import export
from lt_web.bundle.importing import read_in
from lt_web.commands import people
from lt_web.demo import make
from lt_web.demo.company import named
from lt_web.identity import Deed
from lt_web.log.clock import SteppedClock
from tests.views.conftest import Web, opened

TODAY = datetime(2026, 11, 21, 15, 30, tzinfo=UTC)
CLI = Deed(routine="command-line", source="cli")
ROOT = "/learn/tech-hour/"
LINK = re.compile(rf'href="({ROOT}[^"#]*)')
# What tells of all programmes together: one's own record, the inbox, and
# names in a table of the other programme.
ELSEWHERE = (f"{ROOT}learning/", f"{ROOT}people/?tab=imported")
TABS = r'<nav class="lt-tabs" aria-label="Which people">.*?</nav>'
INBOX = r'<section id="inbox".*?</section>'
# What differs from visit to visit: tokens against foreign posts, and ids that make a form go once.
TOKENS = r'value="[0-9a-f]{32,64}"|name="csrf_token"[^>]*|Im[\w.-]{60,}'
# And from log to log.
PLACE = r"[Pp]osition [\d,]+|number [\d,]+ in the log|Checkpoint: [^<]*?\."
MASKED = re.compile("|".join((TABS, INBOX, TOKENS, PLACE)), re.S)
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
VOTES = "a sentence about votes"
OF_A_KIND, MOST = 3, 40


@pytest.fixture
def clock() -> SteppedClock:
    return SteppedClock(TODAY)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Web]:
    """The demo, in which there are two programmes."""
    web = opened(tmp_path_factory.mktemp("demo"), SteppedClock(TODAY))
    make(web.installation)
    yield web
    web.installation.close()


@pytest.fixture
def target(settings: dict[str, Any], clock: SteppedClock) -> Iterator[Web]:
    """An empty installation, on each database."""
    folder = settings.pop("LT_DATA_DIR")
    web = opened(Path(folder), clock, **settings)
    web.installation.prepare()
    yield web
    web.installation.close()


def page_of(web: Web, person: UUID, address: str) -> str:
    """What a page says, without the programmes that one could change to."""
    client = web.app.test_client()
    with client.session_transaction() as kept:
        kept["_user_id"] = f"{person.hex}:1"
    answer = client.get(address, follow_redirects=True)
    assert answer.status_code == 200, address
    if answer.mimetype != "text/html":
        return ""
    page = re.search(r"<main.*</main>", answer.text, re.S)
    return " ".join(MASKED.sub("", page[0] if page else answer.text).split())


WHO = {"Ana Duarte": ROOT, "Clara Holt": f"{ROOT}desk/", "Dora Whitlock": f"{ROOT}report/"}


def test_the_same_people_see_the_same_pages(demo: Web, target: Web, tmp_path: Path) -> None:
    export(demo.installation, "tech-hour", tmp_path / "bundle.zip", votes=VOTES)
    read_in(target.installation, tmp_path / "bundle.zip", VOTES)
    different: list[str] = []
    for name, begins in WHO.items():
        person = named(name)
        target.installation.perform(CLI, people.open_account, person.id, person.email, "")
        waiting, kinds, seen = [begins, ROOT], Counter[str](), set[str]()
        while waiting and len(seen) < MOST:
            address = waiting.pop(0)
            kinds[ID.sub("…", address)] += 1
            if address in seen or kinds[ID.sub("…", address)] > OF_A_KIND or address.startswith(ELSEWHERE):
                continue
            seen.add(address)
            theirs, ours = (page_of(web, person.id, address) for web in (demo, target))
            different += [f"{name}: {address}"] if theirs != ours else []
            waiting += [html.unescape(found) for found in LINK.findall(ours)]
        assert len(seen) > 15
    assert different == []
