"""Two moments of a page: what counts as its content, and how what differs is found and told."""

from __future__ import annotations

import random

from lt_web.moments.content import Block, blocks
from lt_web.moments.differing import Change, Line, difference

PAGE = """<!doctype html><html><head><title>Sails</title></head><body>
<header>Tech hour</header>
<main id="lt-main"><div class="lt-width">
  <section class="lt-past"><h2>As it was on 3 May</h2></section>
  <p class="lt-crumb"><a href="/x">Sessions</a></p>
  <header><h1>Sails &amp; wind</h1><p class="lt-facts"><span>demo</span><span>30 min</span></p></header>
  <nav aria-label="Places"><a href="/y">Elsewhere</a></nav>
  <ul><li><span aria-hidden="true">BS</span><strong>Ben Sörensen</strong>, <em>presenter</em></li>
  <li>Cleo<br>Martin</li></ul>
  <table><tbody><tr><th>Going</th><td><p>3</p></td><td>of <b>12</b></td></tr></tbody></table>
  <form><label>Name <input name="n"></label><button>Send</button></form>
  <svg><title>chart</title></svg><p hidden>Not yet</p>
  <dl><dt>Place</dt><dd>Quay 2</dd></dl>
</div></main>
<footer>Everything here is optional.</footer></body></html>"""


def test_the_content_of_a_page_is_its_main_part_block_by_block() -> None:
    assert blocks(PAGE) == [
        Block("h1", "Sails & wind"),
        Block("text", "demo 30 min"),
        Block("item", "Ben Sörensen, presenter"),
        Block("item", "Cleo Martin"),
        Block("row", "Going 3 of 12"),
        Block("term", "Place"),
        Block("text", "Quay 2"),
    ]


def test_html_that_does_not_close_what_it_opens_is_read_all_the_same() -> None:
    assert [block.text for block in blocks("<p>one<p>two</div></span><li>three")] == ["one", "two", "three"]


def lines(*texts: str) -> list[Block]:
    return [Block("text", text) for text in texts]


def test_the_same_has_no_differences() -> None:
    found = difference(lines("one", "two"), lines("one", "two"))
    assert found.changes == []
    assert {line.state for line in (*found.before, *found.after)} == {"same"}


def test_what_was_put_differently_is_marked_word_by_word() -> None:
    found = difference(lines("7 of 12 seats taken"), lines("8 of 12 seats taken"))
    assert found.before == [Line("text", "changed", (("7", True), (" of 12 seats taken", False)))]
    assert found.after == [Line("text", "changed", (("8", True), (" of 12 seats taken", False)))]
    assert found.changes == [Change("7 of 12 seats taken", "8 of 12 seats taken")]


def test_what_is_only_on_one_side_is_marked_whole() -> None:
    found = difference(lines("Quay 2", "Ben is going"), lines("Cancelled: a storm", "Quay 2"))
    assert [(line.text, line.state) for line in found.before] == [
        ("Quay 2", "same"),
        ("Ben is going", "only"),
    ]
    assert [(line.text, line.state) for line in found.after] == [
        ("Cancelled: a storm", "only"),
        ("Quay 2", "same"),
    ]
    assert set(found.changes) == {Change("Ben is going", ""), Change("", "Cancelled: a storm")}


def test_both_sides_always_hold_all_of_their_pages() -> None:
    seed = random.randrange(10**6)
    print("seed", seed)
    dice = random.Random(seed)
    words = ["seats", "taken", "7", "8", "Ben", "going", "of", "12", "postponed"]
    for _round in range(300):
        was, now = (
            [Block(dice.choice(["text", "item"]), " ".join(dice.choices(words, k=dice.randint(1, 6))))
             for _n in range(dice.randint(0, 9))]
            for _side in range(2)
        )  # fmt: skip
        found = difference(was, now)
        assert [(line.kind, line.text) for line in found.before] == [(b.kind, b.text) for b in was]
        assert [(line.kind, line.text) for line in found.after] == [(b.kind, b.text) for b in now]
        assert bool(found.changes) == (was != now)
