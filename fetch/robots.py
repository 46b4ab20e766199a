"""robots.txt by RFC 9309: fetched once a day a host, its status mapped to a policy, its rules read by protego."""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from protego import Protego

from fetch.guard import check_url
from fetch.reasons import Fault, Reason

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    import httpx

    from fetch.exchange import Answer
    from fetch.settings import Settings

    Ask = Callable[[httpx.URL], Awaitable[Answer]]

LIMIT = 500 * 1024  # RFC 9309 2.5: at least 500 KiB must be parsed
HOPS = 5
OURS = "ours"  # the name that our groups have for protego
LINE = re.compile(
    r"\s*(?:(user[- ]?agent)|allow|d(?:is{1,2}al{1,2}o|iasllo|isalla)w|crawl[- ]delay)(?=[\s:])\s*:?\s*", re.IGNORECASE
)  # misspelt, or without a colon, as Google and protego read them too
PRODUCT = re.compile(r"\*(?!\S)|[a-z_-]+", re.IGNORECASE)  # RFC 9309 2.2.1
PRODUCTS = re.compile(r"([a-z_-]+)/", re.IGNORECASE)
# the file's own faults; the host's (no such name, no connection, resting) are the page's fault as well
UNREADABLE = frozenset({
    Reason.ROBOTS_UNAVAILABLE, Reason.TIMEOUT, Reason.DEADLINE, Reason.TOO_LARGE, Reason.TRUNCATED, Reason.DECODE,
    Reason.ENCODING, Reason.PROTOCOL,
})  # fmt: skip
REDIRECTS = frozenset({301, 302, 303, 307, 308})


@dataclass(frozen=True, slots=True)
class Policy:
    """What a host's robots.txt says; `fault` stands in the place of rules that could not be read for now."""

    text: str = ""
    reason: Reason | None = None
    expires: float = 0.0  # seconds since the epoch
    rules: Any = None  # protego ships no types

    def check(self, url: str) -> None:
        """Raise Fault where we may not fetch the page."""
        if self.reason:
            raise Fault(self.reason, "robots.txt", wait=max(self.expires - time.time(), 0.0))
        if self.rules is not None and not self.rules.can_fetch(url, OURS):
            raise Fault(Reason.ROBOTS, "disallowed")

    @property
    def crawl_delay(self) -> float:
        """Return the host's Crawl-delay in seconds, 0 where it names none."""
        delay = None if self.rules is None else self.rules.crawl_delay(OURS)
        return max(float(delay or 0.0), 0.0)


class Robots:
    """The policies of all hosts, kept for 24 hours, in a folder where the settings name one."""

    def __init__(self, settings: Settings, ask: Ask) -> None:
        self._settings, self._ask = settings, ask
        self._policies: dict[str, Policy] = {}

    async def policy(self, url: httpx.URL) -> Policy:
        """Return the policy of the address's origin, fetched where none is known that still holds."""
        origin = str(url.copy_with(raw_path=b"/robots.txt", fragment=None))
        known = self._policies.get(origin) or self._stored(origin)
        if known is None or known.expires < time.time():
            known = await self._read(url.copy_with(raw_path=b"/robots.txt", fragment=None))
            self._store(origin, known)
        self._policies[origin] = known
        return known

    async def _read(self, url: httpx.URL) -> Policy:
        try:
            answer = await self._follow(url)
        except Fault as fault:
            return self._unavailable(fault)
        expires = time.time() + self._settings.robots_max_age
        if 400 <= answer.status < 500:  # noqa: PLR2004 - RFC 9309 2.3.1.3: unavailable, so everything is allowed
            return Policy(expires=expires)
        return read_policy(answer.body, expires, self._settings.user_agent)

    def _unavailable(self, fault: Fault) -> Policy:
        """Return the policy of a robots.txt that could not be read (RFC 9309 2.3.1.4: keep out for now)."""
        if fault.reason is Reason.TOO_MANY_REDIRECTS:  # 2.3.1.2 allows to treat it as unavailable: no rules
            return Policy(expires=time.time() + self._settings.robots_max_age)
        if fault.reason is Reason.ROBOTS_BUSY:
            return Policy(reason=fault.reason, expires=time.time() + (fault.wait or self._settings.robots_retry))
        if fault.reason not in UNREADABLE:
            raise fault
        return Policy(reason=Reason.ROBOTS_UNAVAILABLE, expires=time.time() + self._settings.robots_retry)

    async def _follow(self, url: httpx.URL) -> Answer:
        for _ in range(HOPS + 1):
            answer = await self._ask(url)
            location = answer.headers.get("location", "")
            if answer.status not in REDIRECTS or not location:
                return checked(answer)
            url = check_url(url.join(location), self._settings)
        raise Fault(Reason.TOO_MANY_REDIRECTS, "robots.txt")

    def _path(self, origin: str) -> Path | None:
        folder = self._settings.robots_folder
        return folder and folder / f"{hashlib.blake2b(origin.encode(), digest_size=16).hexdigest()}.json"

    def _stored(self, origin: str) -> Policy | None:
        path = self._path(origin)
        try:
            kept = json.loads(path.read_text("utf-8")) if path else None
            agent = self._settings.user_agent
            return kept and read_policy(str(kept["text"]).encode(), float(kept["expires"]), agent)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _store(self, origin: str, policy: Policy) -> None:
        path = self._path(origin)
        if path is None or policy.reason:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(json.dumps({"origin": origin, "text": policy.text, "expires": policy.expires}), "utf-8")
        new.replace(path)


def checked(answer: Answer) -> Answer:
    """Return the answer; raise Fault where the host is too busy or broken to say its rules."""
    if answer.status == 429:  # noqa: PLR2004 - Too Many Requests: not a 4xx that means "no rules"
        raise Fault(Reason.ROBOTS_BUSY, "429", wait=retry_after(answer.headers))
    if answer.status >= 500:  # noqa: PLR2004 - RFC 9309 2.3.1.4
        raise Fault(Reason.ROBOTS_UNAVAILABLE, str(answer.status))
    return answer


def read_policy(body: bytes, expires: float, agent: str) -> Policy:
    """Return what a robots.txt asks of the program that names itself so; what is no robots.txt allows everything."""
    text = body[:LIMIT].decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    try:
        rules = Protego.parse(_for_agent(text, agent))
    except Exception:  # noqa: BLE001 - protego reads any text; should it ever fail, the file names no rule we know
        rules = None
    return Policy(text=text, expires=expires, rules=rules)


def _for_agent(text: str, agent: str) -> str:
    """Return the groups for this agent, under the name OURS, and those for every agent.

    protego alone finds a robots.txt's names in any place of ours ("copy" in "copydesk"), reads "Foo Bar" as one name,
    ends a group at a line that it does not know, and keeps each rule once for each of a thousand other agents.
    """
    products = {name.lower() for name in PRODUCTS.findall(agent)} or {agent.strip().lower()}
    kept: list[str] = []
    meant = ruled = False
    for line in text.splitlines():
        field = LINE.match(line)
        if field is None:
            continue
        if not field[1]:
            kept += [line] * meant
            ruled = True
            continue
        meant, ruled = meant and not ruled, False
        product = PRODUCT.match(line, field.end())
        name = product[0].lower() if product else ""
        if name == "*" or name in products:
            kept.append(f"User-agent: {name if name == '*' else OURS}")
            meant = True
    return "\n".join(kept)


def retry_after(headers: httpx.Headers) -> float | None:
    """Return the Retry-After of an answer in seconds from now (RFC 9110 10.2.3), None where it says nothing usable."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    try:
        return max(parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except (ValueError, TypeError, OverflowError):
        return None
