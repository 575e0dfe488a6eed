"""Erasing a person: what is derived from their words, and what is left in raw files, goes too."""
