"""The deeds: each function loads aggregates, lets them decide, and saves; `perform` carries it out."""
