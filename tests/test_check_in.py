"""Codes and tickets of check-in: what counts, for how long, and for which session alone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import assume, given
from hypothesis import strategies as st

from lt_web import check_in

KEY, OTHER_KEY = b"k" * 32, b"o" * 32
SESSION, OTHER = UUID(int=1), UUID(int=2)
START = datetime(2027, 3, 1, 9, tzinfo=UTC)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SOON = st.integers(0, 119_999_999).map(lambda microseconds: timedelta(microseconds=microseconds))


@given(MOMENTS, SOON)
def test_a_code_counts_while_it_is_shown_and_for_one_step_more(moment: datetime, later: timedelta) -> None:
    shown = check_in.code(KEY, SESSION, moment)
    steps = int((moment + later).timestamp() // 30) - int(moment.timestamp() // 30)
    assume(steps < 2 or check_in.code(KEY, SESSION, moment + later) != shown)
    assert check_in.is_code(KEY, SESSION, shown, moment + later) is (steps <= 1)


@given(MOMENTS)
def test_a_code_is_not_good_before_it_is_shown(moment: datetime) -> None:
    assert not check_in.is_code(KEY, SESSION, check_in.code(KEY, SESSION, moment), moment - check_in.STEP)


@given(MOMENTS)
def test_the_seconds_left_lead_to_the_next_code(moment: datetime) -> None:
    left = check_in.seconds_left(moment)
    assert 1 <= left <= 30
    whole = moment.replace(microsecond=0)
    assert check_in.code(KEY, SESSION, whole + timedelta(seconds=left - 1)) == check_in.code(
        KEY, SESSION, moment
    )
    assert (whole + timedelta(seconds=left)).timestamp() % 30 == 0


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(typed: str) -> None:
    assert check_in.read(typed) in ("", check_in.read(check_in.read(typed)))
    check_in.is_code(KEY, SESSION, typed, START)
    assert not check_in.is_alive(KEY, SESSION, typed, START)
    assert not check_in.is_right(KEY, SESSION, typed, START)


def test_a_code_may_be_typed_in_any_case_with_blanks_and_dashes() -> None:
    shown = check_in.code(KEY, SESSION, START)
    assert len(shown) == 6
    assert set(shown) <= set(check_in.ALPHABET)
    assert check_in.is_code(KEY, SESSION, f" {shown[:3].lower()}-{shown[3:]} ", START)


def test_codes_differ_by_session_by_secret_and_by_half_minute() -> None:
    shown = {
        check_in.code(key, session, START + step * check_in.STEP)
        for key in (KEY, OTHER_KEY)
        for session in (SESSION, OTHER)
        for step in range(50)
    }
    assert len(shown) == 200


@given(st.integers(0, 1200))
def test_a_ticket_keeps_a_code_for_ten_minutes(seconds: int) -> None:
    made = check_in.ticket(KEY, SESSION, check_in.code(KEY, SESSION, START), START)
    later = START + timedelta(seconds=seconds)
    assert check_in.is_alive(KEY, SESSION, made, later) is (seconds <= 600)
    assert check_in.is_right(KEY, SESSION, made, later) is (seconds <= 600)


def test_a_ticket_is_for_one_session_one_secret_and_one_code() -> None:
    right = check_in.ticket(KEY, SESSION, check_in.code(KEY, SESSION, START), START)
    assert not check_in.is_right(KEY, OTHER, right, START)
    assert not check_in.is_right(OTHER_KEY, SESSION, right, START)
    assert not check_in.is_alive(KEY, SESSION, right, START - timedelta(seconds=1))
    wrong = check_in.ticket(KEY, SESSION, "CDFHJK", START)
    assert check_in.is_alive(KEY, SESSION, wrong, START)
    assert not check_in.is_right(KEY, SESSION, wrong, START)
    assert check_in.ticket(KEY, SESSION, "no code", START) == ""


@given(st.data())
def test_a_ticket_altered_in_any_place_is_none(data: st.DataObject) -> None:
    right = check_in.ticket(KEY, SESSION, check_in.code(KEY, SESSION, START), START)
    place = data.draw(st.integers(0, len(right) - 1))
    letter = data.draw(st.characters(min_codepoint=32, max_codepoint=126))
    assume(letter != right[place])
    assert not check_in.is_right(KEY, SESSION, right[:place] + letter + right[place + 1 :], START)
