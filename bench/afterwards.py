"""What a session leaves behind in the company of the benchmarks: a sheet, feedback, a write-up, teachers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from bench.place import Life, Place, Recording
from lt_web.events.attendance import THERE, Attendance
from lt_web.events.feedback import LEAST, Answer, Feedback
from lt_web.events.seats import Seats
from lt_web.events.session import Session
from lt_web.events.write_up import Link, WriteUp

LINE = "The example with the harbour data was worth the hour; the second half went too quickly."
LEARNED = "That the plan is cheap to read, and that one should read it **before** adding an index."
TEXT = """## What we saw

The short history, one example from our own work, and what to try on Monday.

- Read the plan before you change anything.
- Measure on a quiet machine, twice.
- Write down what you expected.

```python
for row in rows:
    print(row.name, row.seconds)
```

## What stays open

How this behaves with larger tables; somebody wants to show that in the spring.
"""


def afterwards(story: Recording, place: Place, session: Session, seats: Seats) -> Life:
    """The sheet at once, feedback and the write-up in the days after, each in a life of its own."""
    sheet = attended(story, place, session, seats)
    there = [person for person, standing in sheet.standings.items() if standing in THERE]
    story.begin(said(story, session, there))
    story.begin(written(story, session, there), timedelta(hours=story.dice.expovariate(1 / 60)))
    yield from told_of_teaching(story, place, session, there)


def attended(story: Recording, place: Place, session: Session, seats: Seats) -> Attendance:
    """Some check in themselves, whoever presents marks the rest; now and then that is put right."""
    dice, presenter = story.dice, next(iter(session.presenters))
    sheet = Attendance.open_for(session.id, session.programme)
    seated = [person for person in seats.seated if person not in session.presenters]
    for person in dice.sample(seated, len(seated) // 3):
        sheet.check_in(person, expected=True)
        story.save(person, sheet)
    sheet.mark_all(dict.fromkeys(dice.sample(seated, len(seated) // 10), True), "absent")
    sheet.mark_all(dict.fromkeys(seated, True), "present")
    strangers = [p for p in place.people if p not in seats.seated and p not in session.presenters]
    sheet.mark_all(dict.fromkeys(dice.sample(strangers, dice.randint(0, 2)), False), "present")
    absent = [person for person, standing in sheet.standings.items() if standing == "absent"]
    for person in absent[: dice.random() < 0.3]:
        sheet.mark(person, "partly", expected=True, reason="They came for the second half.")
    sheet.note_length(session.minutes + dice.choice((0, 0, 5)))
    story.save(presenter, sheet)
    return sheet


def said(story: Recording, session: Session, there: list[UUID]) -> Life:
    """Feedback: a few answer with their names, the ballot box releases the others together."""
    dice, feedback = story.dice, Feedback.open_for(session.id, session.programme)
    answering = dice.sample(there, len(there) * 2 // 3)
    signing = answering[: len(answering) // 6]
    for person in signing:
        yield timedelta(hours=dice.expovariate(1 / 12))
        feedback.sign(person, opinion(story))
        story.save(person, feedback)
    waiting = len(answering) - len(signing)
    for batch in (waiting // 2, waiting - waiting // 2) if waiting >= 2 * LEAST else (waiting,):
        yield timedelta(hours=dice.expovariate(1 / 20))
        if feedback.release([opinion(story) for _ in range(batch)], LEAST):
            story.save(None, feedback, routine="ballot-box")
    yield max(timedelta(0), session.starts + timedelta(days=14) - story.now)
    feedback.close(waiting - feedback.released, len(there), answering)
    story.save(None, feedback, routine="closing")


def written(story: Recording, session: Session, there: list[UUID]) -> Life:
    """Most sessions are written up, some twice, and some who were there add what they learned."""
    dice, presenter = story.dice, next(iter(session.presenters))
    write_up = WriteUp.open_for(session.id, session.programme)
    if dice.random() < 0.8:
        write_up.publish(TEXT, based_on=0)
        write_up.add_link(slides(session), may_be_recorded=False)
        story.save(presenter, write_up)
    yield from notes(story, write_up, dice.sample(there, min(len(there), dice.randint(0, 3))))
    if write_up.revision and there and dice.random() < 0.4:
        other = dice.choice(there)
        write_up.add_co_author(other, session.presenters)
        story.save(presenter, write_up)
        yield timedelta(hours=dice.expovariate(1 / 24))
        write_up.publish(f"{TEXT}\nThe slides have the numbers.", based_on=1, summary="Where the numbers are")
        story.save(other, write_up)


def notes(story: Recording, write_up: WriteUp, people: list[UUID]) -> Iterator[timedelta]:
    """What people took away, in their own words."""
    for person in people:
        yield timedelta(hours=story.dice.expovariate(1 / 24))
        write_up.note(person, LEARNED)
        story.save(person, write_up)


def told_of_teaching(story: Recording, place: Place, session: Session, there: list[UUID]) -> Life:
    """One time in ten somebody says that they could teach this now, and one who presented it confirms it."""
    dice, teaching = story.dice, place.teaching
    if not there or dice.random() > 0.1:
        return
    yield timedelta(hours=dice.expovariate(1 / 48))
    learner, topic = dice.choice(there), dice.choice(place.topics)
    teaching.declare(topic, learner)
    story.save(learner, teaching)
    yield timedelta(hours=dice.expovariate(1 / 48))
    teaching.confirm(topic, learner, next(iter(session.presenters)))
    story.save(next(iter(session.presenters)), teaching)


def opinion(story: Recording) -> Answer:
    """A score, and now and then a line."""
    score = story.dice.choices((1, 2, 3, 4, 5), (3, 7, 20, 40, 30))[0]
    return Answer.checked(score, LINE if story.dice.random() < 0.3 else "")


def slides(session: Session) -> Link:
    """Where the slides lie."""
    return Link("slides", f"https://slides.tern.example/{session.id.hex}", "Slides")
