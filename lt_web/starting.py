"""What is refused, and told, when the stand-alone server starts."""

from __future__ import annotations

import ipaddress
import logging

import click
from flask import Flask, abort, request

from lt_web.arriving.roles_nowhere import tell_of_roles_nowhere
from lt_web.config import Config
from lt_web.installation import Installation
from lt_web.oidc.metadata import is_safe
from lt_web.sign_in.secrets import SET_UP_CODE, set_up_code
from lt_web.store import accounts, directory
from projections import roles

log = logging.getLogger(__name__)
SET_UP = "Nobody is here yet. Open %s/setup and give this code: %s (it is also in %s)."
STRANGERS = (
    "Demo mode lets anybody sign in as anybody, so it does not start on a database with other people in it."
)
NO_CLIENT = "LT_OIDC_ISSUER needs LT_OIDC_CLIENT_ID: the name under which the provider knows Learn Together."
OPEN_ISSUER = "LT_OIDC_ISSUER must be an address that begins with https:// (http:// only on this machine)."
NO_WAY_IN = "Nobody could sign in: set LT_OIDC_ISSUER, or leave LT_LOCAL_ACCOUNTS on."
DEMO_BESIDE_PROVIDER = (
    "In demo mode anybody is anybody, so it does not start beside a sign-in provider. "
    "Take LT_DEMO or LT_OIDC_ISSUER out of the settings."
)


def refuse_what_contradicts(config: Config) -> None:
    """Settings of signing in that do not go together: said at the start, not at the first visit."""
    issuer = config["LT_OIDC_ISSUER"]
    if issuer and config["LT_DEMO"]:
        raise SystemExit(DEMO_BESIDE_PROVIDER)
    if issuer and not config["LT_OIDC_CLIENT_ID"]:
        raise SystemExit(NO_CLIENT)
    if issuer and not is_safe(issuer, config["LT_PRODUCTION"]):
        raise SystemExit(OPEN_ISSUER)
    if not issuer and not config["LT_DEMO"] and not config["LT_LOCAL_ACCOUNTS"]:
        raise SystemExit(NO_WAY_IN)


def begin(app: Flask, installation: Installation) -> None:
    """Look at what is there before anybody is served."""
    if installation.config["LT_DEMO"]:
        refuse_strangers_in_the_demo(installation)
        if installation.config["LT_PRODUCTION"]:
            app.before_request(serve_this_machine_alone)
    else:
        tell_the_set_up_code(installation)
    tell_of_roles_nowhere(installation)


def refuse_strangers_in_the_demo(installation: Installation) -> None:
    """Anybody may be anybody in the demo, which nobody wants among real people."""
    if not installation.is_prepared():
        return
    with installation.database.reading() as connection:
        if accounts.others_than_demo(connection) or directory.others_than_demo(connection):
            raise SystemExit(STRANGERS)


def serve_this_machine_alone() -> None:
    """In production mode the demo answers nobody else, whatever address its server listens on."""
    if not ipaddress.ip_address(request.remote_addr or "0.0.0.0").is_loopback:  # noqa: S104 (not bound to)
        abort(403)


def tell_the_set_up_code(installation: Installation) -> None:
    """While nobody looks after the house, whoever reads the server's log may come in first."""
    at_work = click.get_current_context(silent=True)
    served = at_work is None or at_work.info_name == "run"
    if not served or not installation.is_prepared():
        return
    with installation.database.reading() as connection:
        if roles.admins(connection):
            return
    folder, prefix = installation.config["LT_DATA_DIR"], installation.config["LT_URL_PREFIX"]
    log.warning(SET_UP, prefix, set_up_code(folder), folder / SET_UP_CODE)
