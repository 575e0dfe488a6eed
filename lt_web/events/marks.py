"""Marks on event fields whose text must be forgettable: the codec encrypts them under somebody's key."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["personal", "work", "sealed"]


@dataclass(frozen=True)
class Mark:
    """`kind` chooses the key; `owner` names the field that holds whose key it is, "" for the actor."""

    kind: Kind
    owner: str = ""


def personal_text(owner: str = "", **options: Any) -> Any:
    """A field of personal words (a comment): ciphertext in the log and in read models."""
    return _marked("personal", owner, options)


def work_text(owner: str = "", **options: Any) -> Any:
    """A field of words written for work (a proposal): ciphertext in the log, clear in read models."""
    return _marked("work", owner, options)


def sealed_text(owner: str, **options: Any) -> Any:
    """A field that no page ever shows to anybody else (a vote): ciphertext of even length everywhere."""
    return _marked("sealed", owner, options)


def _marked(kind: Kind, owner: str, options: dict[str, Any]) -> Any:
    return dataclasses.field(metadata={"mark": Mark(kind, owner)}, **options)


def marks_of(event_class: type[Any]) -> dict[str, Mark]:
    """Return the marked fields of an event class: field name → mark."""
    return {f.name: f.metadata["mark"] for f in dataclasses.fields(event_class) if "mark" in f.metadata}
