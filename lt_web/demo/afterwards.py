"""What a session leaves behind: slides, a write-up in good time or not, what people took away."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from uuid import UUID

from lt_web.commands import attendance, write_ups
from lt_web.demo import crowd
from lt_web.demo.company import Colleague, named
from lt_web.demo.days import in_working_hours, moment
from lt_web.demo.dice import dice
from lt_web.demo.plans import Plan
from lt_web.demo.schools import SCHOOLS
from lt_web.demo.stage import Stage, Strand
from lt_web.demo.texts import lines_of
from lt_web.events.attendance import THERE, UNKNOWN, Attendance
from lt_web.events.ids import attendance_id, write_up_id
from lt_web.events.topics import slug
from lt_web.events.working_days import REMINDERS, due_on, working_days_after
from lt_web.events.write_up import WriteUp

FILES = "https://files.tern.example"
# Nobody has come to it, and whoever was there could take it up; its presenter is asked in the inbox.
WAITS = "Good defaults"
TAKEN = "Rewriting without stopping the world"
TOGETHER = "HTMX for the sceptical"
FILMED = ("How a tide forecast is made", "Postgres locks, seen live", "A winter storm, hour by hour")
REMEMBERED = """## What I remember

- One route at a time, behind a switch
- The old code is deleted in the same week, or it stays for ever

Whoever knows better: please put it right.
"""
SLIDES = ("talk", "demo", "conference", "micro")


def before(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """Slides stand there an hour before it begins; some allow a recording."""
    rng, title = dice("before", plan.idea.title), plan.idea.title
    if title == WAITS:
        yield stage.now + timedelta(hours=3)
        crowd.say(stage, session, named("Ana Duarte"), "yes")
    if title in FILMED:
        yield stage.now + timedelta(hours=5)
        for who in _presenting(stage, session):
            stage.do(who, write_ups.allow_recording, session)
    if plan.idea.format in SLIDES and rng.random() < 0.7:
        yield stage.session(session).starts - timedelta(minutes=rng.randint(20, 300))
        presenting = _presenting(stage, session)
        if presenting and stage.session(session).state == "published":
            add = (session, "slides", f"{FILES}/slides/{slug(title)}.pdf", f"Slides: {title}"[:120])
            stage.do(presenting[0], write_ups.add_link, *add)


def after(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """Who presented it writes it up, sooner or later; those who were there add what they took away."""
    if stage.session(session).state != "held":
        return
    stage.begin(notes(stage, plan, session))
    title = plan.idea.title
    writing = SPECIAL.get(title) or (in_time if title in texts() else elsewhere)
    yield from writing(stage, plan, session)


def in_time(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """Most write it up within days; some need a reminder, and never one on the day on which this is told."""
    rng, due = dice("in time", plan.idea.title), _due(stage, session)
    late = rng.random() < 0.14 and not _tells_of_today(stage, due)
    last = working_days_after(due, 4) if late else due
    if late:
        yield from reminded(stage, session, 1)
    zone, first = plan.school.zone, stage.now
    if stage.now_at_last - stage.now < timedelta(days=11):  # of the latest nobody has come to it yet
        first = moment(due, "09:00", zone)
    yield in_working_hours(rng, first, moment(last, "16:00", zone), zone)
    write(stage, session, texts()[plan.idea.title])
    if rng.random() < 0.2:
        yield stage.now + timedelta(days=rng.randint(1, 9))
        write(stage, session, f"{texts()[plan.idea.title]}- Ask any of us if you get stuck\n", "Whom to ask")


def elsewhere(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """Notes that were taken in the wiki stay there, and are linked."""
    yield stage.now + timedelta(days=dice(plan.idea.title).randint(1, 6))
    who = _presenting(stage, session) or [plan.school.champion]
    url = f"https://wiki.tern.example/{plan.school.slug}/{slug(plan.idea.title)}"
    stage.do(who[0], write_ups.add_link, session, "notes", url, "Notes in the wiki")


def waits(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """Nobody comes to it, in spite of two reminders."""
    if _tells_of_today(stage, _due(stage, session)):
        yield from elsewhere(stage, plan, session)
        return
    yield stage.now + timedelta(hours=3)
    ana, sheet = named("Ana Duarte"), stage.work.find(Attendance, attendance_id(session))
    if sheet and ana not in _there(stage, session):
        stage.do(plan.school.champion, attendance.mark, session, ana.id, "present", "Was there by video")
    yield from reminded(stage, session, len(REMINDERS))


def taken(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """Somebody who was there takes it on after the second reminder."""
    if _tells_of_today(stage, _due(stage, session)):
        yield from elsewhere(stage, plan, session)
        return
    yield from reminded(stage, session, len(REMINDERS))
    yield stage.now + timedelta(hours=34)
    for who in _there(stage, session)[:1]:
        stage.do(who, write_ups.take_over, session)
        yield stage.now + timedelta(hours=22)
        stage.do(who, write_ups.publish, session, REMEMBERED, 0)


def together(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """Several write, change their minds, and keep every version."""
    presenter, (helper, other) = _presenting(stage, session)[0], _two_others(stage, session)
    text = texts()[plan.idea.title]
    yield stage.now + timedelta(hours=20)
    stage.do(presenter, write_ups.publish, session, text, 0)
    for who in (helper, other):
        yield stage.now + timedelta(hours=1)
        stage.do(presenter, write_ups.add_co_author, session, who.id)
    stage.do(presenter, write_ups.remove_co_author, session, other.id)
    yield stage.now + timedelta(hours=26)
    better = text.replace("Where it does not shine:", "Where we would not use it:")
    stage.do(helper, write_ups.publish, session, better, 1, "Kinder to the map")
    for kind in ("slides", "other"):
        stage.do(presenter, write_ups.add_link, session, kind, f"{FILES}/{kind}/htmx", "The code of the demo")
    link = stage.work.load(WriteUp, write_up_id(session)).links
    stage.do(presenter, write_ups.remove_link, session, list(link)[-2])


def filmed(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """It was recorded, with leave; of one the leave is taken back later, and nobody sees it any more."""
    yield from in_time(stage, plan, session)
    known, presenting = stage.session(session), _presenting(stage, session)
    if known.may_be_recorded and presenting:
        url = f"{FILES}/films/{slug(plan.idea.title)}"
        stage.do(presenting[0], write_ups.add_link, session, "recording", url, "The recording")
        if plan.idea.title == FILMED[1]:
            yield stage.now + timedelta(days=12)
            for who in _presenting(stage, session)[:1]:
                stage.do(who, write_ups.refuse_recording, session)


def notes(stage: Stage, plan: Plan, session: UUID) -> Strand:
    """Up to three of those who were there say what they took away."""
    rng = dice("notes", plan.idea.title)
    yield stage.now + timedelta(hours=1)  # who was there is noted by then
    writers = crowd.pick(rng, _there(stage, session), rng.choice((0, 1, 1, 2, 3)))
    said = rng.sample(crowd.SAYS["taken away"], 3)
    last = stage.now + timedelta(days=9)
    for number, (who, text) in enumerate(zip(writers, said, strict=False)):
        yield in_working_hours(rng, stage.now, last, who.zone)
        if who in _there(stage, session):
            stage.do(who, write_ups.note, session, text)
        if number == 2 and who in _there(stage, session):
            yield stage.now + timedelta(hours=1)
            put_right(stage, session, who, text, rng)


def put_right(stage: Stage, session: UUID, who: Colleague, text: str, rng: random.Random) -> None:
    """Somebody puts it better, or would rather not have said it."""
    if who.id in stage.here and rng.random() < 0.5:
        stage.do(who, write_ups.note, session, f"{text} Thank you.")
    elif who.id in stage.here:
        stage.do(who, write_ups.withdraw_note, session, who.id)


def reminded(stage: Stage, session: UUID, times: int) -> Strand:
    """The routine reminds them as soon as the day begins in the programme's zone."""
    due, zone = _due(stage, session), _zone(stage, session)
    for days in REMINDERS[:times]:
        yield moment(working_days_after(due, days), "00:00", zone) + timedelta(seconds=40)
        stage.routine("write-ups", write_ups.nudge, session)


def write(stage: Stage, session: UUID, text: str, summary: str = "") -> None:
    """A presenter publishes, or the champion where they have left."""
    found = stage.work.find(WriteUp, write_up_id(session))
    who = [*_presenting(stage, session), named("Clara Holt")][0]
    stage.do(who, write_ups.publish, session, text, found.revision if found else 0, summary)


@cache
def texts() -> dict[str, str]:
    """The write-ups by the title of their session."""
    return dict(_read(line) for line in lines_of("write-ups"))


def _read(line: str) -> tuple[str, str]:
    """Read `title | covered | example | what follows`; code among it may have bars of its own."""
    title, covered, rest = line.split(" | ", 2)
    example, follows = rest.rsplit(" | ", 1)
    return title, _markdown(covered, example, follows)


def _markdown(covered: str, example: str, follows: str) -> str:
    points = "\n".join(f"- {point[:1].upper()}{point[1:]}" for point in covered.split("; "))
    language, colon, code = example.partition(":")
    is_code = bool(colon) and language.isalpha() and language.islower() and not code.startswith(" ")
    shown = "```{}\n{}\n```".format(language, code.replace("⏎", "\n")) if is_code else f"> {example}"
    return f"## What we covered\n\n{points}\n\n{shown}\n\n## Follow-ups\n\n- {follows}\n"


def _presenting(stage: Stage, session: UUID) -> list[Colleague]:
    return [stage.here[id] for id in stage.session(session).presenting if id in stage.here]


def _there(stage: Stage, session: UUID) -> list[Colleague]:
    """Those who take part, had a seat and were there, as far as anybody noted it."""
    sheet = stage.work.find(Attendance, attendance_id(session))
    seated = [stage.here[id] for id in stage.seats(session).seated if id in stage.here]
    came = (*THERE, UNKNOWN)
    return [one for one in seated if one.takes_part and (not sheet or sheet.standing_of(one.id) in came)]


def _two_others(stage: Stage, session: UUID) -> list[Colleague]:
    known = stage.session(session).presenters
    able = [one for one in stage.here.values() if one.takes_part and one.id not in known]
    return crowd.pick(dice("together"), able, 2)


def _due(stage: Stage, session: UUID) -> date:
    known = stage.session(session)
    return due_on(known.ends, _zone(stage, session), 10)


def _zone(stage: Stage, session: UUID) -> str:
    return next(school.zone for school in SCHOOLS if school.id == stage.session(session).programme)


def _tells_of_today(stage: Stage, due: date) -> bool:
    """Whether a reminder comes due on the day that begins when all this has been told."""
    return stage.now_at_last.date() in {working_days_after(due, days) for days in REMINDERS}


SPECIAL: dict[str, Callable[[Stage, Plan, UUID], Strand]] = {
    WAITS: waits,
    TAKEN: taken,
    TOGETHER: together,
    **dict.fromkeys(FILMED, filmed),
}
