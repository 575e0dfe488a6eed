"""What reports have learned to say since the first edition: one that does not know is shown without."""

from __future__ import annotations

from typing import Any

LEARNED: dict[str, Any] = {
    "edition": {"number": 0, "reason": "", "changes": {}},
    "imprint": {"digest": "", "line": "", "data": ""},
    "presenters": [],
    "feedback": {},
    "topics_in_all": 0,
    "not_covered": [],
    "overview": [],
    "competency": [],
    "numbers": {},
}
