"""Checkpoints: the format as others read it, and no way of writing one that is not the one way."""

from __future__ import annotations

import base64
import random
from collections.abc import Iterator

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lt_web.log import notes
from lt_web.log.checkpoints import Checkpoint, footer, parsed, read, signed
from lt_web.log.notes import Malformed
from tests.faults.scale import sized

OLD, NEW, STRANGER = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2, 3))
PUBLIC = [key.public_key().public_bytes_raw() for key in (OLD, NEW, STRANGER)]
SHOWN = Checkpoint("learn.tern.example/log/1", 20_852, bytes(range(32)))
# Characters that somebody could take for others, or that some reader of lines takes for an end of line.
ODD = "\x00\t\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029 \u00a0\u200b-‐‑–—―−=+/0OoIl1Aa\ufeff"

# The example of the format's description (c2sp.org/tlog-checkpoint) is in nobody's name that ends as ours do.
EXAMPLE = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa "
    "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)


def test_a_checkpoint_is_written_as_others_read_it() -> None:
    note = signed(SHOWN, [OLD])
    text, _, line = note.partition("\n\n")
    assert text.split("\n") == [SHOWN.origin, "20852", base64.b64encode(SHOWN.root).decode()]
    dash, name, signature = line.removesuffix("\n").split(" ")
    assert (dash, name) == ("\u2014", SHOWN.origin)
    raw = base64.b64decode(signature)
    assert raw[:4] == notes.key_id(SHOWN.origin, PUBLIC[0])
    OLD.public_key().verify(raw[4:], f"{text}\n".encode())
    assert parsed(note, PUBLIC[:1]) == SHOWN
    assert SHOWN.footer == "20852 AAECAwQFBgcICQoL" == footer(20_852, SHOWN.root)
    assert (SHOWN.instance, SHOWN.epoch) == ("learn.tern.example", 1)


def test_the_example_of_the_format_is_a_note_in_another_log_s_name() -> None:
    assert notes.WHOLE.fullmatch(EXAMPLE)
    with pytest.raises(Malformed, match="not the name of a log of ours"):
        read(EXAMPLE)


def test_a_public_key_is_written_as_others_take_it() -> None:
    line = notes.public_line(SHOWN.origin, PUBLIC[0])
    assert notes.public_of(line) == (SHOWN.origin, PUBLIC[0])
    for wrong in (line[:-4], line.replace("+", "-", 1), line.replace("log/1", "log/2"), "", "a+b+c"):
        with pytest.raises(Malformed):
            notes.public_of(wrong)


def test_both_keys_sign_for_a_while_and_whoever_knows_one_of_them_believes_it() -> None:
    note = signed(SHOWN, [OLD, NEW])
    assert parsed(note, PUBLIC) == SHOWN
    for known in PUBLIC[:2]:
        assert parsed(note, [known], strangers=True) == SHOWN
        with pytest.raises(Malformed, match="not known"):
            parsed(note, [known])
    for keys in ([], PUBLIC[2:]):
        with pytest.raises(Malformed):
            parsed(note, keys, strangers=True)


def test_notes_in_one_file_come_apart_again() -> None:
    each = [signed(Checkpoint(SHOWN.origin, size, SHOWN.root), [OLD, NEW]) for size in range(4)]
    assert notes.several(notes.joined(each)) == each
    assert notes.several(each[0]) == each[:1]


def test_what_is_signed_in_another_name_or_twice_is_refused() -> None:
    elsewhere = notes.written(SHOWN.text, "learn.tern.example/log/2", [OLD])
    twice = notes.written(SHOWN.text, SHOWN.origin, [OLD, OLD])
    both = f"{signed(SHOWN, [OLD])}{elsewhere.rpartition(chr(10) * 2)[2]}"
    for note in (elsewhere, twice, both, SHOWN.text, "", "\n"):
        with pytest.raises(Malformed):
            parsed(note, PUBLIC)


def test_no_edit_of_one_character_goes_unnoticed() -> None:
    """Each place × change, insertion, deletion and swap, and the loose last bits of every base64."""
    tried, wanted = 0, sized(15_000, 200_000)
    for note in (signed(SHOWN, [OLD]), signed(SHOWN, [OLD, NEW])):
        for edited in edits(note, wanted // 2):
            assert edited != note
            with pytest.raises(Malformed):
                parsed(edited, PUBLIC)
            tried += 1
    print(f"{tried:,} edits of one character, all refused")
    assert tried >= wanted


def edits(note: str, many: int) -> Iterator[str]:
    """All edits that are known to have fooled somebody, then others by chance."""
    for at in range(len(note) + 1):
        for odd in ODD:
            yield f"{note[:at]}{odd}{note[at:]}"
        if at == len(note):
            continue
        yield f"{note[:at]}{note[at + 1 :]}"
        yield from (f"{note[:at]}{odd}{note[at + 1 :]}" for odd in ODD if odd != note[at])
        if note[at].swapcase() != note[at]:
            yield f"{note[:at]}{note[at].swapcase()}{note[at + 1 :]}"
        if note[at : at + 1] != note[at + 1 : at + 2] and at + 1 < len(note):
            yield f"{note[:at]}{note[at + 1]}{note[at]}{note[at + 2 :]}"
    yield from loosened(note)
    chance = random.Random(9)
    for _ in range(many):
        at, odd = (
            chance.randrange(len(note)),
            chr(chance.choice((chance.randrange(128), chance.randrange(0x3000)))),
        )
        if odd != note[at]:
            yield f"{note[:at]}{odd}{note[at + 1 :]}"


def loosened(note: str) -> Iterator[str]:
    """The same bytes in base64, written with other bits where none count; and without its padding."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    for at, sign in enumerate(note):
        if note[at + 1 : at + 2] == "=" and sign != "=":
            place = letters.index(sign)
            for bits in range(1, 4):
                yield f"{note[:at]}{letters[place ^ bits]}{note[at + 1 :]}"
            yield f"{note[: at + 1]}{note[at + 2 :]}"
