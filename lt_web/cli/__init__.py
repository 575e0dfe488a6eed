"""The command line: `flask lt …`. Whatever costs time is imported by the command that needs it."""

from lt_web.cli import (
    audit,
    audit_diff,
    audit_export,
    audit_log,
    audit_prove,
    audit_seal,
    audit_verify,
    audit_why,
    audit_witness,
    backup,
    bundle,
    house,
    importing,
    people,
    programmes,
    roles,
    syncing,
)
from lt_web.cli.group import lt

__all__ = [
    "audit",
    "audit_diff",
    "audit_export",
    "audit_log",
    "audit_prove",
    "audit_seal",
    "audit_verify",
    "audit_why",
    "audit_witness",
    "backup",
    "bundle",
    "house",
    "importing",
    "lt",
    "people",
    "programmes",
    "roles",
    "syncing",
]
