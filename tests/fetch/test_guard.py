from __future__ import annotations

import asyncio

import httpx
import pytest

from fetch.guard import check_url, permitted, resolve
from fetch.reasons import Fault
from fetch.settings import Settings

PUBLIC = Settings()


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://10.1.2.3/",
        "http://172.16.0.1/",
        "http://192.168.1.1/",
        "http://169.254.169.254/latest/meta-data",
        "http://100.64.0.1/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
        "http://255.255.255.255/",
        "http://[::1]/",
        "http://[::]/",
        "http://[fe80::1]/",
        "http://[fc00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://[::7f00:1]/",
        "http://[fec0::1]/",
        "http://[3fff::1]/",
        "http://[64:ff9b:1::1]/",
        "http://[5f00::1]/",
        "http://[2001:db8::1]/",
        "http://[4000::1]/",
        "http://192.0.0.192/",
        "http://192.88.99.1/",
        "http://[::ffff:192.0.0.192]/",
    ],
)
def test_private_addresses_in_any_notation_are_refused(url: str) -> None:
    with pytest.raises(Fault, match=r"^address"):
        check_url(url, PUBLIC)


@pytest.mark.parametrize("host", ["127.1", "0x7f000001", "2130706433", "017700000001", "localhost"])
def test_names_that_resolve_to_loopback_are_refused(host: str) -> None:
    with pytest.raises(Fault, match=r"^(address|dns)"):
        asyncio.run(resolve(host, 80, PUBLIC))


@pytest.mark.parametrize(
    "url", ["ftp://a.example/", "file:///etc/hostname", "javascript:alert(1)", "gopher://a.example"]
)
def test_other_schemes_are_refused(url: str) -> None:
    with pytest.raises(Fault, match=r"^scheme"):
        check_url(url, PUBLIC)


@pytest.mark.parametrize("url", ["http://", "http:///x", "http://a b/", "http://[::1/", "https://a.example:99999/"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(Fault, match=r"^(url|port)"):
        check_url(url, PUBLIC)


def test_odd_ports_are_refused_on_public_hosts() -> None:
    with pytest.raises(Fault, match=r"^port: 22"):
        check_url("http://a.example:22/", PUBLIC)
    assert check_url("https://a.example/", PUBLIC).host == "a.example"


def test_userinfo_and_fragment_are_cut() -> None:
    assert str(check_url("http://user:secret@a.example/x#top", PUBLIC)) == "http://a.example/x"
    assert str(check_url(httpx.URL("http://a.example/x"), PUBLIC)) == "http://a.example/x"


def test_only_the_public_ones_of_a_hosts_addresses_are_used() -> None:
    assert permitted(["10.0.0.1", "93.184.215.14", "::1"], PUBLIC) == ["93.184.215.14"]
    with pytest.raises(Fault, match=r"^address"):
        permitted(["10.0.0.1", "::1"], PUBLIC)
    with pytest.raises(Fault, match=r"^dns"):
        permitted([], PUBLIC)


def test_a_setting_allows_a_network_and_no_other() -> None:
    house = Settings.model_validate({"allowed_networks": ["127.20.0.0/16"]})
    assert check_url("http://127.20.0.1:8000/", house).port == 8000
    with pytest.raises(Fault, match=r"^address"):
        check_url("http://127.21.0.1/", house)


@pytest.mark.parametrize("url", ["http://93.184.215.14/", "http://[2a00:1450:4001::1]/", "https://[2606:2800:21f::1]/"])
def test_addresses_of_the_internet_are_asked(url: str) -> None:
    assert check_url(url, PUBLIC).host


@pytest.mark.parametrize("host", ["a.example", "127.0.0.1"])
def test_port_0_is_refused_and_is_no_default(host: str) -> None:
    allowing = Settings.model_validate({"allowed_networks": ["127.0.0.0/8"]})
    with pytest.raises(Fault, match=r"^port"):
        check_url(f"http://{host}:0/", allowing)
