"""The dashboard: every figure of a programme on some days, with its trend, and what was counted."""
