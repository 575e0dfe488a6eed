"""A field of spans of days, one in each line: two dates, as 2026-01-12 2026-02-20."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from wtforms import TextAreaField, ValidationError

from lt_web.speech import _

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOST = 200


class SpansField(TextAreaField):
    """Lines of two dates; `spans` are the days once the form is valid."""

    spans: tuple[tuple[date, date], ...] = ()

    def pre_validate(self, form: Any) -> None:
        """Read every line; the first that is none is said so."""
        lines = [line for line in (self.data or "").splitlines() if line.strip()]
        if len(lines) > MOST:
            raise ValidationError(_("{most} lines at a time are the most.", most=MOST))
        self.spans = tuple(_span(number, line) for number, line in enumerate(lines, 1))


def _span(number: int, line: str) -> tuple[date, date]:
    try:
        started, reached = (date.fromisoformat(found) for found in DAY.findall(line))
    except ValueError:
        raise ValidationError(
            _("Line {number} is not two dates. Write it as 2026-01-12 2026-02-20.", number=number)
        ) from None
    if reached < started:
        raise ValidationError(
            _("In line {number} the milestone comes before the start. Swap the dates.", number=number)
        )
    return started, reached
