"""The addresses of this machine are ones that another machine can use."""

import ipaddress
from urllib.parse import urlsplit

import pytest

from twin.ui.addresses import addresses


@pytest.mark.parametrize("host", ["0.0.0.0", "::"])  # noqa: S104 - only asked about
def test_a_server_on_every_interface_is_reached_over_the_network_and_from_itself(host):
    *others, last = addresses(8765, host)
    assert last == "http://127.0.0.1:8765"
    for address in others:
        found = ipaddress.ip_address(urlsplit(address).hostname)
        assert not (found.is_loopback or found.is_link_local or found.is_unspecified)
        assert urlsplit(address).port == 8765


def test_a_server_of_version_4_is_not_told_by_an_address_of_version_6():
    assert not [one for one in addresses(8765) if "[" in one]


def test_no_address_is_told_twice():
    found = addresses(8765, "::")
    assert len(found) == len(set(found))


@pytest.mark.parametrize(
    "host, written", [("10.0.0.7", "10.0.0.7"), ("::1", "[::1]"), ("school.local", "school.local")]
)
def test_a_server_on_one_host_is_reached_there_only(host, written):
    assert addresses(80, host) == (f"http://{written}:80",)
