"""My learning: one's own record, for oneself alone; to look at and to take along."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, url_for

from lt_web import record_files
from lt_web.cards import inbox as inbox_cards
from lt_web.cards.competency import ways
from lt_web.cards.learning import record
from lt_web.cards.teaching import of_person
from lt_web.web import db, my_id, now, page
from projections import inbox, learning_queries

learning = Blueprint("learning", __name__, url_prefix="/<programme>/learning")


@learning.get("/", endpoint="page")
def show() -> Any:
    """Where I was, what I taught, wrote and can teach, and what waits for me."""
    return page(
        "learning/page.html",
        record=record(),
        ways=ways(),
        can_teach=of_person(my_id()),
        inbox=inbox_cards.shown(inbox.of_person(db(), my_id(), now())),
        fields=record_files.FIELDS,
    )


@learning.get("/record.csv", endpoint="csv")
def as_csv() -> Response:
    """My record as a table."""
    return _file(record_files.as_csv(_rows()), "text/csv; charset=utf-8", "csv")


@learning.get("/record.json", endpoint="json")
def as_json() -> Response:
    """My record for programs."""
    return _file(record_files.as_json(_rows(), now()), "application/json", "json")


def _rows() -> list[dict[str, Any]]:
    """Entries of the record, the newest first; read before the answer begins, so that it holds together."""
    mine = record()
    kept = sorted([*mine.attended, *mine.taught, *mine.written], key=lambda one: one.start, reverse=True)
    return [*(record_files.row_of(one) for one in kept), *_milestones()]


def _milestones() -> list[dict[str, Any]]:
    """One's own milestones, after the sessions."""
    mine = ways()
    names = learning_queries.names_of_topics(db(), [way.topic for way in mine])
    return [
        record_files.row_of_way(
            way,
            names.get(way.topic, ""),
            url_for("lt.competency.page", programme=way.slug, _anchor=f"m-{way.milestone}", _external=True),
        )
        for way in mine
    ]


def _file(content: Iterator[bytes], mimetype: str, ending: str) -> Response:
    name = f"my-learning-{now():%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, content_type=mimetype, headers=headers)
