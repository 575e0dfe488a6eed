"""Markdown that people write: what it becomes, and that nothing of it acts, loads or looks like ours."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lt_web.writing.markdown import LANGUAGES, LONGEST, TAGS, markdown
from tests.story import CALM

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//elsewhere.example/x.js></SCRIPT>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<svg><script>alert&#40;1&#41;</script></svg>",
    "<math><mtext><script>alert(1)</script></mtext></math>",
    "<iframe src=//elsewhere.example></iframe>",
    "<object data=javascript:alert(1)></object>",
    "<embed src=//elsewhere.example/x>",
    "<base href=//elsewhere.example>",
    "<meta http-equiv=refresh content='0;url=//elsewhere.example'>",
    "<link rel=stylesheet href=//elsewhere.example/x.css>",
    "<style>.lt-app { display: none }</style>",
    "<form action=/learn/sign-out method=post><button>Look</button></form>",
    "<input name=csrf_token value=x>",
    '<a href="x" style="position:fixed" id="lt-main" name="answer" hx-get="/x">a</a>',
    '<div hx-post="/learn/sign-out" hx-trigger="load">a</div>',
    '<div data-hx-post="/learn/sign-out" data-hx-trigger="load">a</div>',
    '<details open ontoggle="alert(1)">a</details>',
    '<p id="lt-notices" class="lt-notice">Send me your password</p>',
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](java&Tab;script:alert(1))",
    "[a]( java\nscript:alert(1))",
    "[a](\x01javascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "[a](file:///etc/passwd)",
    "[a](//elsewhere.example)",
    "[a](/learn/sign-out)",
    "[a](#lt-main)",
    "[a][1]\n\n[1]: javascript:alert(1)",
    "<javascript:alert(1)>",
    '<https://ok.example/"onmouseover="alert(1)>',
    '[a](https://ok.example "x\\" onclick=alert(1) y")',
    "![a](https://elsewhere.example/pixel.png)",
    '![a" onerror="alert(1)](https://elsewhere.example/pixel.png)',
    "![a](javascript:alert(1))",
    "[![a](https://elsewhere.example/pixel.png)](javascript:alert(1))",
    '```python" onload="alert(1)\nx = 1\n```',
    "```<script>\nalert(1)\n```",
    "```html\n<script>alert(1)</script>\n```",
    "`<img src=x onerror=alert(1)>`",
    "|a|\n|-|\n|<script>alert(1)</script>|",
    "# <b onclick=alert(1)>x</b>",
    "- [ ] <input type=checkbox checked>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
]


class Elements(HTMLParser):
    """Every element and attribute that a browser would make of the text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str | None]]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, attrs))


ALLOWED = {
    ("a", "href"): r"(https?://|mailto:).*",
    ("a", "rel"): "noopener noreferrer nofollow",
    ("span", "class"): "lt-c-[a-z0-9]+",
    ("pre", "tabindex"): "0",
    ("ol", "start"): "[0-9]+",
}


def require_harmless(html: str) -> None:
    """Only elements that we allow, with the few attributes that we give them, and links into the web."""
    for tag, attributes in Elements(html).found:
        assert tag in TAGS
        for name, value in attributes:
            assert (tag, name) in ALLOWED, html
            assert re.fullmatch(ALLOWED[tag, name], value or "", re.IGNORECASE | re.DOTALL), html


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_markdown_is_shown_as_text(hostile: str) -> None:
    require_harmless(str(markdown(hostile)))


def test_there_are_enough_of_them() -> None:
    assert len(set(HOSTILE)) >= 30


@CALM
@given(some.text(max_size=300) | some.lists(some.sampled_from(HOSTILE)).map("\n\n".join))
def test_no_text_breaks_the_renderer_or_brings_a_script(text: str) -> None:
    require_harmless(str(markdown(text)))


def test_what_people_write_is_rendered() -> None:
    html = str(markdown("**Bold**, ~~gone~~ and `code`\n\n3. one\n4. two\n\n[a link](https://tern.example)"))
    for piece in ("<strong>Bold</strong>", "<s>gone</s>", "<code>code</code>", '<ol start="3">'):
        assert piece in html
    assert '<a href="https://tern.example" rel="noopener noreferrer nofollow">a link</a>' in html


def test_tables_are_tables() -> None:
    html = str(markdown("| Step | Time |\n|------|-----:|\n| Build | 9 min |"))
    assert "<th>Step</th>" in html
    assert "<td>9 min</td>" in html


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("# One\n\n## Two\n\n### Three", ["h3", "h4", "h5"]),
        ("## Two\n\n### Three", ["h3", "h4"]),
        ("#### Four", ["h3"]),
        ("# One\n\n###### Six", ["h3", "h6"]),
    ],
)
def test_headings_begin_below_those_of_the_page(text: str, tags: list[str]) -> None:
    assert [tag for tag, _ in Elements(str(markdown(text))).found] == tags


def test_code_is_coloured_by_classes_of_ours_and_can_be_reached() -> None:
    html = str(markdown("```python\ndef tide(): return None\n```"))
    assert html.startswith('<pre tabindex="0"><code>')
    assert '<span class="lt-c-k">def</span>' in html
    assert "style=" not in html


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_that_is_coloured_is_known(language: str) -> None:
    assert "x = 1" in re.sub("<[^>]+>", "", str(markdown(f"```{language}\nx = 1\n```")))


def test_code_of_no_known_language_is_plain() -> None:
    assert str(markdown("```klingon\n<b>\n```")) == '<pre tabindex="0"><code>&lt;b&gt;\n</code></pre>\n'


def test_an_address_without_a_scheme_gets_one_and_one_within_the_house_is_text() -> None:
    assert 'href="https://elsewhere.example/x"' in str(markdown("[a](//elsewhere.example/x)"))
    assert "<a" not in str(markdown("[a](/learn/sign-out)"))


def test_a_picture_becomes_a_link_so_that_nobody_learns_who_reads() -> None:
    html = str(markdown("![the tide](https://elsewhere.example/tide.png)"))
    assert "<img" not in html
    assert ">the tide</a>" in html


def test_what_is_too_long_is_cut_off() -> None:
    assert len(str(markdown("x" * (LONGEST + 50)))) < LONGEST + 20
    assert str(markdown(None)) == ""
