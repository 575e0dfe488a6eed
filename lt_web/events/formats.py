"""The formats a session can have, and what each brings with it."""

from __future__ import annotations

from dataclasses import dataclass

from lt_web.events.refusals import Invalid

SHORTEST, LONGEST, SHORT = 10, 60, 30
LONGEST_EVER = 480


@dataclass(frozen=True)
class Format:
    """A kind of session: its default length in minutes, an agenda and a short guide for the facilitator."""

    key: str
    label: str
    minutes: int
    agenda: tuple[tuple[int, str], ...]  # minutes, what happens
    guide: str


FORMATS = {
    f.key: f
    for f in (
        Format(
            "demo",
            "Demo",
            30,
            (
                (3, "Why this matters"),
                (17, "Show it working, slowly"),
                (10, "Questions and try it yourselves"),
            ),
            "Show the real thing, mistakes included. Stop twice to ask what people would do next.",
        ),
        Format(
            "workshop",
            "Workshop",
            60,
            (
                (5, "What we will make"),
                (10, "First example together"),
                (35, "Work in pairs"),
                (10, "What we learned"),
            ),
            "Prepare one task that everybody can finish. Walk around; help pairs, not the room.",
        ),
        Format(
            "talk",
            "Talk and discussion",
            45,
            ((20, "The talk"), (20, "Discussion"), (5, "What to try next")),
            "Speak for less than half of the time. Begin the discussion with a question you cannot answer.",
        ),
        Format(
            "micro",
            "Micro-lesson",
            15,
            ((2, "The problem"), (8, "One idea, one example"), (5, "Questions")),
            "One idea only. Whoever wants more gets a link.",
        ),
        Format(
            "lunch",
            "Lunch-and-learn",
            45,
            ((10, "Settle in and eat"), (20, "The story"), (15, "Conversation")),
            "Keep it light: people are eating. No exercises.",
        ),
        Format(
            "clinic",
            "Problem clinic",
            45,
            ((5, "Collect problems"), (35, "Work on two or three together"), (5, "Who follows up")),
            "Whoever brings a problem speaks first. Ask before you advise.",
        ),
        Format(
            "swap",
            "Skill swap",
            60,
            (
                (5, "Who teaches what"),
                (25, "First half"),
                (25, "Second half, roles swapped"),
                (5, "What next"),
            ),
            "Two people, two skills, equal time. Agree beforehand what each wants to be able to do.",
        ),
        Format(
            "shadow",
            "Shadow shift",
            60,
            ((10, "What to watch for"), (40, "Watch the work"), (10, "Talk it over")),
            "Let the work be real. The guest watches and notes; questions come at the end.",
        ),
        Format(
            "conference",
            "Conference slot",
            30,
            ((20, "The talk"), (10, "Questions")),
            "Rehearse once with a colleague. Say at the start who it is for.",
        ),
    )
}


def format_named(key: str) -> Format:
    """Return the format; raise `Invalid` where there is none of that name."""
    if key not in FORMATS:
        raise Invalid("format", "Pick one of the formats offered.")
    return FORMATS[key]


def length(minutes: int) -> int:
    """Return the length if a session may be that long; raise `Invalid` otherwise."""
    if minutes > LONGEST:
        raise Invalid(
            "length",
            "Give a length between {shortest} and {longest} minutes; longer sessions tire people. "
            "Make it two.",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    if minutes < SHORTEST:
        raise Invalid(
            "length",
            "Give a length between {shortest} and {longest} minutes.",
            shortest=SHORTEST,
            longest=LONGEST,
        )
    return minutes


def length_of_the_past(minutes: int) -> int:
    """Return the length of something that has taken place: it may have been longer than what is proposed."""
    if not 1 <= minutes <= LONGEST_EVER:
        raise Invalid("length", "Give a length between 1 and {longest} minutes.", longest=LONGEST_EVER)
    return minutes


def is_rather_short(key: str, minutes: int) -> bool:
    """Whether the length is accepted but worth a warning: only micro-lessons are that short."""
    return minutes < SHORT and key != "micro"
