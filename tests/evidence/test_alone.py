"""The verifier alone: one file, an empty environment with `cryptography`, and whatever lies beside it."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from lt_web.commands import programmes
from lt_web.events.ids import programme_id
from lt_web.evidence import exporting, selecting, verify
from lt_web.log import notes, tree
from tests.company import Company
from tests.evidence.conftest import Verify, copied

OURS = ("lt_web", "sqlalchemy", "flask", "orjson", "eventsourcing")


def size_of(bundle: Path) -> int:
    return len((bundle / verify.EVENTS).read_bytes().splitlines())


def first_checkpoint(bundle: Path) -> str:
    """The oldest checkpoint, as somebody would have kept it."""
    return notes.several((bundle / verify.CHECKPOINTS).read_text())[0]


def test_nothing_of_ours_can_be_had_there(bare_python: Path) -> None:
    asked = "import importlib.util as u; print([n for n in {!r} if u.find_spec(n)])".format(
        (*OURS, "cryptography")
    )
    done = subprocess.run([bare_python, "-I", "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['cryptography']"


def test_the_verifier_imports_the_standard_library_and_cryptography_alone() -> None:
    told = ast.parse(exporting.verifier())
    names = {n.module for n in ast.walk(told) if isinstance(n, ast.ImportFrom)} | {
        alias.name for n in ast.walk(told) if isinstance(n, ast.Import) for alias in n.names
    }
    roots = {str(name).partition(".")[0] for name in names}
    assert roots - sys.stdlib_module_names == {"cryptography"}


def test_it_says_that_all_is_well_and_what_that_means(bundle: Path, verify_alone: Verify) -> None:
    said = verify_alone(bundle)
    assert said.code == 0
    assert said.text.startswith(f"ALL IS WELL\n- All {size_of(bundle)} events are the ones that were sealed")
    assert "does not show that what was written down was true" in said.text
    assert "Nothing kept outside was held against it" in said.text


def test_with_a_kept_checkpoint_and_a_printed_line_it_proves_more(bundle: Path, verify_alone: Verify) -> None:
    kept = bundle.with_name("kept.txt")
    kept.write_text(first_checkpoint(bundle))
    foot = verify_alone(bundle, "--json").facts["foot"]
    said = verify_alone(bundle, "--checkpoint", kept, "--line", foot, "--keys", bundle / verify.KEYS)
    assert said.code == 0, said.text
    assert said.text.count(" fits: ") == 2
    assert "Nothing kept outside" not in said.text
    wrong = verify_alone(bundle, "--line", foot[:-1] + ("A" if foot[-1] != "A" else "B"))
    assert (wrong.code, "does not fit" in wrong.text) == (1, True)
    longer = verify_alone(bundle, "--line", f"{size_of(bundle) + 5} {foot.split()[1]}")
    assert longer.code == 1
    assert "are missing here" in longer.text


def test_what_is_missing_makes_it_say_that_it_cannot_tell(bundle: Path, verify_alone: Verify) -> None:
    def without(name: str, content: str | None) -> str:
        copy = copied(bundle, f"without-{len(list(bundle.parent.iterdir()))}")
        (copy / name).unlink()
        if content is not None:
            (copy / name).write_text(content)
        said = verify_alone(copy)
        assert said.code == 2, said.text
        return said.text

    other = notes.public_line("x/log/1", bytes(32)) + "\n"
    assert "no checkpoint" in without(verify.CHECKPOINTS, "")
    assert "cannot be read" in without(verify.CHECKPOINTS, None)
    assert "signed by a key that is not at hand" in without(verify.KEYS, other)
    assert "is no public key" in without(verify.KEYS, other.replace("AAA\n", "AEA\n"))
    assert "The format" in without(verify.ABOUT, json.dumps({"format": "learn-together-evidence 2"}))
    assert "not written in a form" in without(verify.ABOUT, "{")
    (bundle / verify.CHECKPOINTS).write_text(first_checkpoint(bundle))
    later = verify_alone(bundle)
    assert later.code == 2
    assert "were not sealed: nothing proves them" in later.text


def test_what_was_left_out_stands_as_its_fingerprint_and_the_whole_holds(
    told: Company, tmp_path: Path, verify_alone: Verify
) -> None:
    house = told.installation
    told.house(programmes.found, "other", "Other", "", "Europe/Lisbon", champion=told.ben)
    for name, keeps in {
        "redacted": selecting.chosen(house, [told.slug]),
        "only": selecting.chosen(house, only_of=told.slug),
        "stream": selecting.chosen(house, [str(told.programme)]),
    }.items():
        done = exporting.export(house, tmp_path / name, keeps)
        said = verify_alone(tmp_path / name, "--json")
        assert said.code == 0, said.text
        assert 0 < done.left_out == said.facts["left_out"] < done.events
    redacted, only = ((tmp_path / name / verify.EVENTS).read_text() for name in ("redacted", "only"))
    assert str(told.programme) not in redacted
    assert str(programme_id("other")) not in only
    with pytest.raises(Exception, match="neither a programme nor a stream"):
        selecting.chosen(house, ["nowhere"])


def test_another_key_is_said_and_holds_with_the_old_one_alone(
    told: Company, tmp_path: Path, verify_alone: Verify
) -> None:
    house = told.installation
    exporting.export(house, tmp_path / "before")
    with house.database.writing() as connection:
        house.signer.rotate(connection)
    told.session()
    exporting.export(house, tmp_path / "after")
    said = verify_alone(tmp_path / "after")
    assert said.code == 0
    assert said.text.count("signed by key ") == 2
    assert " and key " in said.text
    assert verify_alone(tmp_path / "after", "--keys", tmp_path / "before" / verify.KEYS).code == 0


def test_it_hashes_as_the_program_does() -> None:
    frontier, ours = verify.Frontier(), tree.Frontier()
    for number in range(70):
        digest = verify.leaf(verify.canonical(bytes(16), number, b"a.b", b"{}"))
        frontier.append(digest)
        ours.append(digest)
        assert (frontier.size, frontier.root) == (ours.size, ours.root)


def test_a_file_from_a_mail_program_of_windows_is_read(bundle: Path, verify_alone: Verify) -> None:
    kept = bundle.with_name("kept.txt")
    kept.write_bytes(first_checkpoint(bundle).replace("\n", "\r\n").encode())
    assert verify_alone(bundle, "--checkpoint", kept).code == 0
