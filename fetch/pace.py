"""One request per host every so many seconds, shared by all tasks; a host that asks for rest is left alone."""

from __future__ import annotations

import asyncio
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from fetch.reasons import Fault, Reason

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from fetch.settings import Settings

STUMBLES = 3


@dataclass(slots=True)
class Host:
    """The state of one host; times are seconds of the monotonic clock."""

    turns: asyncio.Lock = field(default_factory=asyncio.Lock)
    next_at: float = 0.0
    rest_until: float = 0.0
    slowed: float = 0.0
    stumbles: int = 0
    knots: int = 0


class Pace:
    """Gives each host its turns, first come, first served."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._hosts: dict[str, Host] = {}
        self._connections = asyncio.Semaphore(settings.max_connections)

    def _host(self, name: str) -> Host:
        return self._hosts.setdefault(name, Host())

    @asynccontextmanager
    async def connection(self, name: str) -> AsyncIterator[None]:
        """Hold a connection without a turn (robots.txt needs none); raise Fault where the host rests long."""
        self.check(name)
        async with self._connections:
            yield

    @asynccontextmanager
    async def turn(self, name: str, delay: float) -> AsyncIterator[None]:
        """Wait for the host's turn and hold a connection; raise Fault at once where its rest is too long to wait for.

        The connection is waited for within the turn: turns that wait together would else go off together.
        """
        host = self._host(name)
        async with host.turns:
            while True:
                self.check(name)
                wait = max(host.next_at, host.rest_until) - time.monotonic()
                if wait <= 0:
                    break
                await asyncio.sleep(wait)
            await self._connections.acquire()
            host.next_at = time.monotonic() + max(delay, host.slowed)
        try:
            yield
        finally:
            self._connections.release()

    def check(self, name: str) -> None:
        """Raise Fault (deferred) where the host's rest is too long to wait for."""
        wait = self._host(name).rest_until - time.monotonic()
        if wait > self._settings.longest_wait:
            raise Fault(Reason.HOST_RESTING, f"{wait:.0f} s", wait=wait)

    def rest(self, name: str, seconds: float) -> None:
        """Leave the host alone for so long."""
        host = self._host(name)
        host.rest_until = max(host.rest_until, time.monotonic() + seconds)

    def stumbled(self, name: str) -> None:
        """Count an answer that did not come in time; after three in a row the host is left alone for a while."""
        host = self._host(name)
        host.stumbles += 1
        if host.stumbles >= STUMBLES:
            host.stumbles = 0
            self.rest(name, self._settings.rest_after_connect_failure)

    def knotted(self, name: str) -> None:
        """Count a page that took too long to read; after three of them the host is left alone for a while."""
        host = self._host(name)
        host.knots += 1
        if host.knots >= STUMBLES:
            host.knots = 0
            self.rest(name, self._settings.rest_after_connect_failure)

    def slow(self, name: str, delay: float) -> None:
        """Double the host's delay, up to the cap: it answered 429 or 503."""
        host = self._host(name)
        least = max(delay, self._settings.backoff_seconds)
        host.slowed = min(max(host.slowed * 2, least * 2), self._settings.slow_cap)

    def recover(self, name: str, delay: float) -> None:
        """Halve a slowed host's delay: it answered well."""
        host = self._host(name)
        host.stumbles = 0
        if host.slowed:
            host.slowed = host.slowed / 2 if host.slowed / 2 > delay else 0.0
