"""Fetched pages -> records, in worker processes: a page that hangs, eats memory or kills its worker is one failure.

A worker announces each page before it reads it, so that its parent knows what it held when it fell silent or died.
"""

from __future__ import annotations

import gc
import multiprocessing
import time
from collections import deque
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from multiprocessing.connection import wait
from pathlib import Path
from typing import TYPE_CHECKING

from extract.pages.compose import NoArticle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkServerProcess

    from extract.reading import Page
    from warehouse.records import Records

SECONDS = 20.0  # a page may take; the slowest of 135 real ones took 0.5
MEGABYTES = 1500  # of address space above the loaded worker
LONGEST = 500_000  # characters of a text: a book's, twenty times the longest report; 40,000 are read in a second
PACE = 10_000  # characters that add a second to what a page may take
CHUNK = 16  # pages sent at once: a few hundred paragraphs fill spaCy's batches
TOGETHER = -1  # said in place of a page, with their characters: all pages of the chunk are in hand
STARTING = 180.0  # seconds for a worker to import and load the language model on a busy machine


class FailureKind(StrEnum):
    """Why a page gave no records."""

    NO_ARTICLE = "no_article"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    LENGTH = "length"
    KILLED = "killed"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One page to extract: its bytes and what is known of it; `key` is the caller's own and comes back."""

    key: str
    data: bytes
    name: str
    url: str = ""
    content_type: str = ""
    outlet: str = ""
    fetched_at: datetime | None = None
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """The records of one page."""

    key: str
    records: Records


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A page that gave no records, and why, in plain words."""

    key: str
    kind: FailureKind
    reason: str


def read_item(item: Item) -> Page:
    """Return the page of one item; raises NoArticle."""
    from extract.documents import read_document  # noqa: PLC0415 - trafilatura is for the workers, not for their parent

    return read_document(
        item.data,
        item.name,
        content_type=item.content_type,
        url=item.url,
        outlet=item.outlet,
        fetched_at=item.fetched_at,
        language=item.language,
    )


def extract_batch(
    items: Iterable[Item],
    *,
    workers: int = 2,
    seconds: float = SECONDS,
    megabytes: int = MEGABYTES,
    reader: Callable[[Item], Page] = read_item,
) -> Iterator[Extracted | Failure]:
    """Yield what each item gave, in input order; `seconds` and `megabytes` are one page's limits."""
    queued = list(items)
    if not queued:
        return
    size = max(1, min(CHUNK, -(-len(queued) // max(1, workers))))
    chunks = deque(list(range(start, min(start + size, len(queued)))) for start in range(0, len(queued), size))
    pool = Pool(queued, chunks, workers=min(workers, len(chunks)), seconds=seconds, arguments=(reader, megabytes))
    try:
        yield from pool.results()
    finally:
        pool.close()


@dataclass(slots=True)
class _Worker:
    """One process, what it holds, and when it last spoke."""

    process: ForkServerProcess
    pipe: Connection
    held: list[int] = field(default_factory=list)
    reading: int | None = None
    ready: bool = False
    longer: float = 0.0  # seconds that its texts add to what a page may take
    spoke: float = 0.0


class Pool:
    """The workers of one batch; chunks go out, results come in and wait for their turn."""

    def __init__(
        self,
        items: list[Item],
        chunks: deque[list[int]],
        *,
        workers: int,
        seconds: float,
        arguments: tuple[Callable[[Item], Page], int],
    ) -> None:
        self.items, self.chunks, self.seconds, self.arguments = items, chunks, seconds, arguments
        self.context = multiprocessing.get_context("forkserver")
        self.context.set_forkserver_preload(["extract.loaded"])  # once: every worker is a copy of what is loaded there
        self.found: dict[int, Extracted | Failure] = {}
        self.workers = [self._start() for _ in range(workers)]

    def results(self) -> Iterator[Extracted | Failure]:
        """Yield results in input order as they come."""
        for place in range(len(self.items)):
            while place not in self.found:
                self._step()
            yield self.found.pop(place)

    def close(self) -> None:
        """End every worker."""
        for worker in self.workers:
            self._end(worker)

    def _start(self) -> _Worker:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=_work, args=(theirs, *self.arguments), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours, spoke=time.monotonic())

    def _end(self, worker: _Worker) -> None:
        worker.pipe.close()
        worker.process.kill()
        worker.process.join()
        worker.process.close()

    def _step(self) -> None:
        """Hear every worker that speaks, within a tenth of a second, and replace the silent and the dead."""
        for worker in self.workers:
            if not worker.held and self.chunks and worker.ready:
                self._send(worker)
        talking = wait([worker.pipe for worker in self.workers], timeout=0.1)
        for place, worker in enumerate(self.workers):
            try:
                if worker.pipe in talking:
                    self._hear(worker)
                silent, most = time.monotonic() - worker.spoke, self.seconds + worker.longer
                if worker.held and silent > most:
                    self._lost(place, FailureKind.TIMEOUT, f"reading the page took longer than {most:.0f} seconds")
                elif not worker.ready and silent > STARTING:
                    raise RuntimeError(
                        "an extraction worker did not start within three minutes: the machine is too busy"
                    )
            except (EOFError, OSError):
                self._lost(place, FailureKind.KILLED, "reading the page killed its worker process")

    def _send(self, worker: _Worker) -> None:
        worker.held, worker.reading, worker.spoke = self.chunks.popleft(), None, time.monotonic()
        worker.longer = 0.0
        with suppress(OSError):  # it has died: the next step hears that
            worker.pipe.send([(place, self.items[place]) for place in worker.held])

    def _hear(self, worker: _Worker) -> None:
        place, found = worker.pipe.recv()
        worker.spoke = time.monotonic()
        if place is None:
            worker.ready = True
        elif place == TOGETHER:
            worker.reading, worker.longer = None, found / PACE
        elif found is None:
            worker.reading = place
        else:
            self.found[place] = found
            worker.held.remove(place)

    def _lost(self, place: int, kind: FailureKind, reason: str) -> None:
        """Blame the page that was being read, or read them one by one when several were; then start another worker."""
        worker = self.workers[place]
        if not worker.ready:
            raise RuntimeError("an extraction worker died while it was starting: is the language model installed?")
        culprit = worker.held[0] if len(worker.held) == 1 else worker.reading
        rest = [index for index in worker.held if index != culprit]
        if culprit is not None:
            self.found[culprit] = Failure(key=self.items[culprit].key, kind=kind, reason=reason)
            if rest:
                self.chunks.appendleft(rest)
        else:
            self.chunks.extendleft([index] for index in reversed(rest))
        self._end(worker)
        self.workers[place] = self._start()


def _work(pipe: Connection, reader: Callable[[Item], Page], megabytes: int) -> None:
    """Read chunks until the parent closes the pipe: the worker's whole life."""
    from extract.parse import language_model  # noqa: PLC0415 - 2 s, and the parent never needs it

    language_model()  # a copy's already, unless it could not be loaded: then it says why here
    gc.freeze()  # what is loaded stays; records hold no circles, so that few sweeps find as much (4 % of a page's time)
    gc.set_threshold(20_000, 20, 20)
    _limit_memory(megabytes)
    with suppress(EOFError, OSError, KeyboardInterrupt):  # the parent has ended, or was killed
        pipe.send((None, None))
        while True:
            _extract_chunk(pipe, pipe.recv(), reader)


def _extract_chunk(pipe: Connection, chunk: Sequence[tuple[int, Item]], reader: Callable[[Item], Page]) -> None:
    pages = []
    for place, item in chunk:
        pipe.send((place, None))
        try:
            page = reader(item)
            if (length := len(page.article.text)) > LONGEST:
                reason = f"the text has {length:,} characters, and at most {LONGEST:,} are read as one"
                pipe.send((place, Failure(key=item.key, kind=FailureKind.LENGTH, reason=reason)))
            else:
                pages.append((place, item.key, page))
        except Exception as error:  # noqa: BLE001 - one page's fault never stops the batch: it becomes a row
            pipe.send((place, _failure(item.key, error)))
    pipe.send((TOGETHER, sum(len(page.article.text) for _, _, page in pages)))
    for place, found in _annotated(pages):
        pipe.send((place, found))


def _annotated(pages: list[tuple[int, str, Page]]) -> Iterator[tuple[int, Extracted | Failure]]:
    """Yield the pages' records, parsed together; where that fails, one by one, to find the page at fault."""
    from extract.pipeline import annotate  # noqa: PLC0415 - spaCy is for the workers, not for their parent

    done = 0
    try:
        for (place, key, _), records in zip(pages, annotate(page for _, _, page in pages), strict=True):
            done += 1
            yield place, Extracted(key=key, records=records)
    except Exception as error:  # noqa: BLE001 - told apart below
        if len(pages) == 1:
            yield pages[0][0], _failure(pages[0][1], error)
            return
        for page in pages[done:]:
            yield from _annotated([page])


def _failure(key: str, error: Exception) -> Failure:
    if isinstance(error, NoArticle):
        return Failure(key=key, kind=FailureKind.NO_ARTICLE, reason=error.reason)
    if isinstance(error, MemoryError):
        return Failure(
            key=key, kind=FailureKind.MEMORY, reason="reading the page took more memory than a page may have"
        )
    reason = f"the extractor failed on the page: {type(error).__name__}: {error}"
    return Failure(key=key, kind=FailureKind.BROKEN, reason=reason)


def _limit_memory(megabytes: int) -> None:
    """Limit the address space to what the loaded worker uses now plus a page's share, where the system can."""
    try:
        import resource  # noqa: PLC0415 - not on Windows

        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 2**20, resource.getrlimit(resource.RLIMIT_AS)[1]))
    except (ImportError, OSError, ValueError):
        return
