"""A topic has one place in the catalogue, whatever it is called."""

from __future__ import annotations

import pytest

from lt_web.commands import topics
from lt_web.events.refusals import Invalid, Refused
from lt_web.permissions import Forbidden
from projections import topics as rows
from tests.company import Company, names


def test_topics_are_added_renamed_and_merged(company: Company) -> None:
    company.session()
    with company.recording() as recorded:
        databases, ropes = (
            company.by(company.ada, topics.add, company.programme, name) for name in ("DATABASES", "Ropes")
        )
        company.by(company.ada, topics.rename, company.programme, ropes, "Knots and ropes")
        company.by(company.ada, topics.merge, company.programme, ropes, databases)
    assert names(recorded) == ["topics.added", "topics.renamed", "topics.merged"]
    with company.installation.database.reading() as db:
        assert [row.name for row in rows.alive(db, company.programme)] == ["Databases"]
        assert rows.aliases_of(db, databases) == ["Knots and ropes", "Ropes"]
    assert company.by(company.ada, topics.add, company.programme, "ropes") == databases
    with pytest.raises(Refused):
        company.by(company.ada, topics.rename, company.programme, ropes, "Strings")
    with pytest.raises(Invalid):
        company.by(company.ada, topics.merge, company.programme, databases, databases)
    with pytest.raises(Forbidden):
        company.by(company.ben, topics.add, company.programme, "Mine")
