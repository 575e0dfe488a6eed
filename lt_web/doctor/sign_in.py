"""Does the sign-in provider answer, and does it call itself what the settings call it?"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

from lt_web.doctor.finding import Finding
from lt_web.installation import Installation
from lt_web.oidc import asking, metadata
from lt_web.oidc.faults import SignInFault
from lt_web.oidc.metadata import Metadata

MINUTE = 60


def provider(installation: Installation) -> Iterator[Finding]:
    """Ask the provider for its description, as a sign-in would."""
    config = installation.config
    issuer, production = config["LT_OIDC_ISSUER"], config["LT_PRODUCTION"]
    if not issuer:
        return
    if find_spec("authlib") is None:
        yield Finding("bad", "The extra for sign-in is missing", "Run: pip install 'learn-together[oidc]'")
    try:
        answer = asking.ask(metadata.address_of(issuer))
        if (told := answer.json().get("issuer")) != issuer:
            yield Finding("bad", f"The provider calls itself {told!r}", "Set LT_OIDC_ISSUER to exactly that.")
            return
        yield from _of(metadata.read(answer, issuer, production), config["LT_OIDC_RECHECK_SECONDS"])
    except SignInFault as fault:
        cure = f"Look at {metadata.address_of(issuer)} from this machine."
        yield Finding("bad", f"The sign-in provider cannot be used: {fault.reason}", cure)


def _of(told: Metadata, recheck: int) -> Iterator[Finding]:
    yield Finding("ok", f"The sign-in provider answers: {told.issuer}")
    if not told.userinfo:
        cure = "See that it gives refresh tokens; else people sign in again each time they are asked about."
        yield Finding("warn", "The provider has no userinfo endpoint", cure)
    if not told.end_session:
        cure = "People sign out there by themselves."
        yield Finding("warn", "The provider has no address to sign out at", cure)
    if recheck > 60 * MINUTE:
        cure = "Set LT_OIDC_RECHECK_SECONDS to some minutes."
        yield Finding("warn", f"Who was removed there can act here for {recheck // MINUTE} minutes", cure)
