"""Which edition of the zone data rows were derived from."""

from __future__ import annotations

from projections import sessions
from projections.zones import zone_data


def test_sessions_are_of_another_version_after_an_update_of_the_zone_data() -> None:
    assert zone_data()
    assert sessions.sessions.version.endswith(f"+{zone_data()}")
    assert len(sessions.sessions.version) <= 40
