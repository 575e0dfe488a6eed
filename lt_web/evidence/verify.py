#!/usr/bin/env python3
"""Check the evidence of a log of Learn Together: with this one file, and nothing else of the program.

    python verify.py                                   the folder that this file lies in
    python verify.py FOLDER --checkpoint KEPT.txt      and hold it against a checkpoint that you kept
    python verify.py FOLDER --line "1234 kG3mXk0Qp2u9dBvE"   and against the foot of a printed report
    python verify.py FOLDER --older OTHER-FOLDER       and name every event that an older copy has otherwise
    python verify.py proof FILE                        a proof that one event is in the log

Exit codes: 0 all is well, 1 broken, 2 it cannot be told. It needs Python 3.11 or newer and the package
`cryptography`; it sends nothing anywhere and changes no file.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import hashlib
import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

OK, BROKEN, CANNOT_TELL = 0, 1, 2
WORDS = {OK: "ALL IS WELL", BROKEN: "BROKEN", CANNOT_TELL: "IT CANNOT BE TOLD"}
FORMAT = "learn-together-evidence 1"
PROOF = "learn-together-proof 1"
ABOUT, EVENTS, LEAVES, CHECKPOINTS, KEYS = (
    "about.json",
    "events.ndjson",
    "leaves.bin",
    "checkpoints.txt",
    "keys.txt",
)
HERE = Path(__file__).resolve().parent
EPOCH_BEGUN = "ledger.epoch_begun"
MOST_LINE, MOST_FILE, NAMED = 64 * 1024**2, 256 * 1024**2, 20
FOOT = 16  # characters of a root that are printed at the foot of a page
NOT_TRUE = (
    "This shows that nothing was changed, left out or put in since it was sealed. It does not show that what "
    "was written down was true."
)
KEEP_ONE = (
    "Nothing kept outside was held against it: whoever has the database and the signing key could have made "
    "another history. Use --checkpoint, --line or --older."
)


class Broken(Exception):
    """Something is not what was sealed; `position` is the event, where it can be named."""

    def __init__(self, sentence: str, position: int = 0) -> None:
        super().__init__(sentence)
        self.position = position


class CannotTell(Exception):
    """What would be needed to know is not there, or not in a form that this program knows."""


# The tree (RFC 6962)


def canonical(stream: bytes, version: int, topic: bytes, state: bytes) -> bytes:
    """The bytes that stand for an event: a version tag, then each part after its length."""
    parts = (stream, version.to_bytes(8, "big"), topic, state)
    return b"lt1" + b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def leaf(data: bytes) -> bytes:
    """The fingerprint of an event."""
    return hashlib.sha256(b"\x00" + data).digest()


def node(left: bytes, right: bytes) -> bytes:
    """The fingerprint over two fingerprints."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """A tree that grows: the fingerprints of its complete parts, the largest first."""

    def __init__(self) -> None:
        self.size = 0
        self.peaks: list[bytes] = []

    def append(self, digest: bytes) -> None:
        """Add a leaf."""
        rest = self.size
        while rest & 1:
            digest = node(self.peaks.pop(), digest)
            rest >>= 1
        self.peaks.append(digest)
        self.size += 1

    @property
    def root(self) -> bytes:
        """The one fingerprint over all of them."""
        root = self.peaks[-1] if self.peaks else hashlib.sha256(b"").digest()
        for peak in reversed(self.peaks[:-1]):
            root = node(peak, root)
        return root


def is_included(digest: bytes, index: int, size: int, path: list[bytes], root: bytes) -> bool:
    """Whether the path leads from a leaf at `index` to the root of a tree of that size."""
    if not 0 <= index < size:
        return False
    place, last = index, size - 1
    for step in path:
        if not last:
            return False
        if place & 1 or place == last:
            digest = node(step, digest)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            digest = node(digest, step)
        place, last = place >> 1, last >> 1
    return not last and digest == root


# Keys and checkpoints (C2SP signed notes)

NOTE = re.compile(
    r"([!-*,-~]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/]{43}=)\n\n((?:— [!-*,-~]+ [A-Za-z0-9+/]+={0,2}\n)+)"
)
KEY = re.compile(r"([!-*,-~]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})")
ED25519 = b"\x01"


@dataclass(frozen=True)
class Key:
    """A public key; it is called by the beginning of its own fingerprint."""

    public: bytes

    def __str__(self) -> str:
        return f"key {hashlib.sha256(self.public).hexdigest()[:16]}"

    def id(self, name: str) -> bytes:
        """The number under which it signs in a name."""
        return hashlib.sha256(name.encode() + b"\n" + ED25519 + self.public).digest()[:4]


@dataclass(frozen=True)
class Checkpoint:
    """A log's name, how many events it had, and the root over them; `signed_by` are the keys that say so."""

    origin: str
    size: int
    root: bytes
    signed_by: tuple[Key, ...] = ()
    unknown: tuple[str, ...] = ()  # the numbers of keys that signed it too, and that we do not have

    @property
    def foot(self) -> str:
        """How it stands at the foot of a printed page."""
        return f"{self.size} {base64.b64encode(self.root).decode()[:FOOT]}"


def exactly(text: str) -> bytes:
    """What base64 says; of the ways to write the same bytes the one right way alone is taken."""
    try:
        data = binascii.a2b_base64(text.encode("ascii"), strict_mode=True)
    except (binascii.Error, UnicodeError):
        raise CannotTell(f"“{text[:60]}” is no base64.") from None
    if base64.b64encode(data).decode() != text:
        raise CannotTell(f"“{text[:60]}” is not written as base64 has to be.")
    return data


def keys_in(text: str) -> list[Key]:
    """The keys in a file of keys: one a line; empty lines, and those that begin with #, are passed over."""
    found: list[Key] = []
    for line in filter(None, (line.strip() for line in text.split("\n"))):
        if line.startswith("#"):
            continue
        parts = KEY.fullmatch(line)
        data = exactly(parts[3]) if parts else b""
        key = Key(data[1:])
        if not parts or len(data) != 33 or data[:1] != ED25519 or key.id(parts[1]).hex() != parts[2]:
            raise CannotTell(f"“{line[:60]}” is no public key of a log, or it was altered.")
        found += [key] if key not in found else []
    return found


def checkpoints_in(text: str, keys: list[Key], where: str) -> list[Checkpoint]:
    """Every checkpoint of a text, each with its signatures checked."""
    if "\r\n" in text and text.count("\r\n") == text.count("\n"):
        text = text.replace("\r\n", "\n")  # a file that went through a mail program of Windows
    found: list[Checkpoint] = []
    at = 0
    while at < len(text):
        note = NOTE.match(text, at)
        if note is None:
            raise CannotTell(f"{where} is not written as a list of checkpoints is, after the {nth(found)}.")
        found.append(_checkpoint(note, keys, f"The {nth([*found, 0])} in {where}"))
        at = note.end()
        at += text.startswith("\n", at) and len(text) > at + 1
    return found


def nth(found: list[Any]) -> str:
    """Which of a list of checkpoints."""
    return f"checkpoint no. {len(found)}" if found else "beginning"


def _checkpoint(note: re.Match[str], keys: list[Key], which: str) -> Checkpoint:
    said = f"{note[1]}\n{note[2]}\n{note[3]}\n".encode()
    signed_by, unknown, seen = [], [], set[bytes]()
    for line in note[4].removesuffix("\n").split("\n"):
        _dash, name, encoded = line.split(" ")
        signature = exactly(encoded)
        id = signature[:4]
        if name != note[1] or id in seen or len(signature) != 68:
            raise CannotTell(f"{which} is not signed as a checkpoint is.")
        seen.add(id)
        key = next((key for key in keys if key.id(name) == id), None)
        if key is None:
            unknown.append(id.hex())
        elif not is_signed(key, signature[4:], said):
            raise Broken(f"{which} is not what {key} has signed: it was altered, or it is forged.")
        else:
            signed_by.append(key)
    return Checkpoint(note[1], int(note[2]), exactly(note[3]), tuple(signed_by), tuple(unknown))


def is_signed(key: Key, signature: bytes, said: bytes) -> bool:
    """Whether a key signed this."""
    try:
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    except ImportError:
        raise CannotTell("It needs the package: python -m pip install cryptography") from None
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, said)
    except (InvalidSignature, ValueError):
        return False
    return True


def require_a_known_key(checkpoint: Checkpoint, where: str) -> None:
    """Without a key nobody knows who wrote a checkpoint."""
    if not checkpoint.signed_by:
        others = ", ".join(checkpoint.unknown)
        raise CannotTell(f"{where} is signed by a key that is not at hand ({others}): use --keys.")


# The lines of events.ndjson

LINE = re.compile(
    rb'\{"index":(0|[1-9][0-9]{0,17}),"stream":"([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})",'
    rb'"version":(0|[1-9][0-9]{0,17}),"topic":"([^"\\\x00-\x1f]*)","state":"([A-Za-z0-9+/=]*)","view":'
)
LEFT_OUT = re.compile(rb'\{"index":(0|[1-9][0-9]{0,17}),"leaf":"([0-9a-f]{64})"\}\n')
ENVELOPE = {
    "at": "recorded_at",
    "by": "actor",
    "for": "on_behalf_of",
    "eff": "effective_at",
    "cmd": "command",
    "cor": "correlation",
    "why": "cause",
    "src": "source",
    "rel": "release",
}


@dataclass(frozen=True)
class Line:
    """One event: where its line says that it stands, its fingerprint, and what it tells (None: left out)."""

    index: int
    leaf: bytes
    parts: tuple[bytes, bytes, bytes, bytes] | None


def line_of(index: int, stream: str, version: int, topic: str, state: bytes) -> bytes:
    """One event as its line; all that stands in it follows from what is hashed."""
    secret = base64.b64encode(state).decode()
    head = f'{{"index":{index},"stream":"{stream}","version":{version},"topic":"{topic}","state":"{secret}"'
    return head.encode() + b',"view":' + view(state) + b"}\n"


def line_left_out(index: int, digest: bytes) -> bytes:
    """The line of an event whose content stays with its owner: its fingerprint."""
    return f'{{"index":{index},"leaf":"{digest.hex()}"}}\n'.encode()


def view(state: bytes) -> bytes:
    """The stored bytes in words that can be read; what is encrypted in them stays so."""
    try:
        told = json.loads(state)
        short = told.pop("e")
        told = {"envelope": {ENVELOPE.get(name, name): value for name, value in short.items()}, **told}
        told["data"] = told.pop("d")
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return b"null"


def read_line(line: bytes, position: int) -> Line:
    """Read a line. Nothing may stand in it that does not follow from what is hashed."""
    if left_out := LEFT_OUT.fullmatch(line):
        return Line(int(left_out[1]), bytes.fromhex(left_out[2].decode()), None)
    parts = LINE.match(line)
    if parts is None:
        raise Broken(f"Line {position} of {EVENTS} is no event, or not all of one.", position)
    index, version, stream = int(parts[1]), int(parts[3]), parts[2].decode()
    try:
        state, topic = binascii.a2b_base64(parts[5]), parts[4].decode()
        data = canonical(bytes.fromhex(stream.replace("-", "")), version, parts[4], state)
    except (ValueError, OverflowError):
        raise Broken(f"Line {position} of {EVENTS} is no event.", position) from None
    if line_of(index, stream, version, topic, state) != line:
        raise Broken(
            f"Event {position}: what its line shows to readers is not what its stored bytes say.", position
        )
    return Line(index, leaf(data), (parts[2], parts[3], parts[4], state))


# A bundle


@dataclass
class Bundle:
    """A folder of evidence."""

    folder: Path

    def __post_init__(self) -> None:
        about = self._json(ABOUT)
        if not isinstance(about, dict) or about.get("format") != FORMAT:
            told = about.get("format") if isinstance(about, dict) else None
            raise CannotTell(f"The format of {self.folder} is {told!r}; this program knows {FORMAT!r}.")

    def text(self, name: str) -> str:
        """A small file of it."""
        return text_of(self.folder / name)

    def _json(self, name: str) -> Any:
        try:
            return json.loads(self.text(name))
        except ValueError:
            raise CannotTell(f"{self.folder / name} is not written in a form that is known.") from None

    def lines(self) -> Iterator[tuple[int, Line]]:
        """Yield (position, line), in order and without a gap."""
        with opened(self.folder / EVENTS) as file:
            position = 0
            while text := file.readline(MOST_LINE):
                position += 1
                line = read_line(text, position)
                if line.index + 1 != position:
                    told = f"in its place stands event {line.index + 1}"
                    raise Broken(f"Event {position} is missing or was moved: {told}.", position)
                yield position, line

    def leaves(self) -> Iterator[bytes]:
        """Yield the fingerprints that were exported beside the events, an index to name what was altered."""
        if not (self.folder / LEAVES).exists():
            return
        with opened(self.folder / LEAVES) as file:
            while digests := file.read(32 * 4096):
                for at in range(0, len(digests), 32):
                    yield digests[at : at + 32]


def opened(path: Path) -> Any:
    """Open a file to read its bytes."""
    try:
        return path.open("rb")
    except OSError as error:
        raise CannotTell(f"{path} cannot be read: {error.strerror}.") from None


def text_of(path: Path) -> str:
    """The text of a small file."""
    with opened(path) as file:
        data = file.read(MOST_FILE)
    try:
        text: str = data.decode()
    except UnicodeError:
        raise CannotTell(f"{path} is no text.") from None
    return text


@dataclass(frozen=True)
class Epoch:
    """A history that lacks what was recorded once, since a backup was restored: its first event says so."""

    number: int
    position: int
    outside: str  # the last checkpoint that was kept elsewhere, where there was one
    lost: int | None

    @classmethod
    def of(cls, state: bytes, position: int) -> Epoch:
        """Read what its event says."""
        try:
            told = json.loads(state)["d"]
            return cls(int(told["epoch"]), position, str(told["checkpoint"]), told.get("lost"))
        except (ValueError, TypeError, KeyError, AttributeError):
            raise Broken(f"Event {position} begins an epoch and does not say which.", position) from None

    def __str__(self) -> str:
        lost = "nobody knows how many events" if self.lost is None else f"{plain(self.lost)} events at least"
        began = f"At event {plain(self.position)} epoch {self.number} began"
        return f"{began}: a backup was restored, and {lost} were lost"


@dataclass
class Read:
    """What reading every event brings: the roots that were asked for, and where fingerprints differ."""

    size: int = 0
    left_out: int = 0
    roots: dict[int, bytes] = field(default_factory=dict)
    differing: list[int] = field(default_factory=list)
    epochs: list[Epoch] = field(default_factory=list)  # those after the first
    has_leaves: bool = False


def read_through(bundle: Bundle, sizes: set[int]) -> Read:
    """Read every event again and hash it."""
    found, frontier, known = Read(), Frontier(), bundle.leaves()
    found.roots[0] = frontier.root
    for position, line in bundle.lines():
        frontier.append(line.leaf)
        beside = next(known, None)
        found.has_leaves = found.has_leaves or beside is not None
        if beside is not None and beside != line.leaf:
            found.differing.append(position)
        if position in sizes:
            found.roots[position] = frontier.root
        if line.parts is None:
            found.left_out += 1
        elif line.parts[2] == EPOCH_BEGUN.encode():
            found.epochs.append(Epoch.of(line.parts[3], position))
    found.size = frontier.size
    found.roots[found.size] = frontier.root
    return found


def roots_of(digests: Iterable[bytes], sizes: set[int]) -> dict[int, bytes]:
    """The roots over fingerprints alone."""
    frontier, found = Frontier(), {0: Frontier().root}
    for digest in digests:
        frontier.append(digest)
        if frontier.size in sizes:
            found[frontier.size] = frontier.root
    return found


# What is said of it


@dataclass
class Report:
    """What was found: sentences for people, facts for programs."""

    code: int = OK
    sentences: list[str] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    kept: int = 0  # how much from outside was held against it

    def say(self, sentence: str) -> None:
        """Add a sentence."""
        self.sentences.append(sentence)

    def fail(self, code: int, sentence: str, position: int = 0) -> None:
        """Note what is wrong; what is broken outweighs what cannot be told."""
        self.code = BROKEN if BROKEN in (code, self.code) else code
        if code == BROKEN and position and not self.facts.get("position"):
            self.facts["position"] = position
        self.say(sentence)

    def told(self, as_json: bool) -> str:
        """Everything, for people or for programs."""
        if as_json:
            result = {OK: "ok", BROKEN: "broken", CANNOT_TELL: "cannot tell"}[self.code]
            return json.dumps({"code": self.code, "result": result, **self.facts, "said": self.sentences})
        return "\n".join([WORDS[self.code], *(f"- {sentence}" for sentence in self.sentences)])


def plain(number: int) -> str:
    """A number as people read it."""
    return f"{number:,}"


def events(first: int, last: int) -> str:
    """A range of events in words."""
    return f"event {plain(first)}" if first == last else f"events {plain(first)} to {plain(last)}"


def epoch_of(origin: str) -> tuple[str, int]:
    """A log's name without its epoch, and the number of that."""
    name, _slash, epoch = origin.rpartition("/")
    if not re.fullmatch(r"[1-9][0-9]{0,8}", epoch):
        raise CannotTell(f"“{origin}” is no name of a log with its epoch.")
    return name, int(epoch)


def check_bundle(bundle: Bundle, options: argparse.Namespace) -> Report:
    """Check a whole bundle."""
    report = Report()
    keys = keys_in(text_of(Path(options.keys)) if options.keys else bundle.text(KEYS))
    sealed = checkpoints_in(bundle.text(CHECKPOINTS), keys, CHECKPOINTS)
    if not sealed:
        raise CannotTell("There is no checkpoint in it, so nothing says what the events have to be.")
    for number, checkpoint in enumerate(sealed, 1):
        require_a_known_key(checkpoint, f"Checkpoint no. {number}")
    kept = [c for path in options.checkpoint for c in kept_in(Path(path), keys)]
    feet = [foot_of(line) for line in options.line]
    sizes = {c.size for c in (*sealed, *kept)} | {size for size, _begin in feet}
    found = read_through(bundle, sizes)
    report.facts |= {"events": found.size, "left_out": found.left_out, "checkpoints": len(sealed)}
    hold_sealed(report, bundle, found, sealed)
    hold_kept(report, found, kept, sealed)
    hold_feet(report, found, feet)
    if options.older:
        hold_older(report, bundle, Bundle(Path(options.older)), found, keys)
    if report.code == OK:
        conclude(report, found, sealed, bool(options.keys))
    return report


def hold_sealed(report: Report, bundle: Bundle, found: Read, sealed: list[Checkpoint]) -> None:
    """Hold the events against the checkpoints that lie beside them."""
    last, held = sealed[-1], 0
    name, _epoch = epoch_of(last.origin)
    for before, checkpoint in zip([sealed[0], *sealed], sealed, strict=False):
        its_name, _epoch = epoch_of(checkpoint.origin)
        if its_name != name:
            raise CannotTell(f"Its checkpoints are of two logs: {name} and {its_name}.")
        if before.origin == checkpoint.origin and before.size > checkpoint.size:
            raise CannotTell("Its checkpoints are not in their order.")
        if checkpoint.size > end_of_epoch(checkpoint.origin, last.origin, found):
            continue  # of what was lost: that it was is said below
        if found.roots.get(checkpoint.size) != checkpoint.root:
            report.fail(BROKEN, *what_differs(bundle, found, held, checkpoint))
            return
        held = max(held, checkpoint.size)
    if found.differing or (found.has_leaves and found.size != leaf_count(bundle)):
        where = found.differing[0] if found.differing else found.size + 1
        report.fail(
            BROKEN,
            f"The events are those that were sealed, but {LEAVES} beside them is not (event {plain(where)}): "
            "this copy was damaged or altered. Take another.",
            where,
        )
    for epoch in found.epochs:
        report.say(f"{epoch}.")
    if found.size > last.size:
        said = f"{events(last.size + 1, found.size).capitalize()} were not sealed: nothing proves them."
        report.fail(CANNOT_TELL, said)


def leaf_count(bundle: Bundle) -> int:
    """How many fingerprints lie beside the events."""
    return (bundle.folder / LEAVES).stat().st_size // 32


def end_of_epoch(origin: str, newest: str, found: Read) -> int:
    """How many events of an epoch are still there: those before the next one began."""
    _name, epoch = epoch_of(origin)
    if epoch == epoch_of(newest)[1]:
        return sys.maxsize
    after = next((later for later in found.epochs if later.number > int(epoch)), None)
    if after is None:
        raise CannotTell(f"No event says how {newest} came after {origin}.")
    return after.position - 1


def what_differs(bundle: Bundle, found: Read, held: int, failing: Checkpoint) -> tuple[str, int]:
    """Name the event that is not what was sealed, as exactly as the evidence allows."""
    differing = [p for p in found.differing if held < p <= failing.size]
    if not differing and found.size < failing.size:
        where = events(found.size + 1, failing.size)
        return f"The end is missing: {where} were sealed and are not here.", found.size + 1
    sealed_so = roots_of(bundle.leaves(), {failing.size}).get(failing.size) == failing.root
    if differing and sealed_so:
        more = f", and {plain(len(differing) - 1)} after it" if differing[1:] else ""
        said = f"Event {plain(differing[0])} is not what was sealed{more}: altered, moved or left out."
        return said, differing[0]
    doubt = f" Event {plain(differing[0])} is the first in doubt." if differing else ""
    where = events(held + 1, failing.size)
    said = f"One of {where} is not what was sealed.{doubt} An older copy names it exactly: use --older."
    return said, differing[0] if differing else held + 1


# What was kept outside


def kept_in(path: Path, keys: list[Key]) -> list[Checkpoint]:
    """The checkpoints in a file that was kept outside: that it was kept makes it evidence, whoever signed."""
    try:
        found = checkpoints_in(text_of(path), keys, str(path))
    except Broken as fault:
        raise CannotTell(str(fault)) from None
    if not found:
        raise CannotTell(f"{path} holds no checkpoint.")
    return found


def foot_of(line: str) -> tuple[int, str]:
    """The size and the beginning of the root in the foot of a printed page."""
    parts = re.fullmatch(r"\s*([0-9][0-9.,'’  ]*)\s+([A-Za-z0-9+/]{16,44}=?)\s*", line)
    if not parts:
        raise CannotTell(f"“{line}” is no line of a report’s foot: a number and {FOOT} characters.")
    return int(re.sub(r"[^0-9]", "", parts[1])), parts[2]


def hold_kept(report: Report, found: Read, kept: list[Checkpoint], sealed: list[Checkpoint]) -> None:
    """Hold the events against checkpoints from outside."""
    newest = sealed[-1].origin
    for checkpoint in kept:
        name, epoch = epoch_of(checkpoint.origin)
        by = "" if checkpoint.signed_by else ", signed by a key that is not named here"
        which = f"Your checkpoint over {plain(checkpoint.size)} events (epoch {epoch}{by})"
        if name != epoch_of(newest)[0]:
            report.fail(CANNOT_TELL, f"{which} is of another log: {checkpoint.origin}, not {newest}.")
            continue
        end = end_of_epoch(checkpoint.origin, newest, found)
        if checkpoint.size > end:
            said = f"{which} covers {events(end + 1, checkpoint.size)}, which a restored backup has not"
            report.fail(CANNOT_TELL, f"{said}: nothing can be held against it. Hold an older one.")
        else:
            hold_root(report, found, checkpoint.size, checkpoint.root, which)


def hold_feet(report: Report, found: Read, feet: list[tuple[int, str]]) -> None:
    """Hold the events against printed lines."""
    for size, begin in feet:
        root = base64.b64encode(found.roots.get(size, b"")).decode()
        whole = found.roots.get(size) if root.startswith(begin) else b""
        which = f"Your printed line over {plain(size)} events (read it once more)"
        hold_root(report, found, size, whole or b"", which if not whole else which.partition(" (")[0])


def hold_root(report: Report, found: Read, size: int, root: bytes, which: str) -> None:
    """Hold the events against one root from outside."""
    report.kept += 1
    if size > found.size:
        said = f"{events(found.size + 1, size).capitalize()} are missing here"
        report.fail(BROKEN, f"{which} does not fit: {said}. Is this copy older than it?", found.size + 1)
    elif found.roots[size] != root:
        said = f"One of {events(1, size)} was altered since, and all was sealed anew"
        report.fail(BROKEN, f"{which} does not fit. {said}. An older copy names it exactly: use --older.")
    else:
        report.say(f"{which} fits: those are the first {plain(size)} here.")


# An older copy


def hold_older(report: Report, bundle: Bundle, older: Bundle, found: Read, keys: list[Key]) -> None:
    """Name every event that an older copy has otherwise."""
    report.kept += 1
    differing, missing, common = compared(bundle, older)
    if differing and differing[0][0] in [epoch.position for epoch in found.epochs]:
        said = f"From event {plain(differing[0][0])} on a new epoch stands here, after a restored backup"
        report.fail(CANNOT_TELL, f"{said}: what the older copy has from there on is lost.")
        return
    report.facts |= {"older_differs": differing[:NAMED], "older_common": common}
    for position, words in differing[:NAMED]:
        report.fail(BROKEN, f"Event {plain(position)} is not what the older copy has: {words}.", position)
    if len(differing) > NAMED:
        report.say(f"And so are {plain(len(differing) - NAMED)} more.")
    if missing:
        said = f"{events(common + 1, common + missing).capitalize()} of the older copy are missing here."
        report.fail(BROKEN, said, common + 1)
    if not differing and not missing:
        report.say(f"The older copy fits: its {plain(common)} events are the first of these.")
    elif differing:
        report.say(_how_the_older_stands(older, keys))


def compared(bundle: Bundle, older: Bundle) -> tuple[list[tuple[int, str]], int, int]:
    """Read both copies side by side: what differs, how many are missing at the end, how many both have."""
    differing: list[tuple[int, str]] = []
    ours = bundle.lines()
    common = missing = 0
    for theirs in _lines_of_the_older(older):
        mine = next(ours, None)
        if mine is None:
            missing += 1
            continue
        common += 1
        if mine[1].leaf != theirs.leaf:
            differing.append((common, in_what(mine[1], theirs)))
    return differing, missing, common


def _lines_of_the_older(older: Bundle) -> Iterator[Line]:
    try:
        for _position, line in older.lines():
            yield line
    except Broken as fault:
        raise CannotTell(f"The older copy is broken itself: {fault}") from None


def in_what(mine: Line, theirs: Line) -> str:
    """In what two copies of an event differ."""
    if mine.parts is None or theirs.parts is None:
        return "its fingerprint is another (its content was left out)"
    pairs = zip(("stream", "version", "kind", "content"), mine.parts, theirs.parts, strict=True)
    names = [name for name, a, b in pairs if a != b]
    return f"its {', '.join(names)} {'is' if len(names) == 1 else 'are'} another (here {_kind(mine)})"


def _kind(line: Line) -> str:
    assert line.parts is not None
    return line.parts[2].decode(errors="replace")


def _how_the_older_stands(older: Bundle, keys: list[Key]) -> str:
    """Whether the older copy is what was sealed then: that tells which of the two was altered."""
    try:
        sealed = checkpoints_in(older.text(CHECKPOINTS), keys, CHECKPOINTS)
        found = read_through(older, {c.size for c in sealed})
        whole = bool(sealed) and all(found.roots.get(c.size) == c.root for c in sealed)
    except (Broken, CannotTell):
        whole = False
    if whole:
        return "The older copy is what was sealed when it was made, so this one was altered since."
    return "The older copy is not what its own checkpoints say: it cannot tell which of the two was altered."


# A proof


def check_proof(text: str, keys: list[Key]) -> Report:
    """Check a proof that one event is in the log."""
    head, _blank, note = text.partition("\n\n")
    lines = head.split("\n")
    if lines[0] != PROOF:
        raise CannotTell(f"This is no proof of a form that is known: it begins with “{lines[0][:60]}”.")
    given, path = _parts_of_a_proof(lines[1:])
    found = checkpoints_in(note, keys, "the proof")
    if len(found) != 1:
        raise CannotTell("A proof has one checkpoint.")
    checkpoint, index, digest = found[0], int(given["index"]), exactly(given["leaf"])
    require_a_known_key(checkpoint, "Its checkpoint")
    position = index + 1
    if "state" in given and leaf(_event_in(given)) != digest:
        raise Broken("The event in it is not the one that it proves.", position)
    if not is_included(digest, index, checkpoint.size, path, checkpoint.root):
        raise Broken(f"It does not prove event {plain(position)} to be in this log.", position)
    report = Report(facts={"position": position, "size": checkpoint.size, "origin": checkpoint.origin})
    signed = f"{checkpoint.origin} as it was sealed over {plain(checkpoint.size)} events"
    report.say(f"Event {plain(position)} is in the log {signed} (signed by {checkpoint.signed_by[0]}).")
    what = f"It is {given['topic']} of the stream {given['stream']}." if "state" in given else ""
    report.say(what or f"Its fingerprint is {digest.hex()}.")
    report.say(f"At the foot of a report sealed then stands: {checkpoint.foot}")
    report.say(NOT_TRUE)
    return report


SHAPES = {
    "index": r"0|[1-9][0-9]{0,17}",
    "leaf": r"[A-Za-z0-9+/]{43}=",
    "stream": r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
    "version": r"0|[1-9][0-9]{0,17}",
    "topic": r"[!-~]{1,200}",
    "state": r"[A-Za-z0-9+/]+={0,2}",
}


def _parts_of_a_proof(lines: list[str]) -> tuple[dict[str, str], list[bytes]]:
    """Read what stands before the checkpoint; each thing once, in its order, in its one way of writing."""
    names = [line.partition(" ")[0] for line in lines]
    wanted = [name for name in SHAPES if name in names]
    steps = lines[len(wanted) :]
    given = {name: line.partition(" ")[2] for name, line in zip(wanted, lines, strict=False)}
    right = names[: len(wanted)] == wanted and wanted in (list(SHAPES)[:2], list(SHAPES))
    if not right or not all(re.fullmatch(SHAPES[name], value) for name, value in given.items()):
        raise CannotTell("This is not written as a proof is.")
    if not all(re.fullmatch(r"path [A-Za-z0-9+/]{43}=", step) for step in steps):
        raise CannotTell("The path in it is not written as a path is.")
    return given, [exactly(step.partition(" ")[2]) for step in steps]


def _event_in(given: dict[str, str]) -> bytes:
    stream = bytes.fromhex(given["stream"].replace("-", ""))
    return canonical(stream, int(given["version"]), given["topic"].encode(), exactly(given["state"]))


def conclude(report: Report, found: Read, sealed: list[Checkpoint], own_keys: bool) -> None:
    """What is well, and how far that goes."""
    last = sealed[-1]
    first = f"All {plain(last.size)} events are the ones that were sealed; each was read and hashed again."
    report.sentences.insert(0, first)
    if found.left_out:
        report.say(f"Of {plain(found.left_out)} events the content was left out; their fingerprints hold.")
    for sentence in who_signed(sealed):
        report.say(sentence)
    report.say(f"At the foot of a report sealed now stands: {last.foot}")
    report.facts |= {"sealed": last.size, "root": last.root.hex(), "origin": last.origin, "foot": last.foot}
    if not own_keys:
        report.say(f"The keys are those of the bundle ({KEYS}): compare them with what you were told.")
    report.say(NOT_TRUE)
    if not report.kept:
        report.say(KEEP_ONE)


def who_signed(sealed: list[Checkpoint]) -> Iterator[str]:
    """Which key signed when, and where a new epoch or another key begins."""
    known: tuple[str, tuple[Key, ...]] = ("", ())
    for checkpoint in sealed:
        now = (checkpoint.origin, checkpoint.signed_by)
        if now != known:
            by = " and ".join(map(str, checkpoint.signed_by))
            epoch = epoch_of(checkpoint.origin)[1]
            yield f"From {plain(checkpoint.size)} events on: epoch {epoch}, signed by {by}."
        known = now


# The command line


def main(given: list[str] | None = None) -> int:
    """Check what is asked for, say it, and return the exit code."""
    given = sys.argv[1:] if given is None else given
    options = _options(given)
    try:
        report = _checked(options)
    except Broken as fault:
        report = Report()
        report.fail(BROKEN, str(fault), fault.position)
    except CannotTell as fault:
        report = Report(CANNOT_TELL, [str(fault)])
    print(report.told(options.json))
    return report.code


def _checked(options: argparse.Namespace) -> Report:
    if not options.is_proof:
        return check_bundle(Bundle(Path(options.what)), options)
    path = Path(options.what)
    beside = [folder / KEYS for folder in (path.parent, HERE) if (folder / KEYS).exists()]
    known = [Path(options.keys)] if options.keys else beside
    if not known:
        raise CannotTell(f"There is no {KEYS} beside it: name the file with the log's keys (--keys).")
    return check_proof(text_of(path), keys_in(text_of(known[0])))


def _options(given: list[str]) -> argparse.Namespace:
    is_proof = given[:1] == ["proof"]
    parser = argparse.ArgumentParser(
        prog="verify.py proof" if is_proof else "verify.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    if is_proof:
        parser.add_argument("what", metavar="FILE", help="the proof")
    else:
        parser.add_argument("what", metavar="FOLDER", nargs="?", default=str(HERE), help="the evidence")
        kept = {"action": "append", "default": [], "metavar": "FILE"}
        parser.add_argument("--checkpoint", **kept, help="a checkpoint that you kept; can be given again")  # type: ignore[arg-type]
        parser.add_argument("--line", action="append", default=[], help="the foot of a printed report")
        parser.add_argument("--older", metavar="FOLDER", help="an older copy of the evidence")
    parser.add_argument("--keys", metavar="FILE", help="believe these keys alone, not those of the folder")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of sentences")
    return parser.parse_args(given[is_proof:], argparse.Namespace(is_proof=is_proof))


if __name__ == "__main__":
    sys.exit(main())
