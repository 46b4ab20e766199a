"""`copydesk checks`: what each says of itself, and what a new or changed one would do to stored articles."""

from __future__ import annotations

import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from checks.check import Check, CheckError, all_checks, read_check
from checks.run import flags_of
from copydesk.settings import read_settings
from copydesk.status import Refusal, Status
from warehouse.publish import NotPublishedError, copied

if TYPE_CHECKING:
    import duckdb

    from warehouse.records import Flag

SHOWN = 10  # flags of each kind


class Trial(NamedTuple):
    """What a check would change: articles looked at, flags gained, flags lost with the state that people gave them."""

    articles: int
    gained: list[Flag]
    lost: list[tuple[str, str, str]]  # message, address, state
    kept: int


def try_check(home: Path, file: Path, since: date | None) -> Status:
    """Print what the check in a file would gain and lose on stored articles; nothing is stored."""
    try:
        check = read_check(file.name, file.read_text("utf-8"))
        trial = tried(home, check, since)
    except (CheckError, NotPublishedError) as fault:
        raise Refusal(str(fault)) from None
    except (OSError, UnicodeDecodeError) as fault:
        raise Refusal(f"{file} cannot be read: {fault}") from None
    states = Counter(state for _, _, state in trial.lost)
    lost = ", ".join(f"{count} {state}" for state, count in sorted(states.items())) or "none"
    changed = f"{len(trial.gained)} gained, {len(trial.lost)} lost ({lost}), {trial.kept} stay"
    print(f"{check.code} on {trial.articles} articles: {changed}.")  # noqa: T201 - the answer
    for flag in trial.gained[:SHOWN]:
        print(f"  + {flag.message}  [{flag.article_id}]")  # noqa: T201 - the answer
    for message, url, state in trial.lost[:SHOWN]:
        print(f"  - {message}  [{state}, {url}]")  # noqa: T201 - the answer
    return Status.FINE


def tried(home: Path, check: Check, since: date | None) -> Trial:
    """Return what a check would change on current revisions since a day, worked out on a copy of the published copy."""
    with tempfile.TemporaryDirectory(prefix="copydesk-") as folder:
        con = copied(home, Path(folder) / "trial.duckdb")
        try:
            return _tried(con, check, since or date.min)
        finally:
            con.close()


def _tried(con: duckdb.DuckDBPyConnection, check: Check, since: date) -> Trial:
    con.execute("SET GLOBAL TimeZone = 'UTC'")
    con.execute("DELETE FROM main.due")
    con.execute(
        "INSERT INTO main.due SELECT article_id FROM v1.articles "
        "WHERE is_current AND COALESCE(published_at, fetched_at, NOW()) >= ?::DATE",
        [since],
    )
    standing = con.execute(
        "SELECT article_id, flag_id, message, url, state FROM v1.flags SEMI JOIN main.due USING (article_id) "
        "WHERE check_code = ? AND gone_at IS NULL ORDER BY ALL",
        [check.code],
    ).fetchall()
    raised = {(flag.article_id, flag.flag_id): flag for flag in flags_of(con, check)}
    known = {(row[0], row[1]) for row in standing}
    lost = [(row[2], row[3], row[4]) for row in standing if (row[0], row[1]) not in raised]
    count = con.execute("SELECT count(*) FROM main.due").fetchone()
    gained = [flag for key, flag in raised.items() if key not in known]
    return Trial(int(count[0]) if count else 0, gained, lost, len(known) - len(lost))


def list_checks(home: Path) -> Status:
    """Print every check that a run would use."""
    for check in _loaded(home):
        print(f"{check.code}  {check.header.severity:<8}  {check.header.title}")  # noqa: T201 - the answer
    return Status.FINE


def show_check(home: Path, code: str) -> Status:
    """Print what a check says of itself, and its SQL."""
    for check in _loaded(home):
        if check.code == code.upper():
            sources = "; ".join(check.header.sources)
            print(f"{check.code} {check.header.title} ({check.header.severity})\n\n{check.header.docs.strip()}\n")  # noqa: T201 - the answer
            print(f"To ask: {check.header.ask}\nAfter: {sources}\n\n{check.sql}")  # noqa: T201 - the answer
            return Status.FINE
    raise Refusal(f"There is no check {code}: `copydesk checks list` shows them.")


def _loaded(home: Path) -> tuple[Check, ...]:
    try:
        return all_checks(*read_settings(home).check_folders())
    except CheckError as fault:
        raise Refusal(str(fault)) from None
