"""Decisions in, checks over what is due, gates, flags out: what the flow `screen` does in the warehouse."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from checks.check import all_checks
from checks.screening import screen_due, turn_signs
from flows.grouping import note_stories
from warehouse import db
from warehouse.clock import CLOCK
from warehouse.reviews import open_reviews

if TYPE_CHECKING:
    import duckdb

    from flows.plan import NewsPlan
    from flows.running import Running

LOG = logging.getLogger("copydesk")


def screen_articles(plan: NewsPlan, run: Running) -> None:
    """Import people's decisions, screen the articles that are due and store their flags.

    Raises GateBrokenError, ExpectationError or CheckError: then nothing may be published.
    """
    checks = all_checks(*plan.check_folders)
    con = db.connect(plan.home)
    try:
        with run.tally.stage("decisions"):
            import_decisions(con, plan, run)
        with run.tally.stage("stories"):
            note_stories(con, CLOCK.now())
        if turned := turn_signs(con, plan.signs_off):
            run.notes.append(f"The signs that are off changed; articles asked about anew: {turned}.")
        with run.tally.stage("screen"):
            screening = screen_due(con, checks, run.run_id, CLOCK.now(), plan.check_folders)
        run.flags_new, run.flags_gone, run.flags_back = screening.change
        run.checks_evaluated = screening.checks
        if not screening.articles:
            run.notes.append("No article was due, so no check was asked.")
        noisy = "SELECT check_code, count(*) FROM main.flags WHERE run_id = ? AND gone_at IS NULL GROUP BY ALL"
        for code, count in con.execute(noisy, [run.run_id]).fetchall():
            run.tally.measure("flags_new", code, count)
    finally:
        con.close()
    LOG.info("%d articles screened with %d checks", screening.articles, screening.checks)


def fetch_decisions(plan: NewsPlan, run: Running) -> int:
    """Import people's decisions and group what came in, outside a screening; return how many decisions there were."""
    con = db.connect(plan.home)
    try:
        number = import_decisions(con, plan, run)
        note_stories(con, CLOCK.now())
    finally:
        con.close()
    return number


def import_decisions(con: duckdb.DuckDBPyConnection, plan: NewsPlan, run: Running) -> int:
    """Copy the decisions that the warehouse does not have yet, and return how many there were.

    The run's measures note how many the store holds and the hash of the last one, for `copydesk audit`.
    """
    store = open_reviews(plan.home, plan.reviews_url or None)
    try:
        row = con.execute("SELECT count(*) FROM main.decisions").fetchone()
        number, last = store.last()
        fresh = store.decisions(int(row[0]) if row else 0)  # the store only appends: what came after is what is new
    finally:
        store.close()
    db.save(con, fresh)
    if number:
        run.tally.measures["decisions", last] = number
    return len(fresh)
