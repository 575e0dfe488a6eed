"""What the documents name is there: files, sections, settings, commands, modules, addresses, decisions."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path

import click

from lt_web.app import create_app
from lt_web.cli import lt
from lt_web.config import SETTINGS

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
DECISIONS = sorted((ROOT / "docs/decisions").glob("0*.md"))
PAGES = [README, ROOT / "CHANGELOG.md", ROOT / "bench/README.md", *sorted((ROOT / "docs").rglob("*.md"))]
FOR_TESTS = {"LT_FAULTS", "LT_TEST_POSTGRES_URL"}  # asked by the tests alone
MADE_LATER = {"bench/var"}  # by the program: no checkout has it
PLACE = re.compile(r"\b(?:lt_web|projections|tests|bench|docs|examples)/[\w./*-]*\w")
LINK = re.compile(r"\]\(([^)#:\s]*)(?:#([^)]*))?\)")
SETTING = r"\bLT_[A-Z_]*[A-Z]\b"
COMMAND = r"flask lt ([a-z-]+(?: [a-z-]+)?)"
MODULE = r"(?:python -m |python:|from |')((?:lt_web|tests)(?:\.\w+)*)(?:[: ]|$)"
ADDRESS = r"`(?:GET )?(/[\w<][\w<>/:.-]*)`"
OF_THE_SYSTEM = ("/etc/", "/var/", "/opt/", "/srv/", "/backup")


def named(what: re.Pattern[str] | str) -> Iterator[tuple[str, re.Match[str]]]:
    """Yield where and what, for everything of that form in any of the pages."""
    for page in PAGES:
        for found in re.finditer(what, page.read_text(encoding="utf-8")):
            yield f"{page.relative_to(ROOT)}: {found[0]}", found


def is_there(place: str) -> bool:
    """Whether there is such a file or folder; templates go by the names that they have among themselves."""
    return bool(place in MADE_LATER or [*ROOT.glob(place)] or [*(ROOT / "lt_web/templates").glob(place)])


def sections(page: Path) -> set[str]:
    """The names by which one leads to a page's sections, made as GitHub makes them."""
    titles = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), flags=re.M)
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_what_is_looked_for_is_found() -> None:
    """Else the tests below would pass whatever the documents say."""
    forms = (PLACE, LINK, COMMAND, MODULE, ADDRESS, SETTING)
    assert all(len(list(named(form))) > 5 for form in forms)


def test_every_file_that_is_named_is_there() -> None:
    assert [where for where, found in named(PLACE) if not is_there(found[0])] == []


def test_every_link_leads_to_a_file_and_a_section_that_are_there() -> None:
    broken = []
    for page in PAGES:
        for target, section in LINK.findall(page.read_text(encoding="utf-8")):
            leads_to = (page.parent / target).resolve() if target else page
            if not leads_to.exists() or (section and section not in sections(leads_to)):
                broken.append(f"{page.relative_to(ROOT)}: {target}#{section}")
    assert broken == []


def test_the_readme_leads_to_every_page() -> None:
    led_to = {target for target, _section in LINK.findall(README.read_text(encoding="utf-8"))}
    assert {f"docs/{page.name}" for page in (ROOT / "docs").glob("*.md")} <= led_to


def test_every_setting_that_is_named_exists() -> None:
    known = {*SETTINGS, *FOR_TESTS}
    assert [where for where, found in named(SETTING) if found[0] not in known] == []


def is_command(words: list[str], group: click.Group = lt) -> bool:
    """Whether these words are a command with what comes after it, or a group as a whole."""
    if not words:
        return True
    command = group.commands.get(words[0])
    return is_command(words[1:], command) if isinstance(command, click.Group) else command is not None


def test_every_command_that_is_named_exists() -> None:
    commands = named(COMMAND)
    assert [where for where, found in commands if not is_command(found[1].split())] == []


def test_the_readme_names_every_command() -> None:
    line = re.search(r"flask lt (init \|.*)", README.read_text(encoding="utf-8"))
    assert line
    assert {word.split()[0] for word in line[1].split(" | ")} == set(lt.commands)


def test_every_module_that_is_run_or_imported_is_there() -> None:
    for _where, found in named(MODULE):
        importlib.import_module(found[1])


def test_every_room_is_explained() -> None:
    rooms = {f"`lt_web/{init.parent.name}`" for init in (ROOT / "lt_web").glob("*/__init__.py")}
    explained = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    assert {room for room in rooms if room not in explained} == set()


def shape(address: str) -> str:
    """An address whose parts that vary are all alike, without the prefix and without a moment of the past."""
    address = re.sub(r"^/learn(?=/)|/as-of/[^/]+", "", address)
    return re.sub(r"<[^>]+>|tech-hour|theme\.css", "…", address)


def test_every_address_that_is_named_leads_somewhere(tmp_path: Path) -> None:
    app = create_app({"LT_DATA_DIR": tmp_path, "LT_AUTO_INIT": "no", "LT_METRICS": "yes"})
    known = {"/learn", "/", *(shape(str(rule)) for rule in app.url_map.iter_rules())}
    places = named(ADDRESS)
    ours = [(where, shape(found[1])) for where, found in places if not found[1].startswith(OF_THE_SYSTEM)]
    assert [where for where, address in ours if address not in known] == []


def test_the_list_of_decisions_is_whole_and_in_order() -> None:
    listed = (ROOT / "docs/decisions/README.md").read_text(encoding="utf-8")
    found = re.findall(r"^(\d+)\. \[.+\]\((.+)\)$", listed, flags=re.M)
    assert found == [(str(int(file.name[:4])), file.name) for file in DECISIONS]


def test_a_decision_begins_with_what_was_decided() -> None:
    assert [file.name for file in DECISIONS if not re.match(r"# [A-Z]", file.read_text("utf-8"))] == []
