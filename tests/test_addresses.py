"""Addresses of our own server, which are made ready when they are first built."""

from __future__ import annotations

from werkzeug.routing import Map

from lt_web.addresses import Address


def test_an_address_is_built_again_and_again_whatever_its_values_are_called() -> None:
    urls = Map([Address("/<rule>/<self>", endpoint="page")]).bind("learn.example")
    values = {"rule": "first", "self": "Tuesday"}
    assert [urls.build("page", {**values, "p": n}) for n in (1, 2)] == [
        "/first/Tuesday?p=1",
        "/first/Tuesday?p=2",
    ]
