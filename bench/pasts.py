"""Pages of the past: cold, warm, a step on, a step back, one session; beside the same pages of today."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

from lt_web.past import scratch
