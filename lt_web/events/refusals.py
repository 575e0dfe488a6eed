"""How a rule says no: sentences to the person, which say what is so and what to do instead."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """A rule says no. `message` is a message id in English with {named} parameters, translated when shown."""

    def __init__(self, message: str, **params: Any) -> None:
        super().__init__(message)
        self.message = message
        self.params = params

    def __str__(self) -> str:
        return self.message.format(**self.params)


class Invalid(Refused):
    """What was typed breaks a rule: `field` names the field at which to say it."""

    def __init__(self, field: str, message: str, **params: Any) -> None:
        super().__init__(message, **params)
        self.field = field


def N_(message: str) -> str:  # the name that translators' tools know
    """Mark a sentence for the catalogue where it is kept before it is said."""
    return message
