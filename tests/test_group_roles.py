"""Which roles groups bring, as one setting says it."""

from __future__ import annotations

import pytest

from lt_web.arriving.group_roles import EXAMPLE, Grant, Unreadable, read
from lt_web.config import Config


def test_a_setting_says_which_group_brings_which_role_where() -> None:
    said = read(EXAMPLE)
    assert said.grants == (
        Grant("tech-champions", "champion", "tech-hour"),
        Grant("directors", "sponsor", "*"),
        Grant("it-admins", "admin"),
    )
    assert said.of_programme({"directors", "tech-champions"}, "tech-hour") == {
        "champion": "tech-champions",
        "sponsor": "directors",
    }
    assert said.of_programme({"directors", "tech-champions"}, "harbour-school") == {"sponsor": "directors"}
    assert (said.of_house({"it-admins"}), said.of_house({"directors"})) == ({"admin": "it-admins"}, {})
    assert not Config({})["LT_GROUP_ROLES"]


def test_names_with_commas_and_equals_signs_stand_between_semicolons_or_on_lines() -> None:
    said = read("cn=tech,ou=groups=champion@tech-hour;\n cn=it,ou=groups = admin ;")
    assert [grant.group for grant in said.grants] == ["cn=tech,ou=groups", "cn=it,ou=groups"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("directors", "names no group"),
        ("=admin", "names no group"),
        ("directors=boss@*", "there is no role “boss”"),
        ("directors=sponsor", "say in which programme"),
        ("directors=sponsor@Tech Hour", "say in which programme"),
        ("it=admin@tech-hour", "admin is a role of the house"),
    ],
)
def test_what_cannot_be_read_is_said_with_an_example(text: str, why: str) -> None:
    with pytest.raises(Unreadable, match=why) as caught:
        Config({"LT_GROUP_ROLES": f"it-admins=admin, {text}"})["LT_GROUP_ROLES"]
    assert EXAMPLE in str(caught.value)
