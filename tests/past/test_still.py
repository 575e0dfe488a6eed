"""What acts on a page is taken away, and all else stays as it was written."""

from __future__ import annotations

import random
from html.parser import HTMLParser

import pytest

from lt_web.past.still import still


@pytest.mark.parametrize(
    "page",
    [
        "",
        "Plain words, 3 < 4 & so on",
        '<!doctype html><html lang="en"><body class="a"><p>Words</p></body></html>',
        '<form method="get" action="/x"><input name="q" value="a>b"><button>Search</button></form>',
        '<form><select name="a"><option selected>One</option></select></form>',
        "<button type='button' data-x>Play</button>",
        '<a href="/x" hx-get="/x" hx-target="#a">Older</a><svg><use href="#a"/></svg>',
        '<!-- <form method="post"><button>Send</button></form> -->',
        '<p title="<form method=post>">Words</p>',
    ],
)
def test_what_does_nothing_stays_letter_for_letter(page: str) -> None:
    assert still(page) == page


@pytest.mark.parametrize(
    ("page", "left"),
    [
        ('a<form method="post"><input name="t"><button>Send</button></form>b', "ab"),
        ("a<form method=POST><input><button>Send <b>it</b></button></form>b", "ab"),
        ('a<button hx-post="/x" title="1 > 0">Send</button>b', "ab"),
        ('a<button formaction="/x">Send</button>b', "ab"),
        ('<div class="n" hx-get="/n" hx-trigger="every 1s">3</div>', '<div class="n">3</div>'),
        ('<li id="a" hx-delete="/x" hx-target="#a">3</li>', '<li id="a">3</li>'),
        ('<a href="/x" hx-get="/x" hx-confirm="Sure?">3</a>', '<a href="/x" hx-get="/x">3</a>'),
        (
            '<form method="post" id="f" class="c" hx-post="/x"><p>Yes</p>'
            '<button class="b" aria-pressed="true" name="n">Going</button><button>Maybe</button></form>',
            '<div id="f" class="c"><p>Yes</p><span class="b">Going</span></div>',
        ),
        (
            '<form method="post"><input type="hidden" name="t"><input type="radio" name="a" checked></form>',
            '<div><input type="radio" name="a" checked disabled></div>',
        ),
        ('a<form method="post"><button>Never ended', "a"),
    ],
)
def test_what_acts_goes_and_what_it_says_stays(page: str, left: str) -> None:
    assert still(page) == left


def test_a_form_with_fields_shows_what_stood_in_them() -> None:
    page = '<form method="post"><label>Name <input value="&quot;A&quot; > B" autofocus></label></form>'
    shown = '<div><label>Name <input value="&quot;A&quot; > B" disabled></label></div>'
    assert still(page, with_fields=True) == shown
    assert still(page) == ""


PIECES = (
    "words ", "<p>", "</p>", "<div>", "</div>", "<!-- <button> -->", "&lt;form&gt;",
    '<form method="post" action="/a">', '<form method="get">', "</form>",
    '<input name="a" value="1 > 0">', "<select name='s'>", "</select>",
    "<button>", '<button aria-pressed="true">', '<button hx-delete="/x">', "</button>",
    '<a href="/x" hx-get="/x">', "</a>", '<span hx-post="/x">', "</span>",
    '<i hx-get="/n" hx-trigger="every 2s">',
)  # fmt: skip


class Senders(HTMLParser):
    """Whatever a browser would let act, as another parser sees it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        sends = any(name in given for name in ("hx-post", "hx-put", "hx-patch", "hx-delete"))
        asks = "every " in (given.get("hx-trigger") or "")
        if sends or asks or (tag == "form" and given.get("method") == "post"):
            self.found.append(str(self.get_starttag_text()))


def test_no_muddle_of_tags_leaves_anything_that_acts() -> None:
    seed = random.randrange(1 << 30)
    print("seed", seed)
    dice = random.Random(seed)
    for _round in range(500):
        page = "".join(dice.choices(PIECES, k=dice.randint(1, 25)))
        once = still(page)
        assert Senders(once).found == [], page
        assert still(once) == once, page
