"""Text made clean and comparable: cells without control characters, words folded for look-ups."""

import re
import unicodedata

CONTROLS = {code: " " for code in (*range(0x20), *range(0x7F, 0xA0)) if chr(code) not in "\n\t"}
# Zero-width and direction marks: spreadsheets and wikis leave them behind, and they can disguise a name.
UNSEEN = dict.fromkeys(
    (0xAD, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
)
LINES = {0x2028: "\n", 0x2029: "\n", 0x85: "\n"}
CLEANING = CONTROLS | UNSEEN | LINES

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
NOTHING = frozenset(
    ("-", "--", "---", "/", "./.", "?", "??", "n/a", "tbd", "tba", "tbc", "none", "unknown",
     "offen", "keine", "keiner", "unbekannt", "n.n.", "k.a.", "k. a.")
)  # fmt: skip
LONGEST_NOTHING = 12


def clean(text: str) -> str:
    """Composed accents, \\n for line ends, no control or invisible characters, no space at either end."""
    if text.isascii() and text.isprintable():
        return text.strip()
    lines = text.replace("\r\n", "\n").replace("\r", "\n").translate(CLEANING)
    return unicodedata.normalize("NFC", lines).strip()


def one_line(text: str) -> str:
    """Line breaks and runs of space folded to a single space."""
    return " ".join(text.split())


def many_lines(text: str) -> str:
    """Lines kept, trailing spaces gone, at most one empty line in a row."""
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()


def plain(text: str) -> str:
    """Lower case on one line, no accents, dashes alike, punctuation kept: “Fr., 3. März” → “fr., 3. marz”."""
    if text.isascii():
        return one_line(text.lower())
    bare = unicodedata.normalize("NFKD", text.translate(DASHES).casefold())
    return one_line("".join(letter for letter in bare if not unicodedata.combining(letter)))


def fold(text: str) -> str:
    """Words for comparing, without case, accents, punctuation: “Länge [Min.]” → “lange min”."""
    return " ".join(re.findall(r"\w+", plain(text).replace("_", " ")))


def spellings(word: str) -> set[str]:
    """Both ways to write a word with umlauts, folded: länge → {lange, laenge}."""
    return {fold(word), fold(word.translate(UMLAUTS))}


def says_nothing(text: str) -> bool:
    """Whether a cell is empty or holds only a stand-in such as “–”, “TBD” or “n/a”."""
    return not text or (len(text) <= LONGEST_NOTHING and plain(text) in NOTHING)
