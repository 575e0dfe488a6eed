"""Keys of one transaction, wrapped by a key in a file that is whole, private and apart."""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select, update

from lt_web.installation import Installation
from lt_web.log.faults import Unavailable
from lt_web.store.keys import Keyring, keys

ADA, BEN = UUID(int=1), UUID(int=2)
NONCE = bytes(12)


def wrapped(installation: Installation) -> dict[UUID, bytes]:
    with installation.database.reading() as connection:
        return {row.owner: row.wrapped for row in connection.execute(select(keys))}


def encrypted(installation: Installation, owner: UUID, words: bytes = b"words") -> bytes:
    with installation.log.writing() as connection:
        return installation.keyring.cipher_for_writing(connection, owner, "personal").encrypt(
            NONCE, words, b""
        )


def decrypted(installation: Installation, owner: UUID, secret: bytes) -> bytes:
    with installation.database.reading() as connection:
        cipher = installation.keyring.cipher(connection, owner, "personal")
        assert cipher is not None
        return cipher.decrypt(NONCE, secret, b"")


def make_and_fail(installation: Installation, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Make a key in a transaction that is rolled back, while another thread does something."""
    with suppress(ZeroDivisionError), installation.log.writing() as connection:
        installation.keyring.cipher_for_writing(connection, ADA, "personal")
        elsewhere = threading.Thread(target=meanwhile)
        elsewhere.start()
        elsewhere.join()
        raise ZeroDivisionError


def test_each_person_and_kind_has_a_key(
    installation: Installation, reopened: Callable[[], Installation]
) -> None:
    secrets = {owner: encrypted(installation, owner) for owner in (ADA, BEN)}
    assert secrets[ADA] != secrets[BEN]
    assert secrets[ADA] == encrypted(installation, ADA)
    later = reopened()
    assert [decrypted(later, owner, secret) for owner, secret in secrets.items()] == [b"words", b"words"]
    later.close()


def test_a_key_that_was_rolled_back_is_never_used_again(
    installation: Installation, reopened: Callable[[], Installation]
) -> None:
    make_and_fail(installation)
    assert wrapped(installation) == {}
    later = reopened()
    assert decrypted(later, ADA, encrypted(installation, ADA)) == b"words"
    later.close()


def test_another_thread_commits_while_a_key_is_rolled_back(
    installation: Installation, reopened: Callable[[], Installation]
) -> None:
    make_and_fail(installation, meanwhile=installation.keyring.kept)
    later = reopened()
    assert decrypted(later, ADA, encrypted(installation, ADA)) == b"words"
    later.close()


def test_a_key_that_another_process_replaced_is_not_written_with(
    installation: Installation, reopened: Callable[[], Installation]
) -> None:
    encrypted(installation, ADA)
    other = reopened()
    with other.database.writing() as connection:
        connection.execute(keys.delete())
    encrypted(other, ADA)
    assert decrypted(other, ADA, encrypted(installation, ADA)) == b"words"
    other.close()


def test_keys_are_stored_wrapped_and_bound_to_their_owner(
    installation: Installation, reopened: Callable[[], Installation]
) -> None:
    for owner in (ADA, BEN):
        encrypted(installation, owner)
    stored = wrapped(installation)
    assert all(len(key) == 12 + 32 + 16 for key in stored.values())
    with installation.database.writing() as connection:
        connection.execute(update(keys).where(keys.c.owner == ADA).values(wrapped=stored[BEN]))
    later = reopened()
    with later.database.reading() as connection, pytest.raises(Unavailable, match="not the one that closed"):
        later.keyring.cipher(connection, ADA, "personal")
    later.close()


def test_the_key_file_is_private_and_made_once(tmp_path: Path) -> None:
    keyring = Keyring(tmp_path / "keys")
    keyring.prepare()
    [file] = (tmp_path / "keys").iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "keys").stat().st_mode) == 0o700
    assert len(file.read_bytes()) == 32
    keyring.prepare()
    assert list((tmp_path / "keys").iterdir()) == [file]


def test_a_key_file_that_was_not_finished_is_not_one(tmp_path: Path) -> None:
    (tmp_path / "cut.kek.unfinished").write_bytes(b"half a")
    Keyring(tmp_path).prepare()
    assert len(list(tmp_path.glob("*.kek"))) == 1


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [(Path.unlink, "is missing"), (lambda file: file.write_bytes(bytes(32)), "is not the one")],
)
def test_a_lost_or_changed_key_file_is_named(
    damage: Callable[[Path], None], sentence: str, fragile: Installation, reopened: Callable[[], Installation]
) -> None:
    encrypted(fragile, ADA)
    [file] = fragile.config.key_dir.glob("*.kek")
    damage(file)
    later = reopened()
    with later.database.reading() as connection, pytest.raises(Unavailable, match=f"{file.name} {sentence}"):
        later.keyring.cipher(connection, ADA, "personal")
    later.close()


def test_nobody_has_a_key_before_its_first_use(installation: Installation) -> None:
    with installation.database.reading() as connection:
        assert installation.keyring.cipher(connection, uuid4(), "personal") is None
