"""Where sentences to people stand outside the marks by which they are found, each with its line."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment

OURS = Path(__file__).parents[2] / "lt_web"
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Attributes of elements that people see or hear.
SPOKEN = re.compile(r"""\s(aria-label|title|placeholder|alt)=("[^"]*"|'[^']*')""")
TAG = re.compile(r"<!--.*?-->|<style.*?</style>|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>", re.DOTALL)
EXPRESSION = "\x00"
# Calls whose texts are found by tests/translations/gather.py, or are for whoever runs the server.
MARKED = {"_", "_n", "N_", "lazy", "gettext", "ngettext", "Refused", "Invalid", "require", "Forbidden"}
MARKED |= {"TooManyAttempts", "AnotherDeed"}
LOGS = {"debug", "info", "warning", "error", "exception", "critical"}
LABELLED = re.compile(r"(line|words|\w*Field)$")


def in_template(source: str) -> Iterator[tuple[int, str]]:
    """Yield line → words of a template that no catalogue knows."""
    tokens = list(Environment(extensions=["jinja2.ext.i18n"]).lex(source))
    yield from _in_markup(tokens)
    yield from _in_expressions(tokens)


def _in_markup(tokens: list[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
    text, is_translated = "", False
    for at, (_line, kind, value) in enumerate(tokens):
        if kind == "name" and _opens(tokens, at) and value in ("trans", "endtrans"):
            is_translated = value == "trans"
        elif kind == "data":
            text += "\n" * value.count("\n") if is_translated else value
        elif kind in ("variable_begin", "block_begin"):
            text += EXPRESSION if kind == "variable_begin" else ""
        else:
            text += "\n" * value.count("\n")
    for found in SPOKEN.finditer(text):
        if LETTERS.search(found[2]):
            yield line_of(text, found.start()), found[0].strip()
    bare = TAG.sub(lambda tag: "<" + "\n" * tag[0].count("\n") + ">", text)
    for found in re.finditer(r"[^<>\x00\n]+", bare):
        if LETTERS.search(re.sub(r"&\w+;", "", found[0])):
            yield line_of(bare, found.start()), found[0].strip()


def _in_expressions(tokens: list[tuple[int, str, str]]) -> Iterator[tuple[int, str]]:
    """Strings that read as a sentence, or as a label, and are not the argument of a mark."""
    open_calls: list[bool] = []
    before = ""
    for line, kind, value in tokens:
        if kind == "operator" and value in "([{":
            open_calls.append(value == "(" and before in MARKED)
        elif kind == "operator" and value in ")]}" and open_calls:
            open_calls.pop()
        elif (
            kind == "string" and not any(open_calls) and _is_said(value[1:-1]) and before not in ("==", "in")
        ):
            yield line, value
        if kind != "whitespace":
            before = value


def _opens(tokens: list[tuple[int, str, str]], at: int) -> bool:
    earlier = [kind for _line, kind, _value in tokens[max(0, at - 2) : at] if kind != "whitespace"]
    return bool(earlier) and earlier[-1] == "block_begin"


def _is_said(text: str) -> bool:
    """Whether people may be meant: words with blanks between that are no classes, or a capital word."""
    if re.search(r"lt-|hx-|://|^\.|^#|\bdelay:", text):
        return False
    return bool(
        re.search(r"[^\W\d_]{2,}[,.:;!?]? [^\W\d_]", text) or re.fullmatch(r"[A-Z][a-z’]+[a-z. ]*", text)
    )


def line_of(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def in_python(source: str) -> Iterator[tuple[int, str]]:
    """Yield line → sentence of a module that no catalogue knows."""
    tree = ast.parse(source)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        parent = parents[node]
        is_sentence = bool(
            re.search(r"[^\W\d_]{2,}[,.:;]? [^\W\d_]+.*[.?]$|^[A-Z“][^\W\d_]* [^\W\d_]", node.value)
        )
        is_pieced = isinstance(parent, ast.JoinedStr) and re.search(
            r"[^\W\d_]{3,} | [^\W\d_]{3,}", node.value
        )
        is_label = isinstance(parent, ast.Call) and parent.args[:1] == [node] and _labels(parent)
        if (is_sentence or is_pieced or is_label) and not _is_excused(node, parents):
            yield node.lineno, node.value


def _labels(call: ast.Call) -> bool:
    return bool(LABELLED.match(_name(call.func)))


def _is_excused(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Whether it is a docstring, in a mark, in an error for whoever runs the program, or in a log line."""
    while (parent := parents.get(node)) is not None:
        is_docstring = isinstance(parent, ast.Expr) and isinstance(node, ast.Constant)
        if is_docstring or (isinstance(parent, ast.Raise) and not _is_of_a_form(parent)):
            return True
        if isinstance(parent, ast.Call) and node is not parent.func and _name(parent.func) in MARKED | LOGS:
            return True
        if isinstance(parent, ast.stmt):
            return False
        node = parent
    return False


def _is_of_a_form(raised: ast.Raise) -> bool:
    return isinstance(raised.exc, ast.Call) and _name(raised.exc.func) in (
        "ValidationError",
        "StopValidation",
    )


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
