"""The formats a session can have, and what each brings with it."""

from __future__ import annotations

from dataclasses import dataclass

from lt_web.events.refusals import N_, Invalid

SHORTEST, LONGEST, SHORT = 10, 60, 30
LONGEST_EVER = 480


@dataclass(frozen=True)
class Format:
    """A kind of session: its default length in minutes, an agenda, a short guide, and what to prepare."""

    key: str
    label: str
    minutes: int
    agenda: tuple[tuple[int, str], ...]  # minutes, what happens
    guide: str
    prepare: tuple[str, ...]


FORMATS = {
    f.key: f
    for f in (
        Format(
            "demo",
            N_("Demo"),
            30,
            (
                (3, N_("Why this matters")),
                (17, N_("Show it working, slowly")),
                (10, N_("Questions and try it yourselves")),
            ),
            N_("Show the real thing, mistakes included. Stop twice to ask what people would do next."),
            (
                N_("Try it once on the screen that will be used."),
                N_("Have a second way at hand, should the first one break."),
            ),
        ),
        Format(
            "workshop",
            N_("Workshop"),
            60,
            (
                (5, N_("What we will make")),
                (10, N_("First example together")),
                (35, N_("Work in pairs")),
                (10, N_("What we learned")),
            ),
            N_("Prepare one task that everybody can finish. Walk around; help pairs, not the room."),
            (
                N_("Let somebody else try the task beforehand."),
                N_("Send what has to be installed two days before."),
            ),
        ),
        Format(
            "talk",
            N_("Talk and discussion"),
            45,
            ((20, N_("The talk")), (20, N_("Discussion")), (5, N_("What to try next"))),
            N_(
                "Speak for less than half of the time. "
                "Begin the discussion with a question you cannot answer."
            ),
            (N_("Write down the question that opens the discussion."),),
        ),
        Format(
            "micro",
            N_("Micro-lesson"),
            15,
            ((2, N_("The problem")), (8, N_("One idea, one example")), (5, N_("Questions"))),
            N_("One idea only. Whoever wants more gets a link."),
            (N_("One example, ready to be shown."), N_("The link for whoever wants more.")),
        ),
        Format(
            "lunch",
            N_("Lunch-and-learn"),
            45,
            ((10, N_("Settle in and eat")), (20, N_("The story")), (15, N_("Conversation"))),
            N_("Keep it light: people are eating. No exercises."),
            (N_("Say in the invitation whether there is food or people bring their own."),),
        ),
        Format(
            "clinic",
            N_("Problem clinic"),
            45,
            (
                (5, N_("Collect problems")),
                (35, N_("Work on two or three together")),
                (5, N_("Who follows up")),
            ),
            N_("Whoever brings a problem speaks first. Ask before you advise."),
            (
                N_("Ask two people beforehand to bring a problem."),
                N_("A place where everybody sees what is written down."),
            ),
        ),
        Format(
            "swap",
            N_("Skill swap"),
            60,
            (
                (5, N_("Who teaches what")),
                (25, N_("First half")),
                (25, N_("Second half, roles swapped")),
                (5, N_("What next")),
            ),
            N_("Two people, two skills, equal time. Agree beforehand what each wants to be able to do."),
            (N_("Both say beforehand what they want to be able to do."), N_("The tools of both, set up.")),
        ),
        Format(
            "shadow",
            N_("Shadow shift"),
            60,
            ((10, N_("What to watch for")), (40, N_("Watch the work")), (10, N_("Talk it over"))),
            N_("Let the work be real. The guest watches and notes; questions come at the end."),
            (
                N_("Ask those who are watched whether it suits them."),
                N_("Three things to watch for, on a slip of paper."),
            ),
        ),
        Format(
            "conference",
            N_("Conference slot"),
            30,
            ((20, N_("The talk")), (10, N_("Questions"))),
            N_("Rehearse once with a colleague. Say at the start who it is for."),
            (N_("Rehearse it once, with a clock."), N_("A first sentence that says who it is for.")),
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
