"""A proof of one event: small, checked by the verifier alone, and refused however little of it is altered."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import update

from lt_web.bundle.faults import BundleError
from lt_web.evidence import exporting, proving, verify
from lt_web.log import tree
from lt_web.log.recorder import events
from tests.company import Company
from tests.evidence.conftest import Verify
from tests.faults.scale import seed, sized

LETTERS = "ABZaz09+/=—\n\r \x00\x0b\u2028Ⅷ"
MOST = 1500  # bytes


def is_accepted(proof: str, keys: list[verify.Key]) -> bool:
    try:
        return verify.check_proof(proof, keys).code == verify.OK
    except (verify.Broken, verify.CannotTell):
        return False


def keys_of(told: Company) -> list[verify.Key]:
    with told.installation.database.reading() as db:
        return verify.keys_in(exporting.keys_text(db, "any/log/1"))


def test_each_event_is_proved_to_somebody_who_has_nothing_but_the_keys(
    told: Company, bundle: Path, tmp_path: Path, verify_alone: Verify
) -> None:
    keys = keys_of(told)
    last = told.installation.health()["position"]
    proofs = [proving.prove(told.installation, position + 1) for position in range(last)]
    assert all(is_accepted(proof, keys) for proof in proofs)
    (tmp_path / "proof.txt").write_text(proofs[4])
    said = verify_alone(bundle, "--json")
    command = (bundle, "proof", tmp_path / "proof.txt")
    said = verify_alone(*command)
    assert said.code == 0
    assert "Event 5 is in the log" in said.text
    with_event = proving.prove(told.installation, 5, with_event=True)
    (tmp_path / "proof.txt").write_text(with_event)
    assert "It is person.joined of the stream" in verify_alone(*command).text


def test_a_proof_in_a_log_of_a_million_events_is_small(told: Company) -> None:
    proof = proving.prove(told.installation, 1)
    steps = proof.count("\npath ")
    in_a_million = len(proof.encode()) + (20 - steps) * len("path \n" + "A" * 44) + 2 * len("1000000")
    print(f"a proof of {len(proof.encode())} bytes; among a million events {in_a_million}")
    assert in_a_million <= MOST


def test_there_is_no_proof_of_what_is_not_there_or_was_altered(told: Company) -> None:
    house = told.installation
    with pytest.raises(BundleError, match="There is no event 999"):
        proving.prove(house, 999)
    house.seal_now()
    with house.database.writing() as db:
        db.execute(update(events).where(events.c.position == 3).values(topic="person.left"))
    with pytest.raises(proving.Unprovable, match="Event 3 is not what was sealed"):
        proving.prove(house, 3)
    assert proving.prove(house, 4)


def test_no_altered_proof_is_accepted(told: Company) -> None:
    """One character, one line, one digest, another place or size: of none it says that all is well."""
    dice, keys, tried = random.Random(seed()), keys_of(told), 0
    last = told.installation.health()["position"]
    proofs = [proving.prove(told.installation, p, with_event=p % 2 == 0) for p in range(1, last + 1)]
    assert all(is_accepted(proof, keys) for proof in proofs)
    for _ in range(sized(4_000, 42_000)):
        proof = dice.choice(proofs)
        altered = _altered(proof, dice, proofs)
        if altered not in proofs:
            assert not is_accepted(altered, keys), altered
            tried += 1
    print(f"{tried} altered proofs, all refused")
    assert tried >= sized(3_800, 40_000)


def _altered(proof: str, dice: random.Random, proofs: list[str]) -> str:
    place = dice.randrange(len(proof))
    lines = proof.split("\n")
    at, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    kind = dice.randrange(8)
    if kind < 3:
        return proof[:place] + dice.choice(LETTERS) + proof[place + 1 :]
    if kind == 3:
        return proof[:place] + proof[place + 1 :]
    if kind == 4:
        return proof[:place] + dice.choice(LETTERS) + proof[place:]
    if kind == 5:
        return "\n".join([*lines[:at], *lines[at + 1 :]])
    if kind == 6:
        lines[at], lines[other] = lines[other], lines[at]
        return "\n".join(lines)
    lines[at] = dice.choice(dice.choice(proofs).split("\n"))  # a line of another proof
    return "\n".join(lines)


def test_the_verifier_follows_a_path_as_the_program_does() -> None:
    digests = [tree.leaf(bytes([n])) for n in range(37)]
    for index, digest in enumerate(digests):
        path = tree.inclusion(index, digests)
        assert verify.is_included(digest, index, 37, path, tree.root(digests))
        assert not verify.is_included(digest, index, 37, [*path, digest], tree.root(digests))
