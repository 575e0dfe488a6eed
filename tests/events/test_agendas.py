"""Agendas: read as people type them, written so that they are read again, fitted to how long a session is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lt_web.events.agendas import Step, begun, checked, fitted, parsed, total, written
from lt_web.events.refusals import Invalid

WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Z"]), min_size=1, max_size=20)
STEPS = st.lists(st.tuples(st.integers(0, 120), WORDS), max_size=12)
DEMO: tuple[Step, ...] = ((3, "Why this matters"), (17, "Show it working"), (10, "Questions"))


def test_an_agenda_is_read_line_by_line() -> None:
    assert parsed("3 Why this matters\n\n  17 Show it working\n10   Questions\n") == DEMO
    assert parsed("Coffee\n12 monkeys, 30 min") == ((0, "Coffee"), (12, "monkeys, 30 min"))
    assert parsed("") == parsed(" \n") == ()


@given(STEPS)
def test_what_is_written_is_read_again(steps: list[Step]) -> None:
    assert parsed(written(steps)) == tuple(steps)


@given(STEPS, st.integers(10, 60))
def test_fitted_steps_fill_the_session_to_the_minute(steps: list[Step], minutes: int) -> None:
    found = fitted(steps, minutes)
    assert [what for _, what in found] == [what for _, what in steps]
    assert total(found) == (minutes if total(steps) else 0)
    assert all(each >= 0 for each, _what in found)
    # No step begins more than half a minute from where its share of the time begins.
    shares = [at * minutes / total(steps) for at in begun(steps)] if total(steps) else [0.0] * len(steps)
    assert all(abs(at - share) <= 0.5 for at, share in zip(begun(found), shares, strict=True))


@given(STEPS)
def test_a_session_of_the_same_length_has_the_same_steps(steps: list[Step]) -> None:
    assert fitted(steps, total(steps)) == tuple(steps)


def test_a_longer_session_stretches_every_step() -> None:
    assert [minutes for minutes, _what in fitted(DEMO, 45)] == [5, 25, 15]
    assert begun(fitted(DEMO, 45)) == [0, 5, 30]


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([], "Say at least one thing that happens, and for how many minutes."),
        ([(0, "Hello"), (30, "Talk")], "Give each step at least one minute."),
        ([(30, " ")], "This cannot be left empty."),
        ([(1, "Blink")] * 21, "20 steps are the most. Put some of them together."),
        (
            [(40, "Talk"), (25, "More talk")],
            "Together the steps take 65 minutes. Make it between 10 and 60, as long as a session can be.",
        ),
    ],
)
def test_an_agenda_that_nobody_could_follow_is_refused(steps: list[Step], why: str) -> None:
    with pytest.raises(Invalid) as refusal:
        checked(steps)
    assert (refusal.value.field, str(refusal.value)) == ("agenda", why)
