"""Sources -> rows: entries found, then fetched, read and loaded in batches; every failure is a row with a reason."""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
from dataclasses import replace
from datetime import date, datetime
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, NamedTuple, Self

from extract.revisions import same_text
from extract.workers import Failure, Item, extract_batch
from fetch.archive import Archive
from fetch.client import Fetcher, Settings
from fetch.discover import entries
from fetch.entry_fetch import fetch_entry
from fetch.sources import Source, load_sources, sources_for
from flows.checked_before import store_checks, take_checks
from flows.doubles import note_copies
from flows.edits import note_changes
from flows.far_readers import read_far
from flows.statements import ask
from flows.unread import told_of
from warehouse import db
from warehouse.clock import CLOCK
from warehouse.terms import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType

    from extract.workers import Extracted
    from fetch.entries import Entry
    from fetch.fetched import Fetched
    from flows.plan import NewsPlan
    from flows.running import Running
    from warehouse.ledger import Fetch
    from warehouse.records import ArticleId, Records

LOG = logging.getLogger("copydesk")
FRESH = frozenset({Outcome.OK, Outcome.NOT_MODIFIED})


class Wanted(NamedTuple):
    """An entry and the source that named it."""

    source: Source
    entry: Entry


class Known(NamedTuple):
    """What the last good fetch of a page left: validators, the hash of its bytes, its article."""

    etag: str
    last_modified: str
    body_hash: str
    article_id: ArticleId


class Intake:
    """The fetching, reading and loading of one run; `batches` are its tasks, each of many pages and many hosts."""

    def __init__(self, plan: NewsPlan, run: Running, sources: tuple[Source, ...]) -> None:
        """Prepare the client and the archive."""
        self.sources = sources
        self.batches: list[list[Wanted]] = []
        self._plan, self._run = plan, run
        folders = {"robots_folder": plan.home / "robots", "listings_folder": plan.home / "listings"}
        settings = Settings.model_validate({**folders, **plan.fetch})
        paced = settings.by_the_clock() if plan.scheduled else settings
        self._fetcher = Fetcher(paced, run_id=run.run_id, sources=listed_sources(plan))
        self._archive = Archive(plan.archive, round(plan.segment_megabytes * 2**20))
        self._fetching, self._reading = asyncio.Lock(), asyncio.Lock()  # one batch is fetched while another is read

    async def __aenter__(self) -> Self:
        """Open the client."""
        await self._fetcher.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the client."""
        await self._fetcher.__aexit__(kind, error, trace)

    async def find(self) -> int:
        """Ask every source what it names, cut that into batches that mix hosts, and return how many pages there are."""
        with self._run.tally.stage("find"):
            found = await asyncio.gather(*(entries(self._fetcher, source) for source in self.sources))
        for source, listing in zip(self.sources, found, strict=True):
            self._run.notes += [f"{source.name}: {note}" for note in listing.notes]
        if rows := [fetched.row for listing in found for fetched in listing.fetches]:
            self._store([], rows)
        await self._take_checks()
        await asyncio.to_thread(self._catch_up)
        self._count_failed(fetched for listing in found for fetched in listing.fetches)
        columns = [
            [Wanted(source, entry) for entry in listing] for source, listing in zip(self.sources, found, strict=True)
        ]
        mixed = [wanted for row in itertools.zip_longest(*columns) for wanted in row if wanted]
        once = list({(wanted.entry.url, wanted.entry.offset): wanted for wanted in reversed(mixed)}.values())[::-1]
        if self._plan.since or self._plan.until:
            once = self._of_that_time(once)
        elif self._plan.scheduled:
            once = self._waited_for(once)
        size = self._plan.batch
        self.batches = [once[start : start + size] for start in range(0, len(once), size)]
        LOG.info("found %d pages in %d sources", len(once), len(self.sources))
        return len(once)

    async def _take_checks(self) -> None:
        """Read and store what other houses have checked."""
        if any(source.claimreview for source in self.sources):
            checks, rows = await take_checks(self._fetcher, self.sources, self._run)
            con = db.connect(self._plan.home)
            try:
                with db.transaction(con):
                    store_checks(con, checks)
                    db.save(con, rows)
            finally:
                con.close()
            self._count_failed(rows)

    def _of_that_time(self, found: list[Wanted]) -> list[Wanted]:
        """Return the entries of the plan's days that were never read, oldest first: a backfill goes on where it was."""
        since, until = self._plan.since or date.min, self._plan.until or date.max
        dated = [(wanted.entry.published_at, wanted) for wanted in found if wanted.entry.published_at]
        chosen = [(at, wanted) for at, wanted in dated if since <= at.date() <= until]
        read = self._known([wanted.entry.url for _, wanted in chosen])
        return [wanted for _, wanted in sorted(chosen, key=lambda pair: pair[0]) if wanted.entry.url not in read]

    def _waited_for(self, found: list[Wanted]) -> list[Wanted]:
        """Return the entries that are new, due by their age, or dated anew in their list since they were asked for."""
        con = db.connect(self._plan.home)
        try:
            rows = ask(con, "resting_pages", now=CLOCK.now(), urls=[w.entry.url for w in found if w.entry.path is None])
        finally:
            con.close()
        resting: dict[str, datetime] = dict(rows)
        chosen = [
            wanted
            for wanted in found
            if wanted.entry.url not in resting
            or (wanted.entry.updated_at and wanted.entry.updated_at > resting[wanted.entry.url])
        ]
        LOG.info("%d of them are not due yet", len(found) - len(chosen))
        return chosen

    async def read_batch(self, number: int) -> None:
        """Fetch, read and load one batch: articles and fetch rows are stored together, or not at all."""
        batch = self.batches[number]
        known = self._known([wanted.entry.url for wanted in batch])
        async with self._fetching:
            with self._run.tally.stage("fetch"):
                fetched = await asyncio.gather(*(self._fetch(wanted, known) for wanted in batch))
            with self._run.tally.stage("archive"):
                fetched = await asyncio.to_thread(self._keep, fetched)
        async with self._reading:
            with self._run.tally.stage("extract"):
                records, rows = await asyncio.to_thread(self._read, fetched, batch, known)
            with self._run.tally.stage("load"):
                await asyncio.to_thread(self._load, records, rows)
        LOG.info("batch %d of %d: %d pages, %d articles read", number + 1, len(self.batches), len(batch), len(records))

    async def _fetch(self, wanted: Wanted, known: dict[str, Known]) -> Fetched:
        last = known.get(wanted.entry.url)
        validators = {"etag": last.etag, "last_modified": last.last_modified} if last else {}
        return await fetch_entry(self._fetcher, wanted.entry, source=wanted.source, **validators)

    def _keep(self, fetched: list[Fetched]) -> list[Fetched]:
        kept = [replace(one, warc=self._archive.write(one)) if one.body and not one.path else one for one in fetched]
        self._archive.sync()  # the rows that name these bytes come after them
        return kept

    def _read(
        self, fetched: list[Fetched], batch: list[Wanted], known: dict[str, Known]
    ) -> tuple[list[Records], list[Fetch]]:
        """Return the records of pages whose bytes are new, and a row for every page."""
        rows: dict[str, Fetch] = {}
        items: list[Item] = []
        for one, wanted in zip(fetched, batch, strict=True):
            last = known.get(one.requested_url)
            rows[one.fetch_id] = one.row
            if last and (one.outcome is Outcome.NOT_MODIFIED or (one.ok and one.body_hash == last.body_hash)):
                rows[one.fetch_id] = replace(one.row, article_id=last.article_id)
            elif one.ok:
                items.append(item_of(one, wanted.source))
        records = []
        if items:  # what validates them takes seconds to import: this process has nothing to do while others read
            Thread(target=import_module, args=("checks.expectation",), name="import of Great Expectations").start()
        for result in self._extracted(items):
            row = rows[result.key]
            if isinstance(result, Failure):
                outcome, advice = told_of(result.kind, row.content_type)
                rows[result.key] = replace(
                    row, outcome=outcome, reason=f"{result.kind}: {result.reason}", advice=advice
                )
            else:
                article = result.records.article
                records.append(result.records)
                rows[result.key] = replace(row, article_id=article.article_id, outlet=row.outlet or article.outlet)
        return records, list(rows.values())

    def _extracted(self, items: list[Item]) -> Iterator[Extracted | Failure]:
        """Read pages on this machine's cores, or on the workers of the Dask scheduler that the plan names."""
        if self._plan.dask:
            return read_far(items, self._plan.dask, seconds=self._plan.page_seconds)
        return extract_batch(items, workers=self._plan.workers or os.cpu_count() or 1, seconds=self._plan.page_seconds)

    def _load(self, records: list[Records], rows: list[Fetch]) -> None:
        revised, fresh = self._store(records, rows)
        tally = self._run.tally
        self._count_failed(rows)
        read = {one.article.article_id for one in records}
        for row in rows:
            tally.measure("host_seconds", row.outlet, row.elapsed_ms / 1000)
            if row.outcome in FRESH:
                tally.fetched += 1
                tally.unchanged += row.article_id not in fresh
        tally.revised += revised
        for one in records:
            if one.article.article_id in fresh & read:
                tally.loaded(one)

    def _store(self, records: list[Records], rows: list[Fetch]) -> tuple[int, set[str]]:
        """Write articles and rows at once; return how many pages were revised, and the ids of the new articles."""
        con = db.connect(self._plan.home)
        try:
            before = {row[0]: row[1:] for row in ask(con, "current_texts", urls=[one.article.url for one in records])}
            same = {one.article.article_id: before[one.article.url][0] for one in records if _reads_same(one, before)}
            seen = [replace(row, article_id=same[row.article_id]) if row.article_id in same else row for row in rows]
            fresh = set(db.load(con, [one for one in records if one.article.article_id not in same], seen))
            stored = [one.article.url for one in records if one.article.article_id in fresh]
            if stored:
                note_changes(con, stored)
                note_copies(con, sorted(fresh))
        finally:
            con.close()
        return sum(url in before for url in stored), fresh

    def _catch_up(self) -> None:
        """Compare the revisions, and mark the articles, that a run which died, or an older program, left alone."""
        con = db.connect(self._plan.home)
        try:
            note_changes(con)
            note_copies(con)
        finally:
            con.close()

    def _known(self, urls: list[str]) -> dict[str, Known]:
        con = db.connect(self._plan.home)
        try:
            rows = ask(con, "known_fetches", urls=urls)
        finally:
            con.close()
        return {url: Known(*rest) for url, *rest in rows}

    def _count_failed(self, rows: Iterable[Fetch]) -> None:
        for row in rows:
            if row.outcome not in FRESH:
                self._run.tally.failed += 1
                self._run.tally.measure("failed", row.outcome)


def _reads_same(records: Records, before: dict[str, tuple[ArticleId, str, str, str]]) -> bool:
    """Say whether a reader would call the page's current revision the same, though its bytes differ."""
    article = records.article
    if article.url not in before or before[article.url][0] == article.article_id:
        return False
    _, headline, standfirst, text = before[article.url]
    return same_text(article, replace(article, headline=headline, standfirst=standfirst, text=text))


def item_of(fetched: Fetched, source: Source) -> Item:
    """Return what the readers need of a fetched page."""
    return Item(
        key=fetched.fetch_id,
        data=fetched.body,
        name=fetched.path or fetched.final_url,
        url=fetched.url,
        content_type=fetched.content_type,
        outlet=fetched.outlet,
        fetched_at=fetched.fetched_at,
        language=source.language if "language" in source.model_fields_set else "",  # else the page's own
    )


def listed_sources(plan: NewsPlan) -> tuple[Source, ...]:
    """Return the sources of the file and of the places; raises SourceError where one cannot be used."""
    listed = load_sources(plan.sources) if plan.sources else ()
    return (*listed, *sources_for(list(plan.places)))


def named_sources(plan: NewsPlan) -> tuple[Source, ...]:
    """Return the sources that the plan asks for; raises SourceError where one cannot be used."""
    return tuple(source for source in listed_sources(plan) if plan.only in ("", source.name))
