"""Addresses that are made ready when they are first built: most of them are not, right after a start."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.routing import Rule


class Address(Rule):
    """Werkzeug writes and compiles two functions for each address, which for all takes a tenth of a start."""

    def _compile_builder(self, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        name = "_build_unknown" if append_unknown else "_build"

        def build(rule: Address, /, **values: object) -> tuple[str, str]:
            made = Rule._compile_builder(rule, append_unknown).__get__(rule, None)
            setattr(rule, name, made)
            built: tuple[str, str] = made(**values)
            return built

        return build
