"""Lengths in minutes: “45”, “45 Min.”, “1 h 30”, “1:30”, “0,75 h”, “¾ Stunde”."""

import re

from lt_web.tables.words import plain

LEAST, MOST = 5, 480  # minutes; what was held may have been longer than what is proposed today
MINUTE = r"(?:minutes?|minuten?|mins?|m|')"
HOUR = r"(?:hours?|stunden?|std|hrs?|h)"
ABOUT = re.compile(r"^(?:ca|circa|about|approx|etwa|~|≈)\.?\s*")
FRACTIONS = str.maketrans({"¼": ".25", "½": ".5", "¾": ".75"})
MINUTES = re.compile(rf"(\d{{1,6}})(?:[.,]0+)?\s*(?:{MINUTE}\.?)?")
HOURS = re.compile(rf"(\d{{0,4}}(?:[.,]\d{{1,6}})?)\s*{HOUR}\.?")
BOTH = re.compile(rf"(\d{{1,3}})\s*{HOUR}\.?,?\s*(?:and|und|u\.)?\s*(\d{{1,2}})\s*(?:{MINUTE}\.?)?")
CLOCK = re.compile(rf"(\d{{1,3}}):(\d\d)(?::\d\d)?\s*(?:{HOUR}\.?)?")
NUMBER = re.compile(r"\d{0,4}(?:[.,]\d{1,6})?")


def read_length(text: str, *, hours: bool = False) -> int | None:
    """Minutes, in whatever range; None for no length. `hours`: a number without a unit counts hours."""
    bare = ABOUT.sub("", plain(text.translate(FRACTIONS)))
    if match := CLOCK.fullmatch(bare) or BOTH.fullmatch(bare):
        return int(match[1]) * 60 + int(match[2])
    if hours and NUMBER.fullmatch(bare):
        return _of_hours(bare)
    if match := MINUTES.fullmatch(bare):
        return int(match[1])
    if match := HOURS.fullmatch(bare):
        return _of_hours(match[1])
    return None


def _of_hours(number: str) -> int | None:
    try:
        return round(float(number.replace(",", ".")) * 60)
    except ValueError:
        return None
