"""Steps through the past of a proposal or a milestone pass by what concerns neither."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from lt_web.commands import competency, programmes, proposals, sessions, topics
from lt_web.moments.seeking import TRIES
from lt_web.past import scratch
from tests.company import outline
from tests.views.conftest import OWN, Web


@pytest.fixture
def busy(web: Web) -> Iterator[Web]:
    """A programme in which much goes on elsewhere."""
    yield web
    scratch.empty(web.installation)


def elsewhere(web: Web) -> None:
    """More happens in the programme than is looked at in one go."""
    for turn in range(TRIES + 1):
        web.do("employee", sessions.comment, web.sessions["published"], f"Number {turn}")


def later(web: Web, page: str, start: int) -> str:
    """Where the step to the next change leads."""
    asked = {"page": page, "from": str(start), "way": "later"}
    return web.as_("auditor").get(web.url("audit/step"), query_string=asked).headers.get("Location", "")


def test_a_proposals_next_change_is_found_behind_much_that_happened_elsewhere(busy: Web) -> None:
    idea = outline("Mending sails", "By hand.")
    made = busy.do("presenter", proposals.propose, busy.programmes[OWN], idea, ["Sails"], "everyone")
    page, start = f"/{OWN}/proposals/{made}", busy.position()
    elsewhere(busy)
    busy.do("employee", proposals.comment, made, "With which thread?")
    assert later(busy, page, start) == f"/learn/as-of/e{busy.position()}{page}"


def test_a_milestones_next_change_is_found_behind_much_that_happened_elsewhere(busy: Web) -> None:
    here = busy.programmes[OWN]
    topic = busy.do("champion", topics.add, here, "Mooring")
    busy.do("champion", programmes.give_role, here, busy.people["auditor"], "champion", "Helps out")
    stated = busy.do("champion", competency.state, here, topic, "Moors a boat alone", "First day aboard")
    page, start = f"/{OWN}/competency/{stated}/", busy.position()
    elsewhere(busy)
    busy.do("champion", competency.form, here, stated, "Joined this year", False)
    assert later(busy, page, start) == f"/learn/as-of/e{busy.position()}{page}"
