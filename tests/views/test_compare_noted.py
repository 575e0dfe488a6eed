"""Who compares a person's page is noted as having read about that person."""

from __future__ import annotations

from typing import Any

from lt_web.store import accesses
from tests.views.conftest import OWN, Web


def noted(web: Web) -> list[Any]:
    """Whom the readings are about, the newest first."""
    with web.installation.database.reading() as db:
        rows = accesses.of_programme(db, web.programmes[OWN])
    return [row.person for row in rows if row.kind == accesses.LOG]


def test_comparing_a_persons_page_is_noted_as_being_about_them(web: Web) -> None:
    person, last = web.people["presenter"], web.position()
    asked = {"page": f"/{OWN}/people/{person}", "a": str(last - 1), "b": str(last)}
    assert web.as_("auditor").get(web.url("audit/compare"), query_string=asked).status_code == 200
    assert noted(web)[0] == person
    session = asked | {"page": f"/{OWN}/sessions/{web.sessions['published']}"}
    assert web.as_("auditor").get(web.url("audit/compare"), query_string=session).status_code == 200
    assert noted(web)[0] is None
