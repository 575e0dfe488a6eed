"""The formats of sessions by the words people use for them, in English and German."""

import re

from lt_web.tables.words import fold, spellings

DEFAULT = "talk"
WORDS = {
    "demo": (
        "demo, demonstration, live demo, product demo, vorführung, produktdemo, show and tell, walkthrough"
    ),
    "workshop": (
        "workshop, work shop, hands on, hands on workshop, übung, training, schulung, tutorial, seminar, "
        "kurs, course, dojo, coding dojo, kata, coding kata, lab, praxisworkshop"
    ),
    "talk": (
        "talk, talk and discussion, vortrag, präsentation, presentation, lecture, discussion, diskussion, "
        "vortrag and diskussion, vortrag mit diskussion, tech talk, techtalk, referat, fachvortrag, "
        "panel, speech, gespräch"
    ),
    "micro": (
        "micro, micro lesson, microlesson, micro learning, microlearning, lightning talk, lightning, "
        "short talk, kurzvortrag, lernhappen, lernsnack, lerneinheit, learning nugget, nugget, impuls, "
        "impulsvortrag, kurzimpuls, blitzvortrag, kurzlektion, mikrolektion, mikrolernen"
    ),
    "lunch": (
        "lunch, lunch and learn, lunch n learn, lunch talk, brown bag, brownbag, brown bag lunch, "
        "mittagsrunde, mittagsvortrag, lernen beim mittagessen, mittagessen, mittagspause"
    ),
    "clinic": (
        "clinic, problem clinic, sprechstunde, office hours, office hour, q and a, fragestunde, "
        "problemsprechstunde, ask me anything, ama, kollegiale beratung, fallberatung, problemrunde"
    ),
    "swap": (
        "swap, skill swap, skills swap, skill exchange, tausch, skilltausch, kompetenztausch, "
        "wissenstausch, tandem"
    ),
    "shadow": (
        "shadow, shadowing, shadow shift, job shadowing, hospitation, schattenschicht, schatten, "
        "mitlaufen, begleitschicht"
    ),
    "conference": (
        "conference, conference slot, konferenz, konferenzslot, conference talk, konferenzbeitrag, "
        "konferenzvortrag, meetup, barcamp, tagung"
    ),
}
KEYS = tuple(WORDS)
MEANT = {
    spelling: key
    for key, words in WORDS.items()
    for word in words.split(", ")
    for spelling in spellings(word)
}
BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
FILLERS = re.compile(r"\b(?:session|sessions|format|online|remote|hybrid|vor ort|virtual|virtuell)\b")


def read_format(text: str) -> str | None:
    """One of KEYS, or None for a word that is not known."""
    bare = fold(BRACKETS.sub(" ", text.replace("&", " and ").replace("+", " and ")))
    joined = re.sub(r"\bund\b", "and", bare)
    return MEANT.get(joined) or MEANT.get(bare) or MEANT.get(" ".join(FILLERS.sub(" ", joined).split()))
