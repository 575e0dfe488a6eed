"""The few lines that lie beside the evidence, for whoever finds it."""

from __future__ import annotations

TEXT = """Evidence of the log of {origin}
{line}

{events:,} events, sealed at the foot of a report as: {foot}
Signed by {key}. Ask somebody who does not run the server whether that is right.

To check it, on any computer with Python 3.11 or newer:

    python -m pip install cryptography
    python verify.py

It says in words what it found, and ends with 0 (all is well), 1 (broken, and where) or 2 (it cannot be told).
It proves more with something that was kept elsewhere, out of reach of those who run the server:

    python verify.py --checkpoint KEPT.txt      a checkpoint that you saved on another day
    python verify.py --line "1234 kG3mXk0Qp2u9dBvE"   the foot of a printed report
    python verify.py --older FOLDER             an older copy of this; it names each event that differs
    python verify.py --keys KEPT.txt            keys that you saved, instead of those that lie here

What it shows: nothing was changed, left out or put in since it was sealed.
What it does not: that what was written down was true; what was recorded after the last checkpoint; and, where
nothing was kept elsewhere, that nobody with both the database and the signing key made another history.

events.ndjson     everything that happened, an event a line, in its order. "state" is what is stored, byte for
                  byte, in base64; "view" is the same to be read. What people wrote stays encrypted, and who
                  they are is not in it. {left_out}
checkpoints.txt   what was sealed, and when: signed notes as C2SP describes them (tlog-checkpoint).
keys.txt          the public keys, old ones too.
leaves.bin        the fingerprint of each event, 32 bytes each, as it was kept. It names what was altered; the
                  verifier never believes it.
about.json        which form this is of.
verify.py         the verifier: one file that needs nothing else of the program. Read it, or write your own:
                  a fingerprint is SHA-256 of a zero byte, "lt1" and, each after its length in eight bytes,
                  the stream's 16 bytes, its version in eight, the topic and the state; the tree is that of
                  RFC 6962.
"""
WHOLE = "Nothing was left out."
REDACTED = "Of {n:,} events the content was left out on purpose: their line is a fingerprint."


def readme(origin: str, events: int, left_out: int, foot: str, key: str) -> str:
    """Return the text."""
    line = "=" * len(f"Evidence of the log of {origin}")
    said = REDACTED.format(n=left_out) if left_out else WHOLE
    return TEXT.format(origin=origin, line=line, events=events, foot=foot, key=key, left_out=said)
