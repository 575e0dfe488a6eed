"""Bytes to text: which encoding it is, and clear words for files that are no text at all."""

import re

from lt_web.tables import sentences
from lt_web.tables.said import Amount
from lt_web.tables.shapes import TableError

MOST_BYTES = 5 * 1024 * 1024
BOMS = (
    (b"\xef\xbb\xbf", "utf-8", "UTF-8"),
    (b"\xff\xfe", "utf-16-le", "UTF-16"),
    (b"\xfe\xff", "utf-16-be", "UTF-16"),
)
BARE = (("utf-8", "UTF-8"), ("cp1252", "Windows-1252"), ("latin-1", "Latin-1"))
ZIP = b"PK\x03\x04"
OLD_EXCEL = b"\xd0\xcf\x11\xe0"
WEB_PAGE = re.compile(r"\s*<(!doctype|html|head|body|table|meta)\b", re.IGNORECASE)
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f]")


def decode(data: bytes) -> tuple[str, str]:
    """The text without its byte order mark, and the encoding's name. TableError for what is not text."""
    _refuse_size(data)
    _refuse_other_files(data)
    text, encoding = _decoded(data)
    _refuse_what_is_not_a_table(text)
    return text, encoding


def _refuse_size(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise TableError(sentences.TOO_LARGE, size=Amount(len(data) / 2**20, 1), limit=MOST_BYTES // 2**20)


def _refuse_other_files(data: bytes) -> None:
    if data.startswith(ZIP):
        raise TableError(_kind_of_zip(data))
    if data.startswith(OLD_EXCEL):
        raise TableError(sentences.WORKBOOK)
    if data.startswith(b"%PDF"):
        raise TableError(sentences.PDF)


def _kind_of_zip(data: bytes) -> str:
    """Office files are zip archives that name their parts in clear."""
    if b"xl/" in data or b"[Content_Types].xml" in data:
        return sentences.WORKBOOK
    return sentences.OPEN_DOCUMENT if b"opendocument.spreadsheet" in data else sentences.ARCHIVE


def _decoded(data: bytes) -> tuple[str, str]:
    for bom, codec, name in BOMS:
        if data.startswith(bom):
            return _with_mark(data[len(bom) :], codec, name)
    return next(found for codec, name in BARE if (found := _as(data, codec, name)))


def _with_mark(data: bytes, codec: str, name: str) -> tuple[str, str]:
    found = _as(data, codec, name)
    if found is None:
        raise TableError(sentences.BROKEN_TEXT, encoding=name)
    return found


def _as(data: bytes, codec: str, name: str) -> tuple[str, str] | None:
    try:
        return data.decode(codec), name
    except UnicodeDecodeError:
        return None


def _refuse_what_is_not_a_table(text: str) -> None:
    if (nul := text.find("\0")) >= 0:
        raise TableError(sentences.NUL, line=text.count("\n", 0, nul) + 1)
    if not text.strip(' \t\r\n,;|"'):
        raise TableError(sentences.EMPTY)
    if WEB_PAGE.match(text):
        raise TableError(sentences.WEB_PAGE)
    if len(CONTROL.findall(text)) * 50 > len(text):
        raise TableError(sentences.NOT_TEXT)
