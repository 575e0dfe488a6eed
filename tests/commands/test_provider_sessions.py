"""Sessions of people who came by a provider, on each database: begun, asked about one at a time, ended."""

from __future__ import annotations

from uuid import UUID

import pytest

from lt_web.commands import provider_sessions as deeds
from lt_web.events.refusals import Refused
from lt_web.identity import Deed, Profile
from lt_web.installation import Installation
from lt_web.log.clock import SteppedClock
from lt_web.sign_in.provider_check import PATIENCE
from lt_web.store import provider_sessions
from lt_web.store.provider_sessions import ProviderSession

BY_PROVIDER = Deed(routine="oidc")
ADA = Profile("https://id.tern.example", "a1", "Ada Quay", manager=None, groups=None)
TOKENS = {"access": "one", "refresh": "two", "hint": ""}


def begun(house: Installation, named: str = "") -> UUID:
    id = house.perform(BY_PROVIDER, deeds.begin, ADA, named, TOKENS)
    assert id
    return id


def found(house: Installation, id: UUID) -> ProviderSession | None:
    with house.database.reading() as db:
        return provider_sessions.find(db, id)


def test_a_session_is_asked_about_by_one_at_a_time(installation: Installation, clock: SteppedClock) -> None:
    id = begun(installation)
    known = found(installation, id)
    assert known
    assert installation.perform(BY_PROVIDER, deeds.ask_about, id, known, PATIENCE) == id
    assert installation.perform(BY_PROVIDER, deeds.ask_about, id, known, PATIENCE) is None
    asked = found(installation, id)
    assert asked
    assert installation.perform(BY_PROVIDER, deeds.ask_about, id, asked, PATIENCE) is None
    clock.pass_by(seconds=21)
    assert installation.perform(BY_PROVIDER, deeds.ask_about, id, asked, PATIENCE) == id
    assert installation.perform(BY_PROVIDER, deeds.confirm, id, ADA, TOKENS | {"refresh": "three"}) == id
    after = found(installation, id)
    assert after
    assert (after.checked_at, after.asking) == (clock(), False)
    with installation.database.reading() as db:
        kept = provider_sessions.unsealed(db, installation.keyring, after)
    assert kept == TOKENS | {"refresh": "three"}


def test_a_sign_in_is_used_up_once(installation: Installation, clock: SteppedClock) -> None:
    installation.perform(BY_PROVIDER, deeds.use_up, "a state")
    with pytest.raises(Refused):
        installation.perform(BY_PROVIDER, deeds.use_up, "a state")


def test_the_provider_ends_one_session_or_all_of_a_subject(installation: Installation) -> None:
    one, two = begun(installation, "first"), begun(installation, "second")
    installation.perform(BY_PROVIDER, deeds.end_told, ADA.issuer, ADA.subject, "first")
    assert found(installation, one) is None
    assert found(installation, two)
    installation.perform(BY_PROVIDER, deeds.end_told, ADA.issuer, ADA.subject, "")
    assert found(installation, two) is None
    assert installation.perform(BY_PROVIDER, deeds.confirm, two, ADA, TOKENS) is None
