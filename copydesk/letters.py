"""`copydesk dead`: pages that failed, every try of one, another try, and what is put aside."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from copydesk.query import print_table
from copydesk.running import run_news
from copydesk.status import Refusal, Status
from fetch.sources import CHECKS_PREFIX
from warehouse import db
from warehouse.publish import NotPublishedError, open_published

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

HOPELESS = ("gone", "robots_denied", "unsupported_type", "not_article")  # another try changes nothing
LIST = (
    "SELECT fetched_at, outcome, requested_url, reason, advice, next_attempt_at FROM v1.dead_letters "
    "ORDER BY fetched_at DESC, requested_url"
)
TRIES = (
    "SELECT fetched_at, outcome, status_code, tries, elapsed_ms, reason, advice, warc FROM v1.fetches "
    "WHERE requested_url = ? ORDER BY fetched_at DESC"
)


def list_letters(home: Path, *, as_json: bool) -> Status:
    """Print what failed and was not had since; partial where there is any."""
    names, rows = _asked(home, LIST)
    _print(names, rows, as_json=as_json)
    return Status.PARTIAL if rows else Status.FINE


def show_letter(home: Path, url: str, *, as_json: bool) -> Status:
    """Print every try of a page."""
    names, rows = _asked(home, TRIES, [url])
    if not rows:
        raise Refusal(f"{url} was never tried: `copydesk dead list` shows the addresses as they were asked for.")
    _print(names, rows, as_json=as_json)
    return Status.FINE


def retry_letters(home: Path, urls: Sequence[str], *, as_json: bool) -> Status:
    """Try the pages again: those named, or all for which another try may help."""
    if not urls:
        _, rows = _asked(home, LIST)
        now = datetime.now(UTC)
        urls = [url for _, outcome, url, _, _, later in rows if outcome not in HOPELESS and not (later and later > now)]
    if not urls:
        print("Nothing to try again: what failed is gone, forbidden or not due yet.")  # noqa: T201 - the answer
        return Status.FINE
    return run_news(home, [_place(url) for url in urls], None, as_json=as_json)


def drop_letters(home: Path, urls: Sequence[str]) -> Status:
    """Put pages aside until they fail anew, and publish a copy that says so."""
    from warehouse.publish import publish  # noqa: PLC0415 - lazy

    _, rows = _asked(home, LIST)
    known = {row[2] for row in rows}
    strange = [url for url in urls if url not in known]
    if strange:
        raise Refusal(f"{strange[0]} is not among the dead letters: `copydesk dead list` shows them.")
    con = db.connect(home)
    try:
        now = datetime.now(UTC)
        dropped = "SELECT unnest(?) AS requested_url, ?::TIMESTAMPTZ AS dropped_at"
        db.whole(lambda: db.merge(con, "dropped_letters", dropped, [sorted(set(urls)), now]))
        publish(con, home)
    finally:
        con.close()
    print(f"{len(urls)} put aside.")  # noqa: T201 - the answer
    return Status.FINE


def _place(url: str) -> str:
    path = unquote(urlsplit(url).path) if url.startswith("file:") else ""
    return f"{CHECKS_PREFIX}{path}" if path.endswith(".json") else path or url


def _asked(home: Path, query: str, values: Sequence[Any] = ()) -> tuple[list[str], list[tuple[Any, ...]]]:
    try:
        con = open_published(home)
    except NotPublishedError as missing:
        raise Refusal(str(missing)) from None
    try:
        cursor = con.execute(query, list(values))
        return [column[0] for column in cursor.description or ()], cursor.fetchall()
    finally:
        con.close()


def _print(names: list[str], rows: list[tuple[Any, ...]], *, as_json: bool) -> None:
    if not as_json:
        print_table(names, rows)
        return
    for row in rows:
        print(json.dumps(dict(zip(names, row, strict=True)), default=str, ensure_ascii=False))  # noqa: T201 - the answer
