"""The tables behind who can teach what."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, Uuid

from lt_web.columns import UtcDateTime
from projections.base import READ_MODELS

# One row for whoever taught a topic or says that they can. Who has left, and a name that nobody has claimed
# (`here` is False), counts for nothing until they are here.
table = Table(
    "lt_teachers",
    READ_MODELS,
    Column("topic", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
    Column("taught", Integer, nullable=False),
    Column("last_taught_at", UtcDateTime, nullable=True),
    Column("declared", Boolean, nullable=False),
    Column("declared_at", UtcDateTime, nullable=True),
    Column("confirmed", Boolean, nullable=False),
    Column("here", Boolean, nullable=False),
    Index("lt_teachers_person", "person"),
    Index("lt_teachers_programme", "programme", "topic"),
)
confirmations = Table(
    "lt_teaching_confirmations",
    READ_MODELS,
    Column("topic", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("by", Uuid, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Index("lt_teaching_confirmations_person", "person"),
)
asks = Table(
    "lt_teaching_asks",
    READ_MODELS,
    Column("topic", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("by", Uuid, primary_key=True),
    Column("at", UtcDateTime, nullable=False),
    Column("text", Text, nullable=False),
    Column("waiting", Boolean, nullable=False),
    Index("lt_teaching_asks_person", "person", "waiting"),
    Index("lt_teaching_asks_by", "by", "topic"),
)
# What a handler must know of things that other read models keep: sessions until they are held, each time
# that somebody taught a topic, whose topics went up in others, and who is here.
plans = Table(
    "lt_teaching_plans",
    READ_MODELS,
    Column("session", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
    Column("topics", Text, nullable=False),
    Column("presenters", Text, nullable=False),
)
lessons = Table(
    "lt_teaching_lessons",
    READ_MODELS,
    Column("session", Uuid, primary_key=True),
    Column("topic", Uuid, primary_key=True),
    Column("person", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
    Column("at", UtcDateTime, nullable=False),
    Index("lt_teaching_lessons_topic", "topic", "person"),
    Index("lt_teaching_lessons_person", "person"),
)
merged = Table(
    "lt_teaching_merged",
    READ_MODELS,
    Column("topic", Uuid, primary_key=True),
    Column("into", Uuid, nullable=False),
    Index("lt_teaching_merged_into", "into"),
)
away = Table(
    "lt_teaching_away",
    READ_MODELS,
    Column("person", Uuid, primary_key=True),
    Column("why", String(10), nullable=False),  # left, or unclaimed
)
homes = Table(
    "lt_teaching_homes",
    READ_MODELS,
    Column("teaching", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False),
)
