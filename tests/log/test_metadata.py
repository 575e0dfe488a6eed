"""What is recorded with every event, whatever its type: who, when, from where, in which action, by what."""

from __future__ import annotations

import json

from lt_web.events import all_events
from tests.golden.replaying import FOLDER, versions

SOURCES = {"web", "cli", "import", "routine"}
# An answer without a name bears nothing by which it could be followed back.
UNLINKED = {"feedback.released", "feedback.answered", "feedback.closed"}
NEEDS_A_REASON = {
    "attendance.corrected",
    "competency.dates_corrected",
    "seats.seated_by_champion",
    "session.cancelled",
    "session.postponed",
    "competency.milestone_retired",
    "proposal.declined",
    "roles.given",
}


def stored() -> dict[str, list[dict[str, object]]]:
    """Type → the envelopes under which its events are stored, with their content as "d"."""
    found: dict[str, list[dict[str, object]]] = {}
    for version in versions():
        for line in (FOLDER / f"{version}.ndjson").read_text().splitlines():
            row = json.loads(line)
            state = json.loads(row["state"])
            found.setdefault(row["topic"], []).append(state["e"] | {"d": state["d"]})
    return found


def test_every_type_of_event_carries_what_the_log_promises() -> None:
    envelopes = stored()
    types = {str(event.TOPIC) for event in all_events()}  # type: ignore[attr-defined]
    assert types <= envelopes.keys()
    for name in sorted(types):
        for said in envelopes[name]:
            at = said["at"]
            assert isinstance(at, str), name
            assert at.endswith("+00:00"), name
            assert said["by"], name
            assert said["src"] in SOURCES, name
            assert said["rel"], name
            assert ("cor" in said) is (name not in UNLINKED), name


def test_what_needs_a_reason_has_one() -> None:
    envelopes = stored()
    for name in NEEDS_A_REASON:
        assert all("reason" in said["d"] for said in envelopes[name]), name  # type: ignore[operator]
