"""The frame of every run: the lock, the row from "Running" to its final state, and the note that says why."""

from __future__ import annotations

import logging
import secrets
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.lock import RunLock, RunLockedError
from flows.tally import Tally, measure_shares, save_measures
from warehouse import db
from warehouse.clock import CLOCK
from warehouse.faults import in_words
from warehouse.lake import DUE, DUE_BYTES, DUE_SECONDS, lake_of, reached
from warehouse.ledger import Run
from warehouse.publish import NotPublishedError, publish, published_bytes, published_name, standing_copy
from warehouse.records import RunId
from warehouse.terms import RunState

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    import duckdb

    from flows.plan import NewsPlan

LOG = logging.getLogger("copydesk")


@dataclass(slots=True, kw_only=True)
class Running:
    """A run that is going on: what it knows of itself so far."""

    run_id: RunId
    flow: str
    home: Path
    started_at: datetime
    tally: Tally = field(default_factory=Tally)
    state: RunState = RunState.RUNNING
    notes: list[str] = field(default_factory=list)
    flags_new: int = 0
    flags_gone: int = 0
    flags_back: int = 0
    checks_evaluated: int = 0
    published: str = ""
    run_seq: int = 0  # its number, from its first row on
    finished_at: datetime | None = None

    def row(self) -> Run:
        """Return the run's row as things stand."""
        return Run(
            run_id=self.run_id,
            flow=self.flow,
            started_at=self.started_at,
            finished_at=self.finished_at,
            state=self.state,
            note="; ".join(self.notes),
            fetched=self.tally.fetched,
            unchanged=self.tally.unchanged,
            revised=self.tally.revised,
            failed=self.tally.failed,
            articles=self.tally.articles,
            claims=self.tally.claims,
            figures=self.tally.figures,
            attributions=self.tally.attributions,
            flags_new=self.flags_new,
            flags_gone=self.flags_gone,
            flags_back=self.flags_back,
            checks_evaluated=self.checks_evaluated,
            published=self.published,
            run_seq=self.run_seq,
        )

    def miss(self, subject: str, words: str) -> None:
        """Note that the run goes on without something: it ends as one with failures, and an alert says so."""
        self.notes.append(words)
        self.tally.measure("missed", subject)
        LOG.error("%s", words)

    def save(self) -> None:
        """Write the row and the measures."""
        con = db.connect(self.home)
        try:
            self.run_seq = self.run_seq or db.run_number(con)
            db.save(con, [self.row()])
            save_measures(con, self.run_id, self.tally)
        finally:
            con.close()

    def publish(self) -> None:
        """Publish a copy in which this run is finished, where the last one lacks something.

        A later failure is written to the warehouse's row alone.
        """
        with self.tally.stage("publish"):
            self.state, self.finished_at = self._ended(), CLOCK.now()
            con = db.connect(self.home)
            try:
                self._hold(con)
                measure_shares(con, self.tally, self.finished_at.date())
                self.published = standing_copy(con, self.home)
                db.save(con, [self.row()])
                save_measures(con, self.run_id, self.tally)
                if self.published:
                    self.notes.append(f"Nothing changed: {self.published} stands.")
                else:
                    self.published = publish(con, self.home)
            finally:
                con.close()
        if lake_of(self.home) is None:
            seconds, size = self.tally.of("seconds")["publish"], published_bytes(self.home, self.published)
            if size > DUE_BYTES or seconds > DUE_SECONDS:
                self.notes.append(f"The copy took {seconds:.1f} s and {size / 1e6:.0f} MB: {DUE}.")

    def _hold(self, con: duckdb.DuckDBPyConnection) -> None:
        """Raise RunLockedError where another run took the lock over: it publishes, and this one no more."""
        if not con.execute("SELECT 1 FROM main.run_locks WHERE run_id = ?", [self.run_id]).fetchone():
            raise RunLockedError(f"Run {self.run_id} was silent so long that another took its lock over.")

    def _ended(self) -> RunState:
        failed = self.tally.failed or self.tally.of("missed")
        return RunState.COMPLETED_WITH_FAILURES if failed else RunState.COMPLETED


def new_run_id(at: datetime) -> RunId:
    """Return an id that sorts by time: 20261122T181500-3f9a."""
    return RunId(f"{at:%Y%m%dT%H%M%S}-{secrets.token_hex(2)}")


@contextmanager
def running(plan: NewsPlan, flow: str, tally: Tally | None = None) -> Iterator[Running]:
    """Hold the warehouse for one run; whatever is raised inside ends it as Failed, with the reason in its row."""
    now = CLOCK.now()
    run_id = RunId(plan.run_id) or new_run_id(now)
    run = Running(run_id=run_id, flow=flow, home=plan.home, started_at=now, tally=tally or Tally())
    with reached(), RunLock(plan.home, run.run_id, wait_seconds=plan.wait_minutes * 60) as lock:
        run.notes += lock.notes
        for note in lock.notes:
            LOG.warning("%s", note)
        run.save()
        _publish_first(plan.home)
        try:
            yield run
        except Exception as fault:  # a run that fails says so in its row, whatever the cause
            run.state = RunState.FAILED
            run.notes.append(in_words(fault, plan.home))
            run.published = ""
            LOG.error("%s", run.notes[-1])  # noqa: TRY400 - one line for a person; Prefect keeps the trace
            LOG.debug("the run failed", exc_info=True)
        else:
            run.state = run._ended()  # noqa: SLF001 - the run's own frame
        run.finished_at = CLOCK.now()
        run.save()


def overtaking(home: Path, flow: str, due_at: datetime, *, wait_seconds: float = 10.0) -> str:
    """Return the id of a run of this flow that began after another was due, or "": one of them is enough.

    A machine that wakes up has every run of the night before it, and a schedule may fire twice.
    """
    con = db.connect(home, wait_seconds=wait_seconds)
    try:
        later = "SELECT max(run_id) FROM main.runs WHERE flow = ? AND started_at > ? AND state <> 'Failed'"
        row = con.execute(later, [flow, due_at]).fetchone()
    finally:
        con.close()
    return row[0] or "" if row else ""


def _publish_first(home: Path) -> None:
    """Publish a copy before anything is there, so that readers of a first run are answered too."""
    try:
        published_name(home)
    except NotPublishedError:
        con = db.connect(home)
        try:
            publish(con, home)
        finally:
            con.close()
