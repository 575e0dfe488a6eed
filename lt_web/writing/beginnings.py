"""A text to begin with, for the write-up of each format: what is worth writing down of it."""

from __future__ import annotations

from lt_web.speech import N_, _

LAST = N_("## Links\n\n- \n\n## Follow-ups\n\n- Who does what next, and by when\n")
PARTS = {
    "demo": (
        N_("What we saw"),
        N_("- The problem\n- What was shown, step by step"),
        N_("Try it yourself"),
        "```\n\n```",
    ),
    "workshop": (N_("What we made"), N_("- The task\n- How far we came"), N_("What was hard"), "- "),
    "talk": (
        N_("What we covered"),
        "- \n- \n- ",
        N_("What we discussed"),
        N_("- The question that stayed open: "),
    ),
    "micro": (N_("The one idea"), N_("In one sentence: "), N_("One example"), "```\n\n```"),
    "lunch": (N_("The story"), N_("In a few lines: "), N_("What we talked about"), "- "),
    "clinic": (N_("The problems"), N_("- Who brought what"), N_("What helped"), "- "),
    "swap": (N_("What each of us showed"), N_("- One: \n- The other: "), N_("What each can do now"), "- "),
    "shadow": (N_("What we watched"), "- ", N_("What was different from what I thought"), "- "),
    "conference": (N_("What it was about"), "- \n- \n- ", N_("Questions from the room"), "- "),
}


def beginning(format: str) -> str:
    """The text that an empty editor begins with."""
    first, covered, second, examples = (_(part) for part in PARTS[format])
    return f"## {first}\n\n{covered}\n\n## {second}\n\n{examples}\n\n{_(LAST)}"
