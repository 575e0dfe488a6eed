"""What words must be like to be recorded."""

from __future__ import annotations

from lt_web.events.refusals import Invalid

LINE = 200
PARAGRAPHS = 5_000
# Besides the control characters, the three that some programs take for the end of a line.
BREAKING = {*range(32), 127, 0x85, 0x2028, 0x2029}


def one_line(field: str, text: str, most: int = LINE, *, required: bool = True) -> str:
    """Return a line of text without outer blanks; raise `Invalid` at `field` if it is none."""
    text = text.strip()
    if required and is_blank(text):
        raise Invalid(field, "This cannot be left empty.")
    if any(ord(letter) in BREAKING for letter in text):
        raise Invalid(field, "Write this on one line.")
    return _short_enough(field, text, most)


def paragraphs(field: str, text: str, most: int = PARAGRAPHS, *, required: bool = False) -> str:
    """Return text that may have several lines; raise `Invalid` at `field` if it is too long or missing."""
    text = text.strip().replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    if required and is_blank(text):
        raise Invalid(field, "This cannot be left empty.")
    return _short_enough(field, text, most)


def web_address(field: str, text: str) -> str:
    """Return an http or https address, or "" for none; raise `Invalid` at `field` for anything else."""
    text = one_line(field, text, 2000, required=False)
    if text and not text.lower().startswith(("https://", "http://")):
        raise Invalid(field, "Give an address that begins with https:// or leave this empty.")
    return text


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen: a lone zero-width space is no title."""
    return not any(letter.isprintable() and not letter.isspace() for letter in text)


def _short_enough(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise Invalid(
            field,
            "This is {length} characters long; {most} is the most. Shorten it a little.",
            length=len(text),
            most=most,
        )
    return text
