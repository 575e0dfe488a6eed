"""What editions are made of: their data as it was, and the type of the theme they are set in.

It is too large for an event, which has its hash. Whatever somebody wrote stands beside it, since it must be
forgettable: in the data itself are marks in its place (`lt_web.reports.naming`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Column, Connection, LargeBinary, String, Table, Text, Uuid, select

from lt_web.store.base import KEPT

data = Table(
    "lt_edition_data",
    KEPT,
    Column("edition", Uuid, primary_key=True),
    Column("programme", Uuid, nullable=False, index=True),
    Column("content", LargeBinary, nullable=False),  # canonical JSON, in UTF-8
)
words = Table(
    "lt_edition_words",
    KEPT,
    Column("edition", Uuid, primary_key=True),
    Column("mark", String(60), primary_key=True),
    Column("text", Text, nullable=False),
)
fonts = Table(
    "lt_edition_fonts",
    KEPT,
    Column("digest", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)


class Altered(Exception):
    """The data of an edition is not there, or is not what was published."""


def keep(connection: Connection, edition: UUID, programme: UUID, content: str) -> None:
    """Keep the data of an edition."""
    about = {"edition": edition, "programme": programme, "content": content.encode()}
    connection.execute(data.insert(), about)


def content_of(connection: Connection, edition: UUID, sha256: str) -> str:
    """Return the data of an edition; raise `Altered` unless it has this hash."""
    found = connection.scalar(select(data.c.content).where(data.c.edition == edition))
    if found is None or hashlib.sha256(found).hexdigest() != sha256:
        raise Altered(str(edition))
    return bytes(found).decode()


def keep_words(connection: Connection, edition: UUID, said: Mapping[str, str]) -> None:
    """Keep the names and titles that stand in an edition, by their marks."""
    rows = [{"edition": edition, "mark": mark, "text": text} for mark, text in sorted(said.items())]
    if rows:
        connection.execute(words.insert(), rows)


def words_of(connection: Connection, edition: UUID) -> dict[str, str]:
    """Return mark → name or title of an edition; those that were erased are not there."""
    found = connection.execute(select(words.c.mark, words.c.text).where(words.c.edition == edition))
    return {row.mark: row.text for row in found}


def forget_name(connection: Connection, person: UUID) -> None:
    """Forget the name of a person, in whichever edition it stands."""
    connection.execute(words.delete().where(words.c.mark == f"⟦person:{person.hex}⟧"))


def forget_words(connection: Connection, marks: Collection[str]) -> None:
    """Forget what these marks stand for, in whichever edition they stand."""
    for mark in marks:
        connection.execute(words.delete().where(words.c.mark == mark))


def keep_fonts(connection: Connection, faces: Mapping[str, bytes]) -> None:
    """Keep files of type by their digests; those that are kept already stay."""
    known = set(fonts_of(connection, faces))
    for digest in sorted(set(faces) - known):
        connection.execute(fonts.insert(), {"digest": digest, "content": faces[digest]})


def fonts_of(connection: Connection, digests: Collection[str]) -> dict[str, bytes]:
    """Return those of the files of type that are kept."""
    if not digests:
        return {}
    found = select(fonts).where(fonts.c.digest.in_(list(digests)))
    return {row.digest: bytes(row.content) for row in connection.execute(found)}
