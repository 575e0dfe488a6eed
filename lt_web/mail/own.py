"""Which mail somebody gets: what the pages of their own account ask."""

from __future__ import annotations

from flask import g

from lt_web.mail.checkpoint import KIND as CHECKPOINT
from lt_web.permissions import may_audit
from lt_web.web import installation, me, my_id, names

__all__ = ["CHECKPOINT", "gets_the_checkpoint", "my_unwanted_mail"]


def gets_the_checkpoint() -> bool:
    """Whether the weekly mail is for them: an auditor with an address, where mail has a way out."""
    audits = any(may_audit(standing) for _programme, standing in g.lt_programmes)
    return audits and bool(me().email) and installation().way_out is not None


def my_unwanted_mail() -> set[str]:
    """The kinds of mail that they turned off."""
    entry = names([my_id()]).get(my_id())
    return set(entry.unwanted.split()) if entry else set()
