"""Backups: made while everybody works, verified as they are made, and put into an empty place again."""
