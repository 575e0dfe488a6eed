"""Prepared rows for figures: each session with its people as sets, and each month of a programme in sums."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text, Uuid

from lt_web.columns import UtcDateTime
from projections.base import NEEDED_AT_ONCE, READ_MODELS, Projection
from projections.counts_wide import FEW, WIDE
from projections.zones import zone_data

SETS = ("invited", "presents", "yes", "there", "away", "expected")
SUMS = (
    "sessions",
    "imported",
    "minutes",  # as noted, else as planned
    "timed",  # sessions whose real length is noted
    "uninvited",  # sessions of which nobody recorded whom they were for
    "invitations",
    "counted",  # sessions that participation counts
    "joined",
    "joined_of",
    "turned_up",  # of those who had said yes
    "turned_up_of",
    "unsaid",  # said yes, and nothing is noted of them
    "named",  # sessions of which somebody noted by name who came
    "known",  # sessions of which at least a number is known
    "came",
    "walk_ins",
    "spent",  # minutes of everybody who came, together
    "answers",
    "total",
    "asked",
    "destroyed",
    "recalled",
    "presented",  # sessions that somebody presented
    "written",
    "written_in_time",
    *FEW,
)
# The same, and what is summed up without sessions of too few people.
KEPT_SUMS = (*SUMS, *(f"{name}_wide" for name in WIDE))

# One row a session, from the day it is scheduled; `month` is year * 12 + month - 1 once it was held.
sessions = Table(
    "lt_counts",
    READ_MODELS,
    Column("session", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
    Column("month", Integer, nullable=True),
    Column("start_at", UtcDateTime, nullable=True),
    Column("end_at", UtcDateTime, nullable=True),
    Column("imported", Boolean, nullable=False),
    Column("planned", Integer, nullable=False),
    Column("actual", Integer, nullable=True),
    *(Column(name, Text, nullable=False) for name in SETS),
    Column("heads", Integer, nullable=True),
    Column("answers", Integer, nullable=False),
    Column("total", Integer, nullable=False),
    Column("destroyed", Integer, nullable=False),
    Column("asked", Integer, nullable=True),  # once feedback is closed
    Column("recalled", Boolean, nullable=False),
    Column("due", Date, nullable=True),
    Column("written_at", UtcDateTime, nullable=True),
    Column("written", Date, nullable=True),
    Column("least", Integer, nullable=False),  # answers from which they are shown
    Index("lt_counts_month", "programme", "month", info={NEEDED_AT_ONCE: True}),
)
months = Table(
    "lt_counts_months",
    READ_MODELS,
    Column("programme", Uuid, primary_key=True),
    Column("month", Integer, primary_key=True),
    *(Column(name, Integer, nullable=False) for name in KEPT_SUMS),
    Column("attendees", Text, nullable=False),
    Column("attendees_wide", Text, nullable=False),  # of sessions to which enough people came
    Column("presenters", Text, nullable=False),
)
# Write-ups that are still owed, by the day on which they are due.
owed = Table(
    "lt_counts_owed",
    READ_MODELS,
    Column("programme", Uuid, primary_key=True),
    Column("month", Integer, primary_key=True),
    Column("due", Date, primary_key=True),
    Column("sessions", Integer, nullable=False),
)
taught = Table(
    "lt_counts_taught",
    READ_MODELS,
    Column("programme", Uuid, primary_key=True),
    Column("month", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("sessions", Integer, nullable=False),
)
# What handlers must know: who is which bit, which stream is about which session, who has said yes until it
# is held, what somebody said with their name, and the terms of each programme.
people = Table(
    "lt_counts_people",
    READ_MODELS,
    Column("person", Uuid, primary_key=True),
    Column("number", Integer, nullable=False),
    Column("claimed", Boolean, nullable=False),
    Column("one", Integer, nullable=False),  # the same for all: by it they are read together
)
size = Table(
    "lt_counts_size",
    READ_MODELS,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("people", Integer, nullable=False),
)
streams = Table(
    "lt_counts_streams",
    READ_MODELS,
    Column("stream", Uuid, primary_key=True),
    Column("session", Uuid, nullable=False),
)
said_yes = Table(
    "lt_counts_yes",
    READ_MODELS,
    Column("seats", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("yes", Boolean, nullable=False),
)
signed = Table(
    "lt_counts_signed",
    READ_MODELS,
    Column("feedback", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("score", Integer, nullable=False),
)
terms = Table(
    "lt_counts_terms",
    READ_MODELS,
    Column("programme", Uuid, primary_key=True),
    Column("zone", String(64), nullable=False),
    Column("days", Integer, nullable=False),
    Column("least", Integer, nullable=False),
)
counts = Projection(
    "counts",
    f"2+{zone_data()}",
    sessions,
    months,
    owed,
    taught,
    people,
    size,
    streams,
    said_yes,
    signed,
    terms,
)
