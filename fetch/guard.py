"""Where we may connect: public addresses and allowed networks only, resolved once and pinned.

The check sits in the network backend, below redirects, robots.txt and retries, so no connection of any kind goes round
it; the address that was checked is the one connected to, while Host and SNI keep the name.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING

import certifi
import httpcore
import httpx

from fetch.reasons import Fault, Reason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fetch.settings import Settings

SCHEMES = ("http", "https")
DEFAULT_PORTS = {"http": 80, "https": 443}
STRANGE = re.compile(r"[^\w.:\[\]-]")
NAT64 = IPv6Network("64:ff9b::/96")
COMPATIBLE = IPv6Network("::/96")  # the deprecated "IPv4-compatible" form
GLOBAL_UNICAST = IPv6Network("2000::/3")  # IANA has given nothing else to hosts of the internet
SPECIAL = tuple(  # IANA's registries of special-purpose addresses: protocols, relays, documentation
    ip_network(text) for text in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2001:db8::/32", "3fff::/20")
)


def check_url(text: str | httpx.URL, settings: Settings) -> httpx.URL:
    """Return the address without fragment and userinfo; raise Fault where scheme, host or port may not be fetched."""
    try:
        url = httpx.URL(text).copy_with(fragment=None)
        host = url.host
    except (httpx.InvalidURL, ValueError, TypeError, UnicodeError) as error:
        raise Fault(Reason.URL, str(error)[:200]) from None
    if url.scheme not in SCHEMES:
        raise Fault(Reason.SCHEME, f"{url.scheme or 'no scheme'}")
    if not host or STRANGE.search(host):
        raise Fault(Reason.URL, f"no host name: {host[:60]!r}")
    literal = literal_address(host)
    if literal is not None:
        check_address(literal, settings)
    port = DEFAULT_PORTS[url.scheme] if url.port is None else url.port
    allowed = port in settings.allowed_ports or (literal and in_allowed_network(literal, settings))
    if port == 0 or not allowed:
        raise Fault(Reason.PORT, str(port))
    return url.copy_with(username="", password="") if url.userinfo else url


def literal_address(host: str) -> IPv4Address | IPv6Address | None:
    """Return the IP address that a host is, or None for a name."""
    try:
        return ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        return None


def real_address(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address inside a mapped, 6to4, Teredo or NAT64 address: it is where packets end."""
    if isinstance(address, IPv4Address):
        return address
    if address.ipv4_mapped:
        return address.ipv4_mapped
    if address.sixtofour:
        return address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in NAT64 or address in COMPATIBLE:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def unicast(address: IPv4Address | IPv6Address) -> bool:
    """Return whether an address is one that hosts of the internet are given, which Python's own lists leave open."""
    if isinstance(address, IPv6Address) and address not in GLOBAL_UNICAST:
        return False
    return not any(address in network for network in SPECIAL if network.version == address.version)


def in_allowed_network(address: IPv4Address | IPv6Address, settings: Settings) -> bool:
    """Return whether the settings name this address's network."""
    return any(address in network for network in settings.allowed_networks if network.version == address.version)


def check_address(address: IPv4Address | IPv6Address, settings: Settings) -> None:
    """Raise Fault unless the address is public or in an allowed network."""
    real = real_address(address)
    if in_allowed_network(real, settings):
        return
    if not real.is_global or real.is_multicast or real.is_reserved or not unicast(real):
        raise Fault(Reason.ADDRESS, str(address))


async def resolve(host: str, port: int, settings: Settings) -> list[str]:
    """Return the host's addresses that may be reached; raise Fault when there is none."""
    literal = literal_address(host)
    if literal is not None:
        check_address(literal, settings)
        return [str(literal)]
    loop = asyncio.get_running_loop()
    try:
        async with asyncio.timeout(settings.connect_timeout):
            found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError) as error:
        raise Fault(Reason.DNS, f"{host}: {error}"[:200], wait=settings.rest_after_connect_failure) from None
    return permitted([str(entry[4][0]) for entry in found], settings)


def permitted(addresses: list[str], settings: Settings) -> list[str]:
    """Return the addresses that may be reached, in their order; raise the last Fault when none may."""
    allowed: dict[str, None] = {}
    fault = Fault(Reason.DNS, "no address")
    for text in addresses:
        literal = literal_address(text)
        if literal is None:
            continue
        try:
            check_address(literal, settings)
        except Fault as refusal:
            fault = refusal
        else:
            allowed[text] = None
    if not allowed:
        raise fault
    return list(allowed)


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens connections to checked addresses only."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve once, check, and connect to the checked address; try the next one where one fails."""
        failure: Exception | None = None
        for address in await resolve(host, port, self._settings):
            try:
                return await self._plain.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError("no address answered")

    async def sleep(self, seconds: float) -> None:
        """Wait as httpcore asks."""
        await asyncio.sleep(seconds)


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport over a pool whose every connection is guarded; environment proxies are not read."""

    def __init__(self, settings: Settings) -> None:
        context = ssl.create_default_context(cafile=certifi.where())
        if settings.ca_file is not None:
            context.load_verify_locations(cafile=settings.ca_file)
        super().__init__(verify=context, trust_env=False)
        self._pool = httpcore.AsyncConnectionPool(  # httpx offers no argument for the network backend
            ssl_context=context,
            max_connections=settings.max_connections,
            max_keepalive_connections=settings.max_connections,
            keepalive_expiry=5.0,
            network_backend=GuardedBackend(settings),
        )
