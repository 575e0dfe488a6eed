"""Topics: one catalogue, in which a name exists once and old names still lead somewhere."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from uuid import UUID

import hypothesis.strategies as st
import pytest
from hypothesis import given as for_any

from lt_web.events.refusals import Refused
from lt_web.events.topics import LONGEST_SLUG, Topics, reached, slug
from tests.story import AN_ID, CALM, GARDENING, PROGRAMME, PYTHON, Fact, fact, given

Deed = Callable[[Topics], Any]
OPENED = fact(Topics.Opened, programme=PROGRAMME)
A_TOPIC = fact(Topics.Added, topic=PYTHON, name="Python")
ANOTHER = fact(Topics.Added, topic=GARDENING, name="Gardening")


def added(name: str) -> Any:
    return fact(Topics.Added, topic=AN_ID, name=name)


def named(*names: str) -> Deed:
    return lambda topics: topics.all_named(names)


def rename(name: str) -> Deed:
    return lambda topics: topics.rename(PYTHON, name)


def merge(topics: Topics) -> None:
    topics.merge(PYTHON, GARDENING)


def test_a_programme_has_one_catalogue() -> None:
    story = given().when(lambda _: Topics.open_for(PROGRAMME)).then(OPENED)
    assert story.aggregate.id == Topics.open_for(PROGRAMME).id


def test_a_new_name_gets_its_place() -> None:
    given(OPENED, ANOTHER).when(named(" Python ")).then(added("Python"))


@pytest.mark.parametrize("name", ["Python", "python", " PYTHON! ", "#python"])
def test_a_name_that_is_known_leads_to_its_topic(name: str) -> None:
    topics = given(OPENED, A_TOPIC, ANOTHER).aggregate
    assert topics.named(name) == PYTHON
    assert topics.collect_events() == []


def test_one_letter_apart_is_another_topic_where_it_matters() -> None:
    given(OPENED).when(named("C", "C++", "C#", "c++")).then(added("C"), added("C++"), added("C#"))


def test_at_most_five_topics_and_blank_names_do_not_count() -> None:
    five = [added(name) for name in "ABCDE"]
    given(OPENED).when(named("A", " ", "B", "C", "", "a", "D", "E")).then(*five)
    why = "Name at most 5 topics, the most important first."
    given(OPENED).when(named(*"ABCDEF")).refused(why, field="topics")


def test_two_names_of_one_topic_count_once() -> None:
    renamed = fact(Topics.Renamed, topic=PYTHON, name="Snakes")
    given(OPENED, A_TOPIC, renamed, *map(added_as, "BCDE")).when(named("Python", "Snakes", *"BCDE")).then()


def added_as(name: str) -> Any:
    return fact(Topics.Added, topic=PYTHON.__class__(int=100 + ord(name)), name=name)


@pytest.mark.parametrize("name", ["!?", "++", "❤️", "·"])
def test_a_name_without_a_letter_is_refused(name: str) -> None:
    why = f"“{name}” has no letter or digit in it. Write the topic in words."
    given(OPENED).when(named("Python", name)).refused(why, field="topics")
    given(OPENED, A_TOPIC).when(rename(name)).refused(why, field="name")


def test_a_name_is_one_line_of_sixty_letters() -> None:
    too_long = "This is 61 characters long; 60 is the most. Shorten it a little."
    given(OPENED).when(named("x" * 61)).refused(too_long, field="topics")
    given(OPENED).when(named("two\nlines")).refused("Write this on one line.", field="topics")
    given(OPENED, A_TOPIC).when(rename(" ")).refused("This cannot be left empty.", field="name")


def test_a_renamed_topic_is_still_found_by_its_old_name() -> None:
    story = (
        given(OPENED, A_TOPIC, ANOTHER)
        .when(rename("Snakes"))
        .then(fact(Topics.Renamed, topic=PYTHON, name="Snakes"))
    )
    topics = story.aggregate
    assert topics.names == {PYTHON: "Snakes", GARDENING: "Gardening"}
    assert topics.named("Python") == topics.named("Snakes") == PYTHON


def test_a_name_may_be_written_differently_or_be_taken_back() -> None:
    story = (
        given(OPENED, A_TOPIC).when(rename("PYTHON")).then(fact(Topics.Renamed, topic=PYTHON, name="PYTHON"))
    )
    story.when(rename("Python")).then(fact(Topics.Renamed, topic=PYTHON, name="Python"))
    story.when(rename("Python ")).then()


def test_a_name_that_is_taken_is_refused() -> None:
    why = "There is a topic of that name already. Merge the two instead."
    given(OPENED, A_TOPIC, ANOTHER).when(rename("gardening")).refused(why, field="name")


def test_a_merged_topic_leads_to_the_other() -> None:
    story = (
        given(OPENED, A_TOPIC, ANOTHER).when(merge).then(fact(Topics.Merged, topic=PYTHON, into=GARDENING))
    )
    topics = story.aggregate
    assert topics.named("Python") == GARDENING
    assert (topics.names, topics.merged) == ({GARDENING: "Gardening"}, {PYTHON: GARDENING})


def test_merging_goes_on_to_the_end() -> None:
    bread = PYTHON.__class__(int=99)
    before = (OPENED, A_TOPIC, ANOTHER, fact(Topics.Added, topic=bread, name="Bread"))
    story = given(*before).when(merge, lambda topics: topics.merge(GARDENING, bread))
    assert story.aggregate.named("Python") == bread


def test_a_topic_is_not_merged_into_itself() -> None:
    why = "Pick another topic to merge this one into."
    given(OPENED, A_TOPIC).when(lambda topics: topics.merge(PYTHON, PYTHON)).refused(why, field="into")


def test_what_was_merged_no_longer_changes() -> None:
    why = "This topic was merged into another one. Open that one instead."
    before = (OPENED, A_TOPIC, ANOTHER, fact(Topics.Merged, topic=PYTHON, into=GARDENING))
    given(*before).when(rename("Snakes")).refused(why)
    given(*before).when(merge).refused(why)
    given(*before).when(lambda topics: topics.merge(GARDENING, PYTHON)).refused(why)


# What makes it the same name


@pytest.mark.parametrize(
    "names",
    [
        ("Café culture", "cafe  culture", "CAFE\u0301-CULTURE", "café_culture", "“Café” culture!"),
        ("C++", "c++", "Ｃ＋＋"),
        ("Straße", "STRASSE", "strasse"),
        ("İstanbul", "istanbul"),
        ("#python", "Python", "python."),
        ("Node.js", "node-js", "NODE JS"),
        ("한국어", unicodedata.normalize("NFD", "한국어")),
    ],
)
def test_these_are_one_topic(names: tuple[str, ...]) -> None:
    assert len({slug(name) for name in names}) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("C", "C++", "C#"),
        ("F", "F#"),
        ("ガス", "カス"),
        ("ดี", "ดู"),
        ("कि", "का", "क"),
        ("Python 2", "Python 3"),
    ],
)
def test_these_stay_apart(names: tuple[str, ...]) -> None:
    assert len({slug(name) for name in names}) == len(names)


@CALM
@for_any(st.text(max_size=60))
def test_a_slug_of_a_slug_is_itself_whatever_the_script(name: str) -> None:
    assert slug(slug(name)) == slug(name)
    assert len(slug(name)) <= LONGEST_SLUG
    assert slug(f"  {name} ") == slug(name)


@CALM
@for_any(st.text(max_size=60))
def test_a_name_composed_or_taken_apart_is_the_same(name: str) -> None:
    assert slug(unicodedata.normalize("NFC", name)) == slug(unicodedata.normalize("NFD", name)) == slug(name)


@CALM
@for_any(st.text(alphabet="aáàbcçéñöüxyz +#019-", max_size=30))
def test_upper_and_lower_case_are_the_same(name: str) -> None:
    assert slug(name.upper()) == slug(name.lower())


@CALM
@for_any(
    st.text(alphabet=st.characters(codec="ascii", categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=20)
)
def test_plus_and_sharp_behind_a_word_make_three_topics(word: str) -> None:
    assert len({slug(word), slug(f"{word}++"), slug(f"{word}#")}) == 3


BREAD = UUID(int=15)
MORE = fact(Topics.Added, topic=BREAD, name="Bread")
THREE = (OPENED, A_TOPIC, ANOTHER, MORE)


def linked(topic: UUID, on: UUID) -> Fact:
    return fact(Topics.Linked, topic=topic, on=on)


def link(topic: UUID, on: UUID) -> Deed:
    return lambda topics: topics.link(topic, on)


def test_topics_build_on_others_and_no_longer() -> None:
    unlinked = fact(Topics.Unlinked, topic=PYTHON, on=BREAD)
    unlink: Deed = lambda topics: topics.unlink(PYTHON, BREAD)  # noqa: E731
    story = given(*THREE).when(link(PYTHON, BREAD), link(PYTHON, BREAD), link(PYTHON, GARDENING))
    story.then(linked(PYTHON, BREAD), linked(PYTHON, GARDENING)).when(unlink, unlink).then(unlinked)


def test_nothing_builds_on_itself_near_or_far() -> None:
    given(*THREE).when(link(BREAD, BREAD)).refused(
        "A topic does not build on itself. Pick another one.", field="on"
    )
    before = (*THREE, linked(PYTHON, GARDENING), linked(GARDENING, BREAD))
    given(*before).when(link(BREAD, PYTHON)).refused(
        "“Python” builds on “Bread” already, so this would lead round in a circle.", field="on"
    )


def test_a_topic_builds_on_five_others_at_most() -> None:
    others = [UUID(int=100 + number) for number in range(6)]
    named = [fact(Topics.Added, topic=topic, name=f"Topic {number}") for number, topic in enumerate(others)]
    given(*THREE, *named, *(linked(PYTHON, topic) for topic in others[:5])).when(
        link(PYTHON, others[5])
    ).refused("A topic builds on at most 5 others. Take one of them off first.", field="on")


def test_what_went_up_in_another_topic_takes_its_links_along() -> None:
    before = (*THREE, linked(PYTHON, GARDENING), linked(PYTHON, BREAD), linked(GARDENING, BREAD))
    merged = fact(Topics.Merged, topic=PYTHON, into=GARDENING)
    gone = [fact(Topics.Unlinked, topic=PYTHON, on=on, cause=merged) for on in (GARDENING, BREAD)]
    given(*before).when(merge).then(merged, *gone)
    merged = fact(Topics.Merged, topic=PYTHON, into=GARDENING)
    moved = [
        fact(Topics.Unlinked, topic=BREAD, on=PYTHON, cause=merged),
        fact(Topics.Linked, topic=BREAD, on=GARDENING, cause=merged),
    ]
    given(*THREE, linked(BREAD, PYTHON)).when(merge).then(merged, *moved)


def test_two_that_build_on_each_other_by_way_of_a_third_are_not_merged() -> None:
    given(*THREE, linked(PYTHON, BREAD), linked(BREAD, GARDENING)).when(merge).refused(
        "These two build on each other by way of a third topic, so they cannot be one. "
        "Take those links off first.",
        field="into",
    )


MANY = [UUID(int=100 + number) for number in range(7)]
PAIRS = st.tuples(st.sampled_from(MANY), st.sampled_from(MANY))


@CALM
@for_any(st.lists(st.tuples(st.sampled_from(["link", "unlink", "merge"]), PAIRS), max_size=40))
def test_whatever_is_linked_and_merged_never_leads_round_in_a_circle(
    deeds: list[tuple[str, tuple[UUID, UUID]]],
) -> None:
    topics = Topics.open_for(PROGRAMME)
    for number, topic in enumerate(MANY):
        topics.trigger_event(Topics.Added, topic=topic, name=f"Topic {number}")
    for deed, (one, other) in deeds:
        with suppress(Refused):
            getattr(topics, deed)(one, other)
    assert all(one not in reached(on, topics.links) for one, on in topics.links)
    assert {topic for pair in topics.links for topic in pair} <= topics.names.keys()
