"""What came of one fetch: the row that is stored, and the bytes and headers that it describes."""

from __future__ import annotations

import hashlib
import time
from contextlib import contextmanager
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from fetch.addresses import clean_address
from fetch.reasons import REMEDIES, Fault, Reason
from warehouse.clock import CLOCK
from warehouse.ledger import Fetch
from warehouse.records import FetchId, RunId, stable_id
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from fetch.sources import Source

USABLE = frozenset({Outcome.OK, Outcome.NOT_MODIFIED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched(Fetch):
    """A fetch row with its body: decoded of gzip, not of its charset.

    `content_type` is the whole header with its charset; `headers` are the answer's, in order; `path` is the local file
    that was read, if it was one.
    """

    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    path: str = ""

    @property
    def ok(self) -> bool:
        """Return whether there is a body to extract from."""
        return self.outcome is Outcome.OK

    @property
    def row(self) -> Fetch:
        """Return the fetch row alone, to be stored."""
        return Fetch(**{field.name: getattr(self, field.name) for field in fields(Fetch)})


@dataclass(slots=True, kw_only=True)
class Attempt:
    """A fetch under way: what is known so far, until it ends well or in a fault."""

    run_id: str
    source: Source
    requested_url: str
    outlet: str
    place: str = ""  # where in a web archive the page lies: one archive may hold an address many times
    final_url: str = ""
    tries: int = 0
    busy: float = 0.0  # seconds

    @property
    def fetch_id(self) -> FetchId:
        """Return the id of this fetch: the same run, source and address give the same one."""
        place = (self.place,) if self.place else ()
        return FetchId(stable_id("fetch", self.run_id, self.source.name, self.requested_url, *place))

    @contextmanager
    def clock(self) -> Iterator[None]:
        """Count the time of an exchange; waiting for a turn is not the host's slowness."""
        began = time.monotonic()
        try:
            yield
        finally:
            self.busy += time.monotonic() - began

    def ended(
        self,
        *,
        reason: Reason = Reason.OK,
        detail: str = "",
        status: int | None = None,
        body: bytes = b"",
        headers: tuple[tuple[str, str], ...] = (),
        url: str = "",
        next_attempt_at: datetime | None = None,
        path: str = "",
    ) -> Fetched:
        """Return the fetch as it ended."""
        known = {name.lower(): value for name, value in reversed(headers)}
        outcome, advice = REMEDIES[reason]
        return Fetched(
            fetch_id=self.fetch_id,
            run_id=RunId(self.run_id),
            source=self.source.name,
            requested_url=self.requested_url,
            final_url=self.final_url or self.requested_url,
            url=url or clean_address(self.final_url or self.requested_url),
            outlet=self.outlet,
            outcome=outcome,
            reason=f"{reason}: {detail}" if detail else str(reason),
            advice=advice,
            status_code=status,
            tries=self.tries,
            elapsed_ms=round(self.busy * 1000),
            body_bytes=len(body),
            content_type=known.get("content-type", ""),
            etag=known.get("etag", ""),
            last_modified=known.get("last-modified", ""),
            body_hash=hashlib.sha256(body).hexdigest() if body else "",
            warc="",
            fetched_at=CLOCK.now(),
            next_attempt_at=next_attempt_at,
            article_id=None,
            body=body,
            headers=headers,
            path=path,
        )

    def failed(
        self,
        fault: Fault,
        *,
        status: int | None = None,
        body: bytes = b"",
        headers: tuple[tuple[str, str], ...] = (),
    ) -> Fetched:
        """Return the fetch as a failure with its remedy; a page that did not pass its gates keeps its body."""
        return self.ended(
            reason=fault.reason,
            detail=str(fault).partition(": ")[2],
            status=fault.status if status is None else status,
            body=body,
            headers=headers,
            next_attempt_at=fault.next_attempt_at,
        )
