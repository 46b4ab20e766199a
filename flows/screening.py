"""Decisions in, checks over what is due, gates, flags out: what the flow `screen` does in the warehouse."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from sqlalchemy.exc import SQLAlchemyError

from checks.check import usable_checks
from checks.screening import screen_due, turn_signs
from flows.checked_before import note_checked_before
from flows.grouping import note_stories
from flows.people_corrections import correct
from warehouse import db
from warehouse.clock import CLOCK
from warehouse.reviews import FILE, open_reviews
from warehouse.troubles import store_trouble

if TYPE_CHECKING:
    import duckdb

    from flows.plan import NewsPlan
    from flows.running import Running
    from warehouse.ledger import Decision

LOG = logging.getLogger("copydesk")


def screen_articles(plan: NewsPlan, run: Running) -> None:
    """Import people's decisions, screen the articles that are due and store their flags.

    Raises GateBrokenError, ExpectationError or CheckError: then nothing may be published. A check of the user's own
    that cannot be used is skipped, and the run says so.
    """
    checks, unusable = usable_checks(*plan.check_folders)
    con = db.connect(plan.home)
    try:
        with run.tally.stage("decisions"):
            import_decisions(con, plan, run)
        with run.tally.stage("stories"):
            note_stories(con, CLOCK.now())
            note_checked_before(con)
        if turned := turn_signs(con, plan.signs_off):
            run.notes.append(f"The signs that are off changed; articles asked about anew: {turned}.")
        with run.tally.stage("screen"):
            screening = screen_due(con, checks, run.run_id, CLOCK.now(), plan.check_folders, unusable=unusable)
        for one in (*unusable, *screening.skipped):
            run.miss(f"check {one.code}".strip(), f"Skipped, a check of your own: {one.fault}")
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
        note_checked_before(con)
    finally:
        con.close()
    return number


def import_decisions(con: duckdb.DuckDBPyConnection, plan: NewsPlan, run: Running) -> int:
    """Copy the decisions that the warehouse does not have yet, and return how many there were.

    The run's measures note how many the store holds and the hash of the last one, for `copydesk audit`. A store that
    cannot be reached does not keep the news from being checked: what it held before stands.
    """
    row = con.execute("SELECT count(*) FROM main.decisions").fetchone()
    try:
        fresh, stored, last = _kept(plan, int(row[0]) if row else 0)
    except (SQLAlchemyError, OSError) as fault:
        told = store_trouble(fault, "the store of reviews_url" if plan.reviews_url else str(plan.home / FILE))
        run.miss(
            "decisions", f"Decisions were not fetched, and those of earlier runs stand: {told.found}. {told.remedy}"
        )
        return 0
    db.save(con, fresh)
    if number := correct(con):
        run.notes.append(f"Articles that people corrected, asked about anew: {number}.")
    if stored:
        run.tally.measures["decisions", last] = stored
    return len(fresh)


def _kept(plan: NewsPlan, after: int) -> tuple[list[Decision], int, str]:
    """Return the store's decisions after so many (it only appends), the number of its last event, and its hash."""
    store = open_reviews(plan.home, plan.reviews_url or None)
    try:
        number, last = store.last()
        return store.decisions(after), number, last
    finally:
        store.close()
