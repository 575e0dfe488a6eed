"""People: they come, change team, leave and come back."""

from __future__ import annotations

import pytest

from lt_web.events.person import Person
from tests.story import ADA, BEN, SESSION, fact, given

JOINED = fact(Person.Joined, team="Harbour", claimed=True)
LEFT, CAME_BACK = fact(Person.Left), fact(Person.CameBack)


@pytest.mark.parametrize(("team", "kept"), [(" Harbour ", "Harbour"), ("", "")])
def test_a_colleague_comes(team: str, kept: str) -> None:
    story = given().when(lambda _: Person.join(ADA, team)).then(fact(Person.Joined, team=kept, claimed=True))
    assert (story.aggregate.id, story.aggregate.here) == (ADA, True)


def test_a_name_of_an_imported_table_is_not_claimed_yet() -> None:
    given().when(lambda _: Person.join(ADA, "", claimed=False)).then(
        fact(Person.Joined, team="", claimed=False)
    )


def test_another_team_is_recorded_and_the_same_again_is_not() -> None:
    moved = fact(Person.MovedTeam, team="Kitchen")
    story = given(JOINED).when(
        lambda person: person.move_to("Kitchen"), lambda person: person.move_to(" Kitchen")
    )
    assert story.then(moved).aggregate.team == "Kitchen"


def test_a_team_is_one_line() -> None:
    given(JOINED).when(lambda person: person.move_to("A\nB")).refused("Write this on one line.", field="team")


def test_leaving_and_coming_back_are_each_recorded_once() -> None:
    story = given(JOINED).when(lambda person: person.come_back()).then()
    story.when(lambda person: person.leave(), lambda person: person.leave()).then(LEFT)
    assert story.aggregate.here is False
    story.when(lambda person: person.come_back(), lambda person: person.come_back()).then(CAME_BACK)
    assert story.aggregate.here is True


def test_taking_note_of_what_waits_is_recorded() -> None:
    noted = fact(Person.Noted, kind="promoted", about=SESSION, since=7)
    given(JOINED).when(lambda person: person.note("promoted", SESSION, 7)).then(noted)


def test_taking_note_twice_records_nothing_unless_it_waits_again() -> None:
    noted = fact(Person.Noted, kind="promoted", about=SESSION, since=7)
    again = fact(Person.Noted, kind="promoted", about=SESSION, since=12)
    given(JOINED, noted).when(lambda person: person.note("promoted", SESSION, 7)).then()
    given(JOINED, noted).when(lambda person: person.note("promoted", SESSION, 12)).then(again)


def test_a_name_of_a_table_is_recognised_once() -> None:
    name = fact(Person.Joined, team="", claimed=False)
    story = given(name).when(*2 * [lambda person: person.merge(BEN)]).then(fact(Person.Merged, into=BEN))
    story.when(lambda person: person.merge(SESSION)).refused(
        "This name was recognised as somebody else already. Look at their page."
    )


def test_a_colleague_is_never_merged_away() -> None:
    given(JOINED).when(lambda person: person.merge(BEN)).refused(
        "This is a colleague, not a name from an imported table. Only such names are merged."
    )


def test_who_says_that_somebody_left_is_kept_until_they_are_back() -> None:
    story = given(JOINED).when(lambda person: person.leave("file")).then(fact(Person.Left, source="file"))
    assert (story.aggregate.left_by, bool(story.aggregate.left)) == ("file", True)
    story.when(lambda person: person.come_back()).then(CAME_BACK)
    assert (story.aggregate.left_by, story.aggregate.left) == ("", "")


ERASED = fact(Person.Erased, work=False, ground="Asked for it")


def test_whoever_has_left_is_erased_once_and_what_they_wrote_for_work_when_it_is_asked_for() -> None:
    story = given(JOINED, LEFT).when(*2 * [lambda person: person.erase(False, " Asked for it ")]).then(ERASED)
    assert (story.aggregate.erased, story.aggregate.erased_work) == (True, False)
    more = fact(Person.Erased, work=True, ground="The court says so")
    story.when(*2 * [lambda person: person.erase(True, "The court says so")]).then(more)
    story.when(lambda person: person.erase(False, "Once more")).then()


def test_nobody_is_erased_who_is_here_or_without_a_ground() -> None:
    given(JOINED).when(lambda person: person.erase(False, "Asked for it")).refused(
        "They are still here. Let them leave first, so that nothing waits for them."
    )
    story = given(JOINED, LEFT).when(lambda person: person.erase(False, " "))
    story.refused("This cannot be left empty.", field="ground")


def test_a_name_of_a_table_is_erased_as_it_stands() -> None:
    name = fact(Person.Joined, team="", claimed=False)
    given(name).when(lambda person: person.erase(False, "Asked for it")).then(ERASED)


def test_who_was_erased_does_not_come_back() -> None:
    given(JOINED, LEFT, ERASED).when(lambda person: person.come_back()).refused(
        "Who this was is erased. Add them anew, as somebody who comes for the first time."
    )
