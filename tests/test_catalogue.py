"""docs/events.md says what the code records."""

from pathlib import Path

from lt_web.catalogue import catalogue
from lt_web.events import all_events
from lt_web.events.marks import marks_of

PAGE = (Path(__file__).parents[1] / "docs" / "events.md").read_text(encoding="utf-8")


def test_the_page_of_events_is_as_the_code_is() -> None:
    assert catalogue() == PAGE, "Run: python -m lt_web.catalogue > docs/events.md"


def test_every_event_stands_on_the_page_once_with_its_marks() -> None:
    lines = {line.split("`")[1]: line for line in PAGE.splitlines() if line.startswith("| `")}
    assert list(lines) == [event.TOPIC for event in all_events()]
    for event in all_events():
        for field, mark in marks_of(event).items():
            assert field == "reason" or f"`{field}`: text, *{mark.kind}*" in lines[event.TOPIC]
