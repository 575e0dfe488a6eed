"""A theme: a dozen tokens, everything follows, and nothing that cannot be read or that breaks out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from hypothesis import given, settings
from hypothesis import strategies as st

from examples.intranet.app import SETTINGS as EXAMPLE
from lt_web.app import create_app
from lt_web.config import Config
from lt_web.theme import colour, derived
from lt_web.theme.reading import ThemeError, theme
from lt_web.theme.tokens import COLOURS, OTHERS, RADIUS_OF_OURS
from tests.test_look import ROOT, SHEETS, selectors

DOCS = ROOT.parent / "docs" / "theme.md"
THEIRS = Path(EXAMPLE["LT_THEME"])
TOKENS = (ROOT / "static/lt_web/tokens.css").read_text()
OURS = {name: pair for name, *pair in re.findall(r"--lt-([\w-]+): light-dark\((#\w+), (#\w+)\)", TOKENS)}
PURPLE, GREEN = "#4a2a6a", "#11695a"


def sheet_of(**given: Any) -> str:
    made = theme(given)
    assert made is not None
    return made.sheet


# What is said of it


def rows() -> Iterator[str]:
    for name, token in COLOURS.items():
        said = f"{token.meaning} Also: {token.follows}."
        yield f"| `{name}` | `{token.light}` | `{token.dark}` | {said} |"
    ours = {"font": "Inter", "font_file": "Inter", "radius": f"{RADIUS_OF_OURS}"}
    yield from (f"| `{name}` | {ours[name]} | | {said} |" for name, said in OTHERS.items())


def test_the_docs_name_every_token_as_the_code_does() -> None:
    table = [
        "| Token | Ours, light | Ours, dark | What it is, and what follows from it |",
        "|---|---|---|---|",
        *rows(),
    ]
    assert "\n".join(table) in DOCS.read_text()


def test_the_docs_show_the_whole_of_the_examples_theme() -> None:
    shown = re.search(r"kept by a test -->\n```toml\n(.*?)```", DOCS.read_text(), re.S)
    assert shown
    assert shown[1] == THEIRS.read_text()


def test_the_tokens_are_those_of_our_own_sheet() -> None:
    for name, token in COLOURS.items():
        assert OURS["on-fill" if name == "on_accent" else name] == [token.light, token.dark]
    assert f"--lt-radius: {RADIUS_OF_OURS}px;" in TOKENS


# What follows


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_what_is_made_from_our_own_tokens_is_close_to_what_is_tuned_by_hand(mode: int) -> None:
    tokens = {name: (token.light, token.dark)[mode] for name, token in COLOURS.items()}
    made = derived.tones(tokens, bool(mode))
    far = {name: colour.difference(tone, OURS[name][mode]) for name, tone in made.items()}
    assert {name: far[name] for name in far if far[name] > 0.06} == {}
    assert sum(far.values()) / len(far) < 0.015


def test_every_colour_that_pages_have_follows_or_is_told_to_stay() -> None:
    stays = {name for name in OURS if name.startswith("tint-")}
    tokens = {name: token.light for name, token in COLOURS.items()}
    assert derived.tones(tokens, False).keys() == OURS.keys() - stays


def test_without_a_theme_nothing_is_said() -> None:
    for nothing in (None, "", {}):
        assert theme(nothing) is None
    assert Config({})["LT_THEME"] is None


def test_one_token_changes_what_follows_from_it_and_nothing_else() -> None:
    said = dict(re.findall(r"--lt-([\w-]+): (.*);", sheet_of(accent=PURPLE)))
    assert said["accent"].startswith(f"light-dark({PURPLE}, #")
    assert {"fill", "accent-strong", "accent-soft", "accent-line", "poster", "on-fill"} <= said.keys()
    assert not {"ink", "paper", "sunken", "warn-soft", "font", "radius"} & (said.keys() - {"paper"})
    assert re.findall(r"--lt-[\w-]+:", sheet_of(radius=3)) == ["--lt-radius:", "--lt-paper:"]


def test_its_rules_are_ours_alone_and_fetch_nothing_from_elsewhere() -> None:
    made = theme(str(THEIRS))
    assert made
    rules = tinycss2.parse_stylesheet(made.sheet, skip_comments=True, skip_whitespace=True)
    assert not [rule for rule in rules if rule.type == "error"]
    assert all(".lt-app" in selector for selector in selectors(rules))
    assert all(address in made.files() for address in re.findall(r'url\("(.*?)"\)', made.sheet))


HEX = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
INK = st.builds(colour.toned, HEX, st.floats(0, 0.5))
GROUND = st.builds(colour.toned, HEX, st.floats(0.9, 1))
KINDS = {
    **dict.fromkeys(("paper", "card", "line"), GROUND),
    **dict.fromkeys(("accent", "ink", "muted", "danger"), INK),
}


@settings(max_examples=150, deadline=None)
@given(st.fixed_dictionaries({}, optional=KINDS))
def test_whatever_is_accepted_can_be_read(tokens: dict[str, str]) -> None:
    try:
        made = theme(tokens)
    except ThemeError:
        return
    for mode, tones in enumerate((made.light, made.dark) if made else ()):
        shown = {name: pair[mode] for name, pair in OURS.items()} | dict(tones)
        for ground in ("paper", "card", "sunken", "hover"):
            for ink in (*derived.WRITTEN, "ink-2", "accent-strong"):
                assert colour.contrast(shown[ink], shown[ground]) >= 4.5, (mode, ink, ground)
        for ink, ground in (
            ("on-fill", "fill"),
            ("on-fill", "fill-strong"),
            ("on-poster", "poster"),
            ("on-danger", "danger-fill"),
        ):
            assert colour.contrast(shown[ink], shown[ground]) >= 4.5, (mode, ink, ground)
        assert colour.contrast(shown["edge"], shown["paper"]) >= 3


# What is refused


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"acent": "#123456"}, "“acent” is no token. There are: paper, card"),
        ({"accent": "purple"}, "accent is “purple”, which is no colour"),
        ({"accent": ["#111111", "#eeeeee", "#eeeeee"]}, "which is no colour"),
        ({"accent": []}, "which is no colour"),
        ({"accent": 12}, "which is no colour"),
        ({"accent": "#ffd800"}, "accent #ffd800 on paper #faf8f4 (ours) has a contrast of 1.3"),
        ({"muted": ["#a09aa8", "#aaa193"]}, "muted #a09aa8 on paper #faf8f4 (ours) has a contrast of 2.58"),
        ({"on_accent": "#888888", "accent": PURPLE}, "on_accent #888888 on accent #4a2a6a has a contrast of"),
        ({"paper": "#101010", "ink": "#eeeeee", "card": "#202020"}, "text has to be darker"),
        ({"radius": 99}, "Write a number of px from 0 to 24"),
        ({"radius": True}, "Write a number of px"),
        ({"radius": "1px;} body{display:none"}, "Write a number of px"),
        ({"font_file": "/nowhere/at.all"}, "cannot be read: No such file"),
        ({"font_file": str(DOCS)}, "is no woff2, woff, ttf or otf"),
        ({"font_file": "a\0b"}, "cannot be read"),
        ({"font_file": [1]}, "font_file is one file, or a pair"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_a_sentence(given: dict[str, Any], said: str) -> None:
    with pytest.raises(ThemeError, match=re.escape(said)):
        theme(given)


BREAKS = (
    "red;} body{display:none", "#123456;} body{display:none", "url(//elsewhere.example/a)", "#12345\n6",
    "#123456\n", 'Inter"; } * { color: red', "Inter}\n@import url(x);", "a\\22 b", "</style><script>",
    "var(--x)", "Inter/*", "Inter, url(x)", "expression(1)", "\u2028", "#１２３", "a, " * 20 + "b", "{}",
    "'", "-moz", "1px", "x" * 5000,
)  # fmt: skip


@pytest.mark.parametrize("token", ["accent", "paper", "font", "radius"])
@pytest.mark.parametrize("text", BREAKS)
def test_nothing_breaks_out_of_a_token(token: str, text: str) -> None:
    with pytest.raises(ThemeError):
        theme({token: text})
    with pytest.raises(ThemeError):
        theme({token: [text, text]})


@pytest.mark.parametrize(
    "content", [b"a" * 20_000, b"\xff\xfe", b"accent = ", b'accent = "#fff"\naccent = "#000"', b"x = 1"]
)
def test_a_file_that_is_no_theme_is_refused_at_start_with_its_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.toml"
    file.write_bytes(content)
    with pytest.raises(ThemeError, match=r"odd\.toml: "):
        create_app(
            {"LT_DATA_DIR": str(tmp_path), "LT_THEME": str(file), "SECRET_KEY": "k" * 40, "TESTING": True}
        )
    with pytest.raises(ThemeError, match="cannot be read"):
        theme(tmp_path / "gone.toml")


def test_colours_stand_in_the_tokens_and_nowhere_else() -> None:
    literal = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|lab|light-dark)\(", re.I)
    said = {
        sheet.name: literal.findall(re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S))
        for sheet in SHEETS
    }
    assert {name for name, colours in said.items() if colours} == {"tokens.css"}
    sized = re.compile(r"border-radius:[^;]*?\b(\d+(?:px|rem))")
    stays = {"2px"}  # the two ends of the line under a place
    rounded = {
        size for sheet in SHEETS for size in sized.findall(re.sub(r"min\(.*?\)", "", sheet.read_text()))
    }
    assert rounded <= stays


def test_a_pair_of_files_is_regular_and_bold() -> None:
    files = tomllib.loads(THEIRS.read_text())["font_file"]
    assert re.findall(r"font-weight: (\d+ \d+)", sheet_of(font_file=files)) == ["100 549", "550 900"]
    assert re.findall(r"font-weight: (\d+ \d+)", sheet_of(font_file=files[0])) == ["100 900"]
