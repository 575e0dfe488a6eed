"""What words must be like to be recorded."""

from __future__ import annotations

from collections.abc import Callable

import hypothesis.strategies as st
import pytest
from hypothesis import given

from lt_web.events.refusals import Invalid
from lt_web.events.texts import LINE, one_line, paragraphs, web_address
from tests.story import CALM


def refusal(check: Callable[[], str]) -> str:
    """The sentence with which a text is refused, which is always about the field that was asked about."""
    with pytest.raises(Invalid) as refused:
        check()
    assert refused.value.field == "title"
    return str(refused.value)


def test_outer_blanks_go() -> None:
    assert one_line("title", "\t A title \n") == "A title"
    assert paragraphs("title", "\n A text \n") == "A text"


@pytest.mark.parametrize("nothing", ["", " ", "\n\t", "\u00a0", "\u200b", "\u200b \u2060"])
def test_what_cannot_be_seen_is_empty(nothing: str) -> None:
    assert refusal(lambda: one_line("title", nothing)) == "This cannot be left empty."
    assert refusal(lambda: paragraphs("title", nothing, required=True)) == "This cannot be left empty."


def test_what_is_optional_may_be_empty() -> None:
    assert (
        one_line("title", " ", required=False) == paragraphs("title", " ") == web_address("title", " ") == ""
    )


@pytest.mark.parametrize("code", [0, 9, 10, 11, 12, 13, 27, 28, 127, 0x85, 0x2028, 0x2029])
def test_a_line_has_no_second_line_and_no_control_characters(code: int) -> None:
    assert refusal(lambda: one_line("title", f"A{chr(code)}B")) == "Write this on one line."


@CALM
@given(st.text())
def test_whatever_is_taken_as_a_line_is_one_to_every_program(text: str) -> None:
    try:
        line = one_line("title", text)
    except Invalid:
        return
    assert line.splitlines() == [line]
    assert 0 < len(line) <= LINE


def test_a_long_text_says_how_long_it_is() -> None:
    too_long = "This is 201 characters long; 200 is the most. Shorten it a little."
    assert refusal(lambda: one_line("title", "x" * 201)) == too_long
    assert one_line("title", "x" * 200) == "x" * 200
    too_long = "This is 5001 characters long; 5000 is the most. Shorten it a little."
    assert refusal(lambda: paragraphs("title", "x" * 5001)) == too_long


def test_paragraphs_keep_their_lines_in_one_form() -> None:
    assert paragraphs("title", "One\r\nTwo\rThree\n\nFour\0") == "One\nTwo\nThree\n\nFour"


@pytest.mark.parametrize("address", ["https://wiki.tern.example/a?b=c#d", "HTTP://tern.example", ""])
def test_a_web_address_is_kept(address: str) -> None:
    assert web_address("title", f" {address} ") == address


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "//tern.example", "tern.example", "data:text/html,x", "ftp://x"]
)
def test_anything_else_is_no_web_address(address: str) -> None:
    why = "Give an address that begins with https:// or leave this empty."
    assert refusal(lambda: web_address("title", address)) == why
