"""Who can teach what: said of oneself, confirmed by others; and asking somebody, without nagging."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from lt_web.events.teaching import MOST_ASKED, Teaching
from tests.story import ADA, BEN, CLEO, DINA, GARDENING, PROGRAMME, PYTHON, SESSION, Fact, fact, given

Deed = Callable[[Teaching], Any]
OPENED = fact(Teaching.Opened, programme=PROGRAMME)


def declared(person: UUID, topic: UUID = PYTHON) -> Fact:
    return fact(Teaching.Declared, topic=topic, person=person)


def confirmed(person: UUID, by: UUID, topic: UUID = PYTHON) -> Fact:
    return fact(Teaching.Confirmed, topic=topic, person=person, by=by)


def asked(person: UUID, by: UUID, text: str = "", topic: UUID = PYTHON) -> Fact:
    return fact(Teaching.Asked, topic=topic, person=person, by=by, text=text)


def declare(person: UUID, topic: UUID = PYTHON) -> Deed:
    return lambda teaching: teaching.declare(topic, person)


def confirm(person: UUID, by: UUID, topic: UUID = PYTHON) -> Deed:
    return lambda teaching: teaching.confirm(topic, person, by)


def ask(person: UUID, by: UUID, text: str = "", topic: UUID = PYTHON) -> Deed:
    return lambda teaching: teaching.ask(topic, person, by, text)


def decline(person: UUID) -> Deed:
    return lambda teaching: teaching.decline_ask(PYTHON, person)


def take(person: UUID, topic: UUID = PYTHON) -> Deed:
    return lambda teaching: teaching.take_ask(topic, person, SESSION)


def merge(teaching: Teaching) -> None:
    teaching.merge_topic(PYTHON, GARDENING, "0f/7")


MERGED = {"topic": PYTHON, "into": GARDENING, "cause": "0f/7"}


def test_a_programme_has_one_list_of_who_can_teach_what() -> None:
    story = given().when(lambda _: Teaching.open_for(PROGRAMME)).then(OPENED)
    assert story.aggregate.id == Teaching.open_for(PROGRAMME).id


def test_people_say_what_they_can_teach_once() -> None:
    given(OPENED, declared(BEN)).when(declare(BEN), declare(ADA), declare(BEN, GARDENING)).then(
        declared(ADA), declared(BEN, GARDENING)
    )


def test_a_colleague_confirms_it_and_never_oneself() -> None:
    given(OPENED, declared(BEN)).when(confirm(BEN, ADA), confirm(BEN, ADA), confirm(BEN, CLEO)).then(
        confirmed(BEN, ADA), confirmed(BEN, CLEO)
    )
    given(OPENED, declared(BEN)).when(confirm(BEN, BEN)).refused(
        "Somebody else confirms what you can teach. Ask a colleague who has seen you do it."
    )


def test_what_nobody_says_of_themselves_is_not_confirmed() -> None:
    given(OPENED, declared(ADA)).when(confirm(BEN, ADA)).refused(
        "They do not say that they can teach this. Ask them whether they would."
    )


def test_who_takes_it_back_and_says_it_anew_is_confirmed_anew() -> None:
    withdrawn = fact(Teaching.Withdrawn, topic=PYTHON, person=BEN)
    withdraw: Deed = lambda teaching: teaching.withdraw(PYTHON, BEN)  # noqa: E731
    story = given(OPENED, declared(BEN), confirmed(BEN, ADA)).when(withdraw, withdraw).then(withdrawn)
    story.when(declare(BEN), confirm(BEN, ADA)).then(declared(BEN), confirmed(BEN, ADA))


def test_the_same_ask_twice_records_nothing_even_after_a_not_now() -> None:
    declined = fact(Teaching.AskDeclined, topic=PYTHON, person=BEN)
    story = given(OPENED).when(ask(BEN, ADA, " Please "), ask(BEN, ADA)).then(asked(BEN, ADA, "Please"))
    story.when(decline(BEN), decline(BEN), ask(BEN, ADA)).then(declined)
    story.when(ask(BEN, CLEO), decline(ADA)).then(asked(BEN, CLEO))


def test_nobody_asks_themselves() -> None:
    given(OPENED).when(ask(BEN, BEN)).refused(
        "You need not ask yourself: say that you can teach this, or propose it.", field="person"
    )


def test_an_ask_has_room_for_a_sentence() -> None:
    given(OPENED).when(ask(BEN, ADA, "a" * 301)).refused(
        "This is 301 characters long; 300 is the most. Shorten it a little.", field="text"
    )


def test_one_person_asks_a_few_colleagues_about_a_topic_not_the_whole_company() -> None:
    asks = [asked(UUID(int=900 + number), ADA) for number in range(MOST_ASKED)]
    story = given(OPENED, *asks, asked(BEN, CLEO))
    story.when(ask(DINA, ADA)).refused(
        "You have asked 5 colleagues to teach this already. Let them think about it first.", field="person"
    )
    story.when(ask(DINA, CLEO), ask(DINA, ADA, topic=GARDENING)).then(
        asked(DINA, CLEO), asked(DINA, ADA, topic=GARDENING)
    )


def test_a_proposal_answers_whoever_asked() -> None:
    taken = fact(Teaching.AskTaken, topic=PYTHON, person=BEN, thing=SESSION)
    story = given(OPENED, asked(BEN, ADA), asked(CLEO, ADA)).when(take(BEN), take(BEN), take(DINA))
    story.then(taken).when(ask(BEN, ADA)).then(asked(BEN, ADA))


def test_what_was_said_of_a_merged_topic_holds_for_the_other() -> None:
    before = (OPENED, declared(BEN), confirmed(BEN, ADA), asked(CLEO, ADA), declared(ADA, GARDENING))
    story = given(*before, declared(BEN, GARDENING), confirmed(BEN, DINA, GARDENING))
    story.when(merge, merge).then(fact(Teaching.TopicMerged, **MERGED))
    assert story.aggregate.declared == {(GARDENING, BEN), (GARDENING, ADA)}
    assert story.aggregate.confirmed == {(GARDENING, BEN): frozenset({ADA, DINA})}
    story.when(declare(BEN, GARDENING), confirm(BEN, ADA, GARDENING), ask(CLEO, ADA, topic=GARDENING)).then()


def test_a_merger_of_topics_of_which_nothing_was_said_is_no_news_here() -> None:
    given(OPENED, declared(BEN, GARDENING)).when(merge).then()


def test_nobody_waits_for_a_leaver_s_answer_nor_a_leaver_for_one() -> None:
    def withdrawn(person: UUID, by: UUID, others_wait: bool) -> Fact:
        return fact(
            Teaching.AskWithdrawn, topic=PYTHON, person=person, by=by, others_wait=others_wait, cause="0f/9"
        )

    before = (OPENED, asked(ADA, BEN), asked(ADA, CLEO), asked(CLEO, ADA), asked(CLEO, BEN))
    lose: Deed = lambda teaching: teaching.lose(ADA, "0f/9")  # noqa: E731
    story = given(*before).when(lose, lose)
    story.then(withdrawn(ADA, BEN, True), withdrawn(ADA, CLEO, False), withdrawn(CLEO, ADA, True))
    story.when(lambda teaching: teaching.lose(BEN, "0f/9")).then(withdrawn(CLEO, BEN, False))
    assert not story.aggregate.waiting
