"""Proposals and requests of the last weeks: open, accepted, declined kindly, adopted, and a draft."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from datetime import date, datetime, timedelta
from uuid import UUID

from lt_web.commands import proposals
from lt_web.demo import crowd
from lt_web.demo.company import named
from lt_web.demo.days import midnight, moment, working_day
from lt_web.demo.dice import dice
from lt_web.demo.ideas import titled
from lt_web.demo.schools import HARBOUR_SCHOOL, TECH_HOUR, School
from lt_web.demo.stage import Stage, Strand

Making = Generator[datetime, None, UUID]
ANA, BEN, CLARA = "Ana Duarte", "Ben Okafor", "Clara Holt"


def strands(stage: Stage, today: date) -> Iterator[Strand]:
    """Everything that waits for a decision, and what was decided lately."""
    for wish in (of_ana, draft, accepted_of_ana, adopted, together, asked_to_join, waiting_for_a_day):
        yield wish(stage, today)
    for wish in (declined, taken_back, second_try, counted_in_time, billing, statistics, of_the_harbour):
        yield wish(stage, today)


def of_ana(stage: Stage, today: date) -> Strand:
    """Ana's own: open, with a day on which voting closes."""
    title = "The command line for people who draw"
    proposal = yield from sent(
        stage, TECH_HOUR, title, ANA, working_day(today, -6), "Designers, and whoever likes them"
    )
    yield from voted(stage, proposal, 9)
    yield from said(stage, proposal, "Jonas Krill", "I shall bring the icons. All four hundred.")
    yield from said(stage, proposal, ANA, "Wonderful. We shall rename every one of them in a single line.")
    stage.do(
        named(CLARA), proposals.date_voting, proposal, midnight(working_day(today, 4)) + timedelta(hours=16)
    )


def draft(stage: Stage, today: date) -> Strand:
    """What only Ana sees."""
    yield moment(working_day(today, -2), "17:31", TECH_HOUR.zone)
    about = titled("What I would tell myself in my first week")
    stage.do(named(ANA), proposals.draft, TECH_HOUR.id, about.outline, about.topics, "New colleagues")


def accepted_of_ana(stage: Stage, today: date) -> Strand:
    """Ana is told: a date is next."""
    title = "Forms that remember what you typed"
    proposal = yield from sent(stage, TECH_HOUR, title, ANA, working_day(today, -12))
    yield from voted(stage, proposal, 11)
    yield moment(working_day(today, -2), "11:20", TECH_HOUR.zone)
    stage.do(named(CLARA), proposals.accept, proposal)
    stage.do(named(CLARA), proposals.close_voting, proposal)


def adopted(stage: Stage, today: date) -> Strand:
    """Ana asked for it, and a colleague will teach it."""
    title = "Certificates, from the beginning"
    proposal = yield from asked(stage, TECH_HOUR, title, ANA, working_day(today, -11))
    yield from voted(stage, proposal, 8)
    yield moment(working_day(today, -1), "13:37", TECH_HOUR.zone)
    stage.do(named("Basil Tanner"), proposals.adopt, proposal)
    stage.do(
        named("Basil Tanner"),
        proposals.comment,
        proposal,
        "I broke ours in May, so I may as well explain them.",
    )


def together(stage: Stage, today: date) -> Strand:
    """Ben has been asked to join in; one said yes, one no, and one was asked by mistake."""
    title = "Paper boats and other models"
    proposal = yield from sent(stage, TECH_HOUR, title, "Vera Sokol", working_day(today, -8))
    vera = named("Vera Sokol")
    for name in ("Aurora Bento", "Zeke MacAskill", "Xenia Lobo", BEN):
        stage.do(vera, proposals.invite_presenter, proposal, named(name).id)
    yield from voted(stage, proposal, 7)
    stage.do(named("Aurora Bento"), proposals.accept_presenting, proposal)
    yield stage.now + timedelta(hours=2)
    stage.do(named("Zeke MacAskill"), proposals.decline_presenting, proposal)
    stage.do(vera, proposals.withdraw_presenter, proposal, named("Xenia Lobo").id)


def asked_to_join(stage: Stage, today: date) -> Strand:
    """Ana has been asked to present it too."""
    title = "Errors that help"
    proposal = yield from sent(stage, TECH_HOUR, title, "Joana Vilar", working_day(today, -3))
    stage.do(named("Joana Vilar"), proposals.invite_presenter, proposal, named(ANA).id)
    yield from voted(stage, proposal, 5)


def waiting_for_a_day(stage: Stage, today: date) -> Strand:
    """Accepted, its votes counted, and waiting for a date."""
    title = "Maps that work without a signal"
    proposal = yield from sent(stage, TECH_HOUR, title, "Priya Raghunath", working_day(today, -16))
    yield from voted(stage, proposal, 12)
    yield moment(working_day(today, -5), "10:10", TECH_HOUR.zone)
    stage.do(named("Hugo Travassos"), proposals.close_voting, proposal)
    stage.do(named("Hugo Travassos"), proposals.accept, proposal)


def declined(stage: Stage, today: date) -> Strand:
    """A no, with a reason that leaves a door open."""
    title = "My favourite keyboards"
    proposal = yield from sent(stage, TECH_HOUR, title, "Kit Marlowe-Reyes", working_day(today, -14))
    yield from voted(stage, proposal, 6)
    yield moment(working_day(today, -4), "15:45", TECH_HOUR.zone)
    reason = "We had two on tools this month; this one deserves a lunch table. Would you host it?"
    stage.do(named(CLARA), proposals.decline, proposal, reason)


def taken_back(stage: Stage, today: date) -> Strand:
    """Its author has changed his mind."""
    title = "Rewriting the app in a weekend"
    proposal = yield from sent(stage, TECH_HOUR, title, "Oskar Lindqvist", working_day(today, -15))
    yield from said(stage, proposal, "Rosa Almada", "Whose weekend?")
    yield moment(working_day(today, -10), "09:05", TECH_HOUR.zone)
    stage.do(named("Oskar Lindqvist"), proposals.withdraw, proposal)


def second_try(stage: Stage, today: date) -> Strand:
    """Declined as too long, made smaller, and open again."""
    title = "Everything about fonts"
    proposal = yield from sent(stage, TECH_HOUR, title, "Leonor Bettencourt", working_day(today, -18))
    yield moment(working_day(today, -9), "15:50", TECH_HOUR.zone)
    reason = "We would love this, and it is three sessions in one. Which fifteen minutes would you keep?"
    stage.do(named(CLARA), proposals.decline, proposal, reason)
    yield moment(working_day(today, -7), "12:15", TECH_HOUR.zone)
    smaller = titled("Numbers that line up")
    leonor = named("Leonor Bettencourt")
    stage.do(
        leonor, proposals.edit, proposal, smaller.outline, smaller.topics, "Whoever draws or builds tables"
    )
    stage.do(leonor, proposals.resubmit, proposal)
    yield from voted(stage, proposal, 8)


def counted_in_time(stage: Stage, today: date) -> Strand:
    """Voting had a last day; the routine counted when it came."""
    title = "Feature freeze, warm hearts"
    proposal = yield from sent(stage, TECH_HOUR, title, "Edith Norquay", working_day(today, -13))
    closes = moment(working_day(today, -3), "18:00", TECH_HOUR.zone)
    stage.do(named(CLARA), proposals.date_voting, proposal, closes)
    yield from voted(stage, proposal, 10)
    yield closes + timedelta(seconds=41)
    stage.routine("voting", proposals.close_voting_when_due, proposal)


def billing(stage: Stage, today: date) -> Strand:
    """A request that still looks for somebody."""
    title = "How does the billing run work?"
    proposal = yield from asked(stage, TECH_HOUR, title, "Heitor Quintal", working_day(today, -7))
    yield from voted(stage, proposal, 6)
    yield from said(stage, proposal, "Fabio Serra", "I know the first half. Who knows the second?")


def statistics(stage: Stage, today: date) -> Strand:
    """Another one, which many want."""
    title = "Statistics for people who slept at school"
    proposal = yield from asked(stage, TECH_HOUR, title, "Rosa Almada", working_day(today, -5))
    yield from voted(stage, proposal, 14)


def of_the_harbour(stage: Stage, today: date) -> Strand:
    """In the other programme too."""
    title = "A radio call, word by word"
    proposal = yield from sent(stage, HARBOUR_SCHOOL, title, "Xavier Poirier", working_day(today, -6))
    yield from voted(stage, proposal, 6)
    title = "Who pays when a rope breaks?"
    request = yield from asked(stage, HARBOUR_SCHOOL, title, "Zita Mourinha", working_day(today, -1))
    yield from voted(stage, request, 3)


def sent(stage: Stage, school: School, title: str, by: str, day: date, audience: str = "") -> Making:
    """Somebody proposes something and sends it."""
    yield moment(day, "10:25", named(by).zone)
    about = titled(title)
    proposal: UUID = stage.do(named(by), proposals.propose, school.id, about.outline, about.topics, audience)
    stage.titled[title] = proposal
    return proposal


def asked(stage: Stage, school: School, title: str, by: str, day: date) -> Making:
    """Somebody asks for a topic."""
    yield moment(day, "15:05", named(by).zone)
    about = titled(title)
    proposal: UUID = stage.do(named(by), proposals.ask, school.id, about.outline, about.topics)
    stage.titled[title] = proposal
    return proposal


def voted(stage: Stage, proposal: UUID, how_many: int) -> Strand:
    """So many colleagues say how much they would like it."""
    rng = dice(stage.proposal(proposal).outline.title)
    able = [c for c in stage.here.values() if c.takes_part and c.id not in stage.proposal(proposal).owners]
    for voter in crowd.pick(rng, able, how_many):
        yield stage.now + timedelta(minutes=rng.randint(5, 190))
        choice = rng.choices(("interested", "maybe", "skip"), (6, 3, 1))[0]
        stage.do(voter, proposals.vote, proposal, choice)


def said(stage: Stage, proposal: UUID, who: str, text: str) -> Strand:
    """Somebody writes a comment."""
    yield stage.now + timedelta(minutes=73)
    stage.do(named(who), proposals.comment, proposal, text)
