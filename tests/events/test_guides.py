"""Templates: put differently upon what one saw, every version kept, an earlier one put in force again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from lt_web.events.guides import Guide, Guides
from tests.story import PROGRAMME, fact, given

Deed = Callable[[Guides], Any]
OPENED = fact(Guides.Opened, programme=PROGRAMME)
GUIDE = Guide(((10, "Knead"), (20, "Wait")), "Patience.", "Flour\n\n Salt ")
FIRST = fact(
    Guides.Revised,
    format="demo",
    number=1,
    agenda="10 Knead\n20 Wait",
    text="Patience.",
    prepare="Flour\nSalt",
    note="Slower",
)


def revise(guide: Guide, based_on: int, note: str = "", format: str = "demo") -> Deed:
    return lambda guides: guides.revise(format, guide, based_on, note)


def restore(number: int) -> Deed:
    return lambda guides: guides.restore("demo", number)


def test_the_first_version_of_ones_own_is_written_upon_the_one_that_is_built_in() -> None:
    given(OPENED).when(revise(GUIDE, 0, " Slower ")).then(FIRST)


def test_the_same_again_records_nothing_whoever_wrote_meanwhile() -> None:
    given(OPENED, FIRST).when(revise(GUIDE, 0), revise(GUIDE, 1)).then()


def test_each_format_has_versions_of_its_own() -> None:
    other = fact(
        Guides.Revised, format="talk", number=1, agenda="10 Knead\n20 Wait", text="Talk.", prepare="", note=""
    )
    given(OPENED, FIRST).when(revise(Guide(GUIDE.steps, "Talk."), 0, format="talk")).then(other)


@pytest.mark.parametrize("based_on", [0, 2, -1])
def test_what_was_written_upon_another_version_is_never_saved_silently(based_on: int) -> None:
    said = (
        "Somebody saved another version while you were writing. Nothing is lost: compare the two, "
        "then save yours on top."
    )
    given(OPENED, FIRST).when(revise(Guide(GUIDE.steps, "Haste."), based_on)).refused(said, "based_on")


def test_an_earlier_version_comes_back_as_a_new_one() -> None:
    again = [fact(Guides.Restored, format="demo", number=2, of=0)]
    story = given(OPENED, FIRST).when(restore(0), restore(0)).then(*again)
    story.when(restore(1)).then(fact(Guides.Restored, format="demo", number=3, of=1))
    assert story.aggregate.of("demo")[-1] == GUIDE.checked()


def test_what_is_in_force_need_not_be_restored_and_what_is_not_there_cannot() -> None:
    given(OPENED, FIRST).when(restore(1)).then()
    given(OPENED).when(restore(0)).then()
    for number in (2, -1):
        said = f"There is no version {number} of this template."
        given(OPENED, FIRST).when(restore(number)).refused(said)


def test_a_guide_says_something_of_a_format_there_is() -> None:
    given(OPENED).when(revise(Guide(GUIDE.steps, " "), 0)).refused("This cannot be left empty.", "guide")
    said = "Pick one of the formats offered."
    given(OPENED).when(revise(GUIDE, 0, format="lecture")).refused(said, "format")
