"""The metadata that all kept tables share (read models have their own: they are disposable)."""

from sqlalchemy import MetaData

KEPT = MetaData()
