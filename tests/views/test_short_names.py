"""A programme stands right below our prefix, where other pages stand too: none may have their addresses."""

from __future__ import annotations

from lt_web.commands.programmes import TAKEN
from tests.views.conftest import Web


def test_no_programme_can_have_a_short_name_that_another_page_has(web: Web) -> None:
    ours = [rule.rule for rule in web.app.url_map.iter_rules() if rule.endpoint.startswith("lt.")]
    below = [rule.removeprefix("/learn/").split("/")[0] for rule in ours if rule.startswith("/learn/")]
    first = {segment for segment in below if segment and "<" not in segment and "." not in segment}
    assert {"as-of", "people"} <= first
    assert first <= TAKEN
