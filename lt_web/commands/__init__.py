"""The deeds: each function loads aggregates, lets them decide, and saves, in one transaction (see perform)."""
