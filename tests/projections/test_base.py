"""What a read model is made of."""

from __future__ import annotations

import pytest

from lt_web.events.person import Person
from projections.base import READ_MODELS, Projection
from projections.catalogue import PROJECTIONS


def test_an_event_has_one_handler_in_a_read_model() -> None:
    model = Projection("sample", "1")
    model.on(Person.Left)(lambda rows, event: None)
    with pytest.raises(ValueError, match=r"sample handles Person\.Left twice"):
        model.on(Person.Left)(lambda rows, event: None)
    assert model.topics == {"person.left"}


def test_every_table_belongs_to_one_read_model_and_names_are_unique() -> None:
    named = [table.name for projection in PROJECTIONS for table in projection.tables]
    assert sorted(named) == sorted(set(READ_MODELS.tables) - {"lt_projection"})
    assert len({projection.name for projection in PROJECTIONS}) == len(PROJECTIONS)


def test_names_of_indexes_leave_room_for_a_generation() -> None:
    indexes = [index.name or "" for table in READ_MODELS.sorted_tables for index in table.indexes]
    assert len(indexes) == len(set(indexes))
    assert max(map(len, indexes)) < 63 - len("_g99999")
