"""The one way to the network: `Fetcher.get` gives a fetch with its outcome, and never raises for a fault of the web.

httpx is behind this module (and guard.py, exchange.py) alone, so that its successor can replace it.
"""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import TYPE_CHECKING, Self

import httpx
import stamina
import stamina.instrumentation

from fetch.addresses import without_password
from fetch.cells import Cells
from fetch.exchange import PAGES, Answer, exchange
from fetch.fetched import Attempt, Fetched
from fetch.guard import GuardedTransport, check_url
from fetch.kept_listings import KeptListings
from fetch.outlets import Owners
from fetch.pace import Pace
from fetch.reasons import Fault, Reason
from fetch.robots import REDIRECTS, Robots, retry_after
from fetch.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType

    from fetch.page_look import Look
    from fetch.robots import Policy
    from fetch.sources import Source

__all__ = ["Fetched", "Fetcher", "Kind", "Settings"]

STATUSES = {
    304: Reason.UNCHANGED,
    401: Reason.LOGIN,
    402: Reason.PAYMENT,
    403: Reason.FORBIDDEN,
    404: Reason.NOT_FOUND,
    410: Reason.WITHDRAWN,
    451: Reason.LEGAL,
}
BUSY = frozenset({429, 503})  # the whole host is slowed
RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
ACCEPT = {
    "page": "text/html,application/xhtml+xml;q=0.9,*/*;q=0.5",
    "listing": "application/rss+xml,application/atom+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5",
}


class Kind(StrEnum):
    """What is asked for: a page passes the gates of an article, a listing is a feed or sitemap."""

    PAGE = "page"
    LISTING = "listing"


class Fetcher:
    """A polite client for one run; its tasks share the pace of each host and at most eight connections."""

    def __init__(self, settings: Settings | None = None, *, run_id: str = "", sources: Iterable[Source] = ()) -> None:
        """Prepare it; `sources` are all that are listed, because each owns its hosts."""
        self.settings = settings or Settings()
        self.run_id = run_id
        self.owners = Owners(sources)
        self.pace = Pace(self.settings)
        self.robots = Robots(self.settings, self._ask_robots)
        self.kept_listings = KeptListings(self.settings.listings_folder)
        self.cells = Cells()
        self._reading: dict[str, asyncio.Lock] = {}  # one robots.txt is asked for by one task
        self._client: httpx.AsyncClient | None = None

    async def __aenter__(self) -> Self:
        stamina.instrumentation.set_on_retry_hooks([])  # tries are counted in the row; a log line each is noise
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(self.settings),
            timeout=httpx.Timeout(self.settings.read_timeout, connect=self.settings.connect_timeout, pool=None),
            trust_env=False,
            follow_redirects=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._client is not None:
            await self._client.aclose()
        await self.cells.close()

    async def get(
        self,
        url: str,
        *,
        source: Source,
        etag: str = "",
        last_modified: str = "",
        kind: Kind = Kind.PAGE,
    ) -> Fetched:
        """Return what came of asking for an address, with the validators of the last fetch where they are known."""
        attempt = Attempt(
            run_id=self.run_id,
            source=source,
            requested_url=without_password(url),
            outlet=self.owners.outlet(url, source),
        )
        validators = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        try:
            return await self._visit(attempt, {name: value for name, value in validators.items() if value}, kind)
        except Fault as fault:
            return attempt.failed(fault)
        except Exception as error:  # noqa: BLE001 - one page must never stop a run; the row says what happened
            surprise = Fault(Reason.UNEXPECTED, f"{type(error).__name__}: {error}"[:200])
            return attempt.failed(surprise)

    async def policy(self, url: httpx.URL) -> Policy:
        """Return what the robots.txt of an address's host says; many tasks ask for it, one fetches it."""
        async with self._reading.setdefault(url.netloc.decode(), asyncio.Lock()):
            return await self.robots.policy(url)

    def delay(self, policy: Policy, source: Source) -> float:
        """Return the least seconds between two requests to a host of this policy."""
        crawl_delay = min(policy.crawl_delay, self.settings.crawl_delay_cap)
        return max(self.settings.pace_seconds if source.pace_seconds is None else source.pace_seconds, crawl_delay)

    async def _visit(self, attempt: Attempt, validators: dict[str, str], kind: Kind) -> Fetched:
        """Follow redirects, each hop checked anew, and one meta refresh; return the page that they end at."""
        cookies = httpx.Cookies()  # kept along one chain of redirects and then forgotten
        url = check_url(attempt.requested_url, self.settings)
        refreshed = False
        for _ in range(self.settings.max_redirects + 1):
            attempt.final_url = str(url)
            answer = await self._polite(attempt, url, validators, cookies, kind)
            location = answer.headers.get("location", "")
            if answer.status in REDIRECTS:
                if not location:
                    raise Fault(Reason.BAD_REDIRECT, "no Location", status=answer.status)
                url = check_url(join(url, location), self.settings)
                continue
            ended = await self._ended(attempt, answer, kind, follow=not refreshed)
            if isinstance(ended, Fetched):
                return ended
            url, refreshed = check_url(join(url, ended), self.settings), True
        raise Fault(Reason.TOO_MANY_REDIRECTS, f"more than {self.settings.max_redirects}")

    async def _ended(self, attempt: Attempt, answer: Answer, kind: Kind, *, follow: bool) -> Fetched | str:
        """Return the fetch of an answer that is no redirect, or where its page sends on to.

        Raise Fault where its status is not good; a page that does not pass its gates is a failed fetch with its bytes.
        """
        if answer.status not in PAGES and answer.status != httpx.codes.NOT_MODIFIED:
            raise Fault(STATUSES.get(answer.status, Reason.STATUS), str(answer.status), status=answer.status)
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers.raw)
        if answer.status == httpx.codes.NOT_MODIFIED:
            return attempt.ended(reason=Reason.UNCHANGED, status=answer.status, headers=headers)
        url = ""
        try:
            if kind is Kind.PAGE:
                seen = await self._look(answer, attempt.final_url, follow=follow)
                if seen.refresh:
                    return seen.refresh
                attempt.outlet = self.owners.outlet(attempt.final_url, attempt.source, seen.outlet)
                url = seen.url
            elif not answer.body.strip():
                raise Fault(Reason.EMPTY)  # noqa: TRY301 - one place turns a gate's fault into a row
        except Fault as fault:
            return attempt.failed(fault, status=answer.status, headers=headers, body=answer.body)
        return attempt.ended(status=answer.status, headers=headers, body=answer.body, url=url)

    async def _look(self, answer: Answer, url: str, *, follow: bool) -> Look:
        """Return what a page says of itself; a host whose pages are knots is left alone for a while."""
        try:
            content_type = answer.headers.get("content-type", "")
            seen: Look = await self.cells.ask("look", answer.body, content_type, url, follow=follow)
        except Fault as fault:
            if fault.reason is Reason.KNOTTED:
                self.pace.knotted(answer.final.host)
            raise
        return seen

    async def _polite(
        self, attempt: Attempt, url: httpx.URL, validators: dict[str, str], cookies: httpx.Cookies, kind: Kind
    ) -> Answer:
        """Ask once the robots.txt allows it and it is the host's turn; try again where that may help."""
        policy = await self.policy(url)
        policy.check(str(url))
        delay = self.delay(policy, attempt.source)
        headers = {**self._headers(kind.value), **validators}
        async for again in stamina.retry_context(
            on=backoff,
            attempts=self.settings.attempts,
            timeout=None,
            wait_initial=self.settings.backoff_seconds,
            wait_max=max(self.settings.backoff_seconds * 8, 0.001),
            wait_jitter=self.settings.backoff_seconds,
        ):
            with again:
                request = httpx.Request("GET", url, headers=headers)
                cookies.set_cookie_header(request)
                async with self.pace.turn(url.host, delay):
                    attempt.tries += 1
                    with attempt.clock():
                        answer = await self._answer(request, delay)
                cookies.extract_cookies(httpx.Response(answer.status, headers=answer.headers, request=request))
                return answer
        raise AssertionError("stamina either returns or raises")

    async def _answer(self, request: httpx.Request, delay: float) -> Answer:
        """Return an answer that needs no retry; tell the pace what the host's state is."""
        host = request.url.host
        answer = await self._exchange(request)
        if answer.status not in RETRIED:
            self.pace.recover(host, delay)
            return answer
        wait = retry_after(answer.headers)
        if answer.status in BUSY:
            self.pace.slow(host, delay)
            if wait:
                self.pace.rest(host, wait)
        detail = str(answer.status)
        if wait and wait > self.settings.longest_wait:
            raise Fault(Reason.RETRY_LATER, detail, status=answer.status, wait=wait)
        raise Fault(Reason.SERVER_ERROR, detail, status=answer.status, wait=wait, retry=True)

    async def _exchange(self, request: httpx.Request) -> Answer:
        """Send a request; tell the pace where the host is not to be had."""
        if self._client is None:
            raise RuntimeError("use the Fetcher in `async with`")
        try:
            return await exchange(self._client, request, self.settings, self.settings.max_bytes)
        except Fault as fault:
            if fault.wait:
                self.pace.rest(request.url.host, fault.wait)
            elif fault.reason in {Reason.TIMEOUT, Reason.DEADLINE}:
                self.pace.stumbled(request.url.host)
            raise

    async def _ask_robots(self, url: httpx.URL) -> Answer:
        """Fetch a robots.txt hop."""
        async with self.pace.connection(url.host):
            return await self._exchange(httpx.Request("GET", url, headers=self._headers("page")))

    def _headers(self, kind: str) -> dict[str, str]:
        return {"User-Agent": self.settings.user_agent, "Accept": ACCEPT[kind], "Accept-Encoding": "gzip"}


def backoff(error: Exception) -> bool | float:
    """Tell stamina whether to try again, and after how many seconds where the host says so."""
    if not isinstance(error, Fault) or not error.retry:
        return False
    return True if error.wait is None else error.wait


def join(url: httpx.URL, location: str) -> str:
    """Return where a Location leads; raise Fault where it leads nowhere."""
    try:
        return str(url.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise Fault(Reason.BAD_REDIRECT, str(error)[:100]) from None
