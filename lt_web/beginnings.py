"""A text to begin with, for the write-up of each format: what is worth writing down of it."""

from __future__ import annotations

LAST = "## Links\n\n- \n\n## Follow-ups\n\n- Who does what next, and by when\n"
PARTS = {
    "demo": ("What we saw", "- The problem\n- What was shown, step by step", "Try it yourself", "```\n\n```"),
    "workshop": ("What we made", "- The task\n- How far we came", "What was hard", "- "),
    "talk": ("What we covered", "- \n- \n- ", "What we discussed", "- The question that stayed open: "),
    "micro": ("The one idea", "In one sentence: ", "One example", "```\n\n```"),
    "lunch": ("The story", "In a few lines: ", "What we talked about", "- "),
    "clinic": ("The problems", "- Who brought what", "What helped", "- "),
    "swap": ("What each of us showed", "- One: \n- The other: ", "What each can do now", "- "),
    "shadow": ("What we watched", "- ", "What was different from what I thought", "- "),
    "conference": ("What it was about", "- \n- \n- ", "Questions from the room", "- "),
}


def beginning(format: str) -> str:
    """The text that an empty editor begins with."""
    first, covered, second, examples = PARTS[format]
    return f"## {first}\n\n{covered}\n\n## {second}\n\n{examples}\n\n{LAST}"
