"""Under which addresses others reach a server."""

from __future__ import annotations

import ipaddress

import pytest

from lossland.api.health import own_hosts
from lossland.settings import Settings


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_nobody_else_reaches_a_server_that_listens_to_itself(host: str) -> None:
    assert own_hosts(host, Settings(host=host).loopback) == []


@pytest.mark.parametrize("host", ["192.0.2.7", "lab.example"])
def test_a_server_is_reached_where_it_listens(host: str) -> None:
    assert own_hosts(host, Settings(host=host).loopback) == [host]


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])
def test_one_that_listens_everywhere_names_an_address_of_its_machine(host: str) -> None:
    for found in own_hosts(host, Settings(host=host).loopback):  # none on a machine without a network
        address = ipaddress.ip_address(found)
        assert not address.is_loopback
        assert not address.is_unspecified
