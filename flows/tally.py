"""What a run counts while it goes: the numbers of its row, and its measures (seconds by stage, failures by class)."""

from __future__ import annotations

import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from flows.statements import ask

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import duckdb

    from warehouse.records import Records, RunId


@dataclass(slots=True)
class Tally:
    """The counts of one run; `measures` holds amounts by measure and subject ("failed", "timeout")."""

    fetched: int = 0
    unchanged: int = 0
    revised: int = 0
    failed: int = 0
    articles: int = 0
    claims: int = 0
    figures: int = 0
    attributions: int = 0
    measures: Counter[tuple[str, str]] = field(default_factory=Counter)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Add the seconds that a stage takes."""
        begun = time.perf_counter()
        try:
            yield
        finally:
            self.measures["seconds", name] += time.perf_counter() - begun  # type: ignore[assignment]  # amounts are floats

    def measure(self, measure: str, subject: str, amount: float = 1) -> None:
        """Add an amount."""
        self.measures[measure, subject] += amount  # type: ignore[assignment]  # amounts are floats

    def loaded(self, records: Records) -> None:
        """Count a new article and what was found in it."""
        self.articles += 1
        self.claims += len(records.claims)
        self.figures += len(records.figures)
        self.attributions += len(records.attributions)

    def of(self, measure: str) -> dict[str, float]:
        """Return the amounts of one measure by subject, largest first."""
        return {subject: amount for (name, subject), amount in self.measures.most_common() if name == measure}


def measure_shares(con: duckdb.DuckDBPyConnection, tally: Tally, today: date) -> None:
    """Measure how much of their prose the run's outlets kept today, and how much is usual for them."""
    outlets = [outlet for outlet in tally.of("host_seconds") if outlet]
    for outlet, share, usual in ask(con, "outlet_shares", today=today, outlets=outlets) if outlets else ():
        tally.measures["text_share", outlet] = share
        if usual is not None:
            tally.measures["usual_text_share", outlet] = usual


def save_measures(con: duckdb.DuckDBPyConnection, run_id: RunId, tally: Tally) -> None:
    """Write the run's measures in place of earlier ones."""
    named = sorted(tally.measures.items())
    con.execute("DELETE FROM main.run_measures WHERE run_id = ?", [run_id])
    columns = [[measure for (measure, _), _ in named], [subject for (_, subject), _ in named], [n for _, n in named]]
    rows = "unnest(?::VARCHAR[]), unnest(?::VARCHAR[]), unnest(?::DOUBLE[])"
    con.execute(f"INSERT INTO main.run_measures SELECT ?, {rows}, run_seq FROM main.run_now", [run_id, *columns])
