"""One request and its answer, bounded: a total deadline, a limit on decoded bytes, gzip only, nothing cut short."""

from __future__ import annotations

import asyncio
import ssl
import zlib
from typing import TYPE_CHECKING, NamedTuple

import httpx

from fetch.reasons import Fault, Reason

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fetch.settings import Settings

GZIP = 31  # zlib's window bits for a gzip wrapper
GZIP_MAGIC = b"\x1f\x8b\x08"
PIECE = 65_536
MOST_MEMBERS = 1_000  # of one gzip file
PAGES = frozenset({200, 203})  # the statuses that a page or listing comes with
CODINGS = {"": False, "identity": False, "gzip": True, "x-gzip": True}


class Answer(NamedTuple):
    """A status with its headers, and the decoded body of a 200."""

    status: int
    headers: httpx.Headers
    body: bytes
    final: httpx.URL


class Gunzip:
    """Decodes gzip piece by piece, never more than 64 KiB at once.

    httpx's own decoder gives whole chunks: a 408 kB bomb took 129 MB, a double one 801 MB.
    """

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(GZIP)
        self._done = False
        self._members = 1

    def pieces(self, chunk: bytes) -> Iterator[bytes]:
        """Yield the decoded bytes of the chunk; further gzip members follow on, other trailing bytes are dropped."""
        while chunk:
            if self._decoder.eof:
                if not chunk.startswith(GZIP_MAGIC[:1]):
                    return
                self._decoder = zlib.decompressobj(GZIP)
                self._members += 1
                if self._members > MOST_MEMBERS:
                    raise Fault(Reason.DECODE, f"more than {MOST_MEMBERS} gzip members", retry=False)
            try:
                piece = self._decoder.decompress(chunk, PIECE)
            except zlib.error as error:
                if self._done:
                    return
                raise Fault(Reason.DECODE, str(error), retry=False) from None
            chunk = self._decoder.unconsumed_tail or self._decoder.unused_data
            self._done = self._done or self._decoder.eof
            if piece:
                yield piece

    @property
    def whole(self) -> bool:
        """Return whether a complete member was read."""
        return self._done


def gunzip(body: bytes, limit: int) -> bytes:
    """Return the decoded bytes of a gzip file; raise Fault past the limit or where it is broken."""
    decoder, found, size = Gunzip(), [], 0
    for at in range(0, len(body), PIECE):  # in pieces: what is left of one is copied at every step
        for piece in decoder.pieces(body[at : at + PIECE]):
            size += len(piece)
            if size > limit:
                raise Fault(Reason.TOO_LARGE, f"more than {limit} bytes decoded")
            found.append(piece)
    if not decoder.whole:
        raise Fault(Reason.TRUNCATED, "the gzip stream is not complete")
    return b"".join(found)


async def read_body(response: httpx.Response, limit: int) -> bytes:
    """Return the whole decoded body; raise Fault where it is too large, cut short or in a coding not asked for."""
    coding = response.headers.get("content-encoding", "").strip().lower()
    if coding not in CODINGS:
        raise Fault(Reason.ENCODING, coding[:60])
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and int(declared[:18]) > limit:
        raise Fault(Reason.TOO_LARGE, f"{declared[:18]} bytes declared")
    decoder = Gunzip() if CODINGS[coding] else None
    found: list[bytes] = []
    size = raw = 0
    async for chunk in response.aiter_raw(PIECE):
        if decoder is None and not found and chunk.startswith(GZIP_MAGIC):
            decoder = Gunzip()  # gzip without its header: seen on .xml.gz sitemaps and careless caches
        raw += len(chunk)
        for piece in decoder.pieces(chunk) if decoder else (chunk,):
            size += len(piece)
            if max(size, raw) > limit:
                raise Fault(Reason.TOO_LARGE, f"more than {limit} bytes")
            found.append(piece)
    if decoder and raw and not decoder.whole:
        raise Fault(Reason.TRUNCATED, "the gzip stream is not complete", retry=True)
    return b"".join(found)


async def drain(response: httpx.Response) -> bytes:
    """Read a short body that nobody wants, so that its connection can be used again; return nothing."""
    declared = response.headers.get("content-length", "")
    if declared.isdecimal() and len(declared) < 6 and int(declared) <= PIECE:  # noqa: PLR2004 - at most five digits
        async for _ in response.aiter_raw(PIECE):
            pass
    return b""


async def exchange(client: httpx.AsyncClient, request: httpx.Request, settings: Settings, limit: int) -> Answer:
    """Send one request and read its answer; every fault of the network is raised as Fault."""
    try:
        async with asyncio.timeout(settings.total_deadline):
            response = await client.send(request, stream=True, follow_redirects=False)
            try:
                body = await read_body(response, limit) if response.status_code in PAGES else await drain(response)
            finally:
                await response.aclose()
    except TimeoutError:
        raise Fault(Reason.DEADLINE, f"{settings.total_deadline:g} s") from None
    except httpx.ConnectTimeout:
        raise Fault(Reason.TIMEOUT, "connect", wait=settings.rest_after_connect_failure) from None
    except httpx.TimeoutException as error:
        raise Fault(Reason.TIMEOUT, type(error).__name__) from None
    except httpx.HTTPError as error:
        raise network_fault(error, settings) from None
    return Answer(response.status_code, response.headers, body, request.url)


def network_fault(error: httpx.HTTPError, settings: Settings) -> Fault:
    """Return the fault that a transport error is."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return Fault(Reason.TLS, (getattr(cause, "verify_message", "") or cause.reason or str(cause))[:200])
        cause = cause.__cause__ or cause.__context__
    detail = f"{type(error).__name__} {error}".strip()[:200]
    if isinstance(error, httpx.ConnectError):
        return Fault(Reason.CONNECT, detail, wait=settings.rest_after_connect_failure)
    if isinstance(error, httpx.RemoteProtocolError) and "without sending complete" not in detail:
        return Fault(Reason.PROTOCOL, detail, retry="disconnected" in detail)
    return Fault(Reason.TRUNCATED, detail, retry=True)
