"""What a table tells of the time after a session: who came or how many, and what they thought of it."""

import re

from lt_web.tables import lists, sentences
from lt_web.tables.columns import Columns
from lt_web.tables.findings import Findings
from lt_web.tables.records import Record
from lt_web.tables.said import Amount
from lt_web.tables.words import one_line, plain

MOST_HEADS = 5_000
ABOUT = re.compile(r"^(?:ca|circa|about|approx|etwa|rund|~|≈)\.?\s*")
PEOPLE = r"(?:people|persons?|attendees|participants|personen|leute|teilnehmer\w*|teilnehmende|tn|pax)"
NUMBER = re.compile(rf"(\d{{1,6}})(?:[.,]0+)?\s*{PEOPLE}?\.?")
MORE = re.compile(rf"(\d{{1,4}})\s*(?:more|others?|further|weitere\w*|andere\w*|{PEOPLE})?\.?")
RATING = re.compile(
    r"([1-5](?:[.,]\d{1,4})?)\s*(?:(?:/|of|out of|von)\s*5(?:[.,]0+)?)?\s*(?:stars?|sternen?|★)?"
)
BEHIND = re.compile(
    r"[(\[;]\s*(?:n\s*=\s*)?(\d{1,4})\s*(?:answers?|responses?|ratings?|antworten|bewertungen|votes?)?\s*[)\]]?$"
)
COUNT = re.compile(r"(?:n\s*=\s*)?(\d{1,6})(?:[.,]0+)?")


def people(record: Record, columns: Columns, found: Findings) -> tuple[tuple[str, ...], int | None]:
    """(names, how many): “Ada, Ben”, “12”, “ca. 12 people”, “Ada, Ben + 3”; None where nothing is said."""
    names: list[str] = []
    counted = more = 0
    for cell in record["attendees"].split("\n"):
        whole = NUMBER.fullmatch(ABOUT.sub("", plain(cell)))
        if whole:
            counted = max(counted, int(whole[1]))
            continue
        for part in lists.people(cell, surname_first=lists.is_surname_first(cell)):
            others = MORE.fullmatch(plain(part))
            more += int(others[1]) if others else 0
            names += [] if others else [part]
    heads = max(counted, len(names) + more)
    if heads > MOST_HEADS or (record["attendees"] and not heads):
        heading = columns.heading("attendees")
        said = {"count": Amount(heads), "most": Amount(MOST_HEADS)}
        found.problem(record.number, heading, sentences.BAD_HEADS, fatal=False, **said)
        return (), None
    if heads and not names:
        found.remark(sentences.ONLY_NUMBER, record.number)
    return tuple(names), heads or None


def feedback(record: Record, columns: Columns, found: Findings) -> tuple[float | None, int | None]:
    """(average from 1 to 5, answers): “4.3”, “4,3/5”, “4.3 (12)”; None where nothing is said."""
    text = plain(record["rating"])
    behind = BEHIND.search(text)
    rating = RATING.fullmatch(text[: behind.start()].strip() if behind else text)
    answers = _answers(record, columns, found) or (int(behind[1]) if behind else None)
    if rating is None or float(rating[1].replace(",", ".")) > 5:
        _say_what_is_wrong(record, columns, found, answers)
        return None, None
    return round(float(rating[1].replace(",", ".")), 2), answers


def _answers(record: Record, columns: Columns, found: Findings) -> int | None:
    count = COUNT.fullmatch(plain(record["answers"]))
    if record["answers"] and (count is None or not 1 <= int(count[1]) <= MOST_HEADS):
        text = one_line(record["answers"])
        found.problem(
            record.number, columns.heading("answers"), sentences.BAD_ANSWERS, fatal=False, text=text
        )
        return None
    return int(count[1]) if count else None


def _say_what_is_wrong(record: Record, columns: Columns, found: Findings, answers: int | None) -> None:
    if record["rating"]:
        text = one_line(record["rating"])
        found.problem(record.number, columns.heading("rating"), sentences.BAD_RATING, fatal=False, text=text)
    elif answers:
        found.problem(record.number, columns.heading("answers"), sentences.ALONE, fatal=False)
