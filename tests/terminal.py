"""The command line in tests: words as somebody types them, and what is answered."""

from __future__ import annotations

from collections.abc import Callable

from click.testing import Result
from flask import Flask

from lt_web.cli import lt

Run = Callable[..., Result]


def terminal(app: Flask, *before: str) -> Run:
    """Return `run("person", "list")`, which types `before` in front; an error of ours would be raised."""

    def typed(*words: object, code: int = 0, input: str = "") -> Result:
        result = app.test_cli_runner().invoke(lt, [*before, *map(str, words)], input=input)
        assert result.exit_code == code, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return typed
