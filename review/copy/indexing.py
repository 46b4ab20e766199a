"""Make the files beside the published copies, or bring them up to date, in a process of its own where a copy is large.

python -m review.copy.indexing HOME COPY rows|events|articles|people|words [gently]
"""

from __future__ import annotations

import os
import sqlite3
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from review.copy import article_file, event_file, people_file, row_file, word_file
from review.copy.changed import Changed
from review.copy.index_file import (
    KINDS,
    LAYOUT,
    STATE,
    State,
    alone,
    drop_older,
    following,
    newest,
    set_state,
    state_of,
)
from review.copy.queries import query
from warehouse.publish import NotPublishedError, open_published, published_name

if TYPE_CHECKING:
    from collections.abc import Callable

MAKING = "SET memory_limit = '512MB'; SET enable_progress_bar = false"
PAGE_SIZES = {"rows": 8192, "words": 8192}  # bytes; a large value wastes half of its last page, so that others have
SMALL_PAGE = 2048
MOST = 10_000  # articles whose rows are changed one by one: past that the file is made anew
SLICE = 20_000  # articles whose events are written together
LAST = 2**62  # a run that nothing was written since
REPLACED = 3  # the status of a process whose copy is not the newest any more
GENTLE = 10  # steps of niceness: requests are answered first

LAY_OUT: dict[str, Callable[[sqlite3.Connection], None]] = {
    "rows": row_file.lay_out,
    "events": event_file.lay_out,
    "articles": article_file.lay_out,
    "people": people_file.lay_out,
    "words": word_file.lay_out,
}


def add_events(copy: duckdb.DuckDBPyConnection, out: sqlite3.Connection) -> None:
    """Write what is told of every event, some of them at a time: memory holds no large copy's texts at once."""
    try:
        slices = [stories for (stories,) in copy.execute(query("event_slices"), {"articles": SLICE}).fetchall()]
    except duckdb.CatalogException:  # a copy older than the tables of stories
        return
    for stories in slices or [[]]:
        with Changed(copy, LAST) as held:
            event_file.add(held.memory, out, held.hold_stories(stories))


ADD: dict[str, Callable[[duckdb.DuckDBPyConnection, sqlite3.Connection], None]] = {
    "rows": row_file.add,
    "events": add_events,
    "articles": article_file.add,
    "people": people_file.add,
    "words": word_file.add,
}


def open_copy(home: Path, name: str) -> duckdb.DuckDBPyConnection:
    """Return a connection to the newest copy; raises NotPublishedError when another than the named was published."""
    return open_published(home, name)


def make(home: Path, name: str, kind: str) -> None:
    """Bring every file that stands up to date with the copy, and make the one of this kind where it could not be."""
    folder = home / "desk"
    with closing(open_copy(home, name)) as copy, alone(folder):
        if published_name(home) != name:  # published while another process was waited for, which went on to it
            raise NotPublishedError(f"{name} is not the newest copy any more.")
        copy.execute(MAKING)
        follow(copy, folder, name)
        for needed in dict.fromkeys(("rows", kind)) if kind == "words" else (kind,):
            known = state_of(newest(folder, needed))
            if not known or (known.copy, known.numbered_by) != (name, _numbering(folder, needed)):
                write(copy, folder, needed, state_in(copy, name)[0])


def state_in(copy: duckdb.DuckDBPyConnection, name: str, last_run: str = "") -> tuple[State, bool]:
    """Return the state of files of this copy, and whether the copy holds the run that another was the last of."""
    [(since, last, made_by, is_later)] = copy.execute(query("index_state"), {"run": last_run}).fetchall()
    return State(name, since, last, made_by or ""), is_later


def follow(copy: duckdb.DuckDBPyConnection, folder: Path, name: str) -> list[str]:
    """Change what changed in every file that stands and can follow to this copy; return the kinds that did."""
    known = {kind: state for kind in KINDS if (state := state_of(newest(folder, kind)))}
    behind = {kind: state for kind, state in known.items() if state.copy != name}
    later = {run: state_in(copy, name, run) for run in {state.last_run for state in behind.values()}}
    due = {
        kind: state
        for kind, state in behind.items()
        if state.fits(later[state.last_run][0], is_later=later[state.last_run][1], numbering=_numbering(folder, kind))
    }
    if "rows" not in due and ("rows" not in known or known["rows"].copy != name):
        due.pop("words", None)  # the articles that are new have no numbers
    if not due:
        return []
    with Changed(copy, min(state.since for state in due.values())) as changed:
        if len(changed.articles) + len(changed.gone) > MOST:
            return []
        changed.hold()
        now = next(state for state, _ in later.values())
        for kind in sorted(due, key=lambda kind: (kind == "events", KINDS.index(kind))):  # for events hold more
            _change(changed, folder, kind, now)
    return list(due)


def _numbering(folder: Path, kind: str) -> str:
    """Return the file that numbers articles for this kind, "" where none is needed."""
    rows = newest(folder, "rows") if kind == "words" else None
    return rows.name if rows else ""


def _change(changed: Changed, folder: Path, kind: str, state: State) -> None:
    path = newest(folder, kind)
    assert path  # noqa: S101 - its state was read
    with closing(_opened(path, folder, kind)) as out:
        out.execute("BEGIN IMMEDIATE")
        if kind == "events":
            stories = changed.hold_stories(event_file.stories_of(out, [*changed.articles, *changed.gone]))
            event_file.drop(out, stories)
            event_file.add(changed.memory, out, stories)
        else:
            DROP[kind](out, changed.articles, changed.gone)
            ADD[kind](changed.memory, out)
        set_state(out, state._replace(numbered_by=_numbering(folder, kind)))
        out.execute("COMMIT")
        out.execute("PRAGMA main.wal_checkpoint(PASSIVE)")
    drop_older(folder, kind, keep=1)


def write(copy: duckdb.DuckDBPyConnection, folder: Path, kind: str, state: State) -> None:
    """Write the file under a name of our own, then rename it: whoever finds it finds it whole."""
    path = following(folder, kind)
    partial = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}.new")
    partial.unlink(missing_ok=True)
    with closing(_opened(partial, folder, kind)) as out:
        size = PAGE_SIZES.get(kind, SMALL_PAGE)
        for pragma in (f"page_size={size}", "journal_mode=OFF", "synchronous=OFF"):  # it is made anew if it is lost
            out.execute(f"PRAGMA main.{pragma}")
        out.execute("BEGIN")
        out.execute(f"PRAGMA main.user_version = {LAYOUT}")
        out.execute(STATE)
        LAY_OUT[kind](out)
        ADD[kind](copy, out)
        set_state(out, state._replace(numbered_by=_numbering(folder, kind)))
        out.execute("COMMIT")
        out.execute("PRAGMA main.journal_mode = WAL")
    partial.replace(path)
    drop_older(folder, kind, keep=2)  # a desk may still read the one before


def _opened(path: Path, folder: Path, kind: str) -> sqlite3.Connection:
    """Return a connection that writes; the index of words finds the file of rows attached."""
    out = sqlite3.connect(path.absolute().as_uri(), uri=True, isolation_level=None)
    out.execute("PRAGMA main.synchronous = NORMAL")
    rows = newest(folder, "rows")
    if kind == "words" and rows:
        out.execute("ATTACH ? AS rows", [f"{rows.absolute().as_uri()}?mode=ro"])
    return out


def index_in_memory(copy: duckdb.DuckDBPyConnection) -> sqlite3.Connection:
    """Return the file of rows of a warehouse that lies beside no home, kept in memory."""
    out = sqlite3.connect(":memory:", check_same_thread=False)
    row_file.lay_out(out)
    row_file.add(copy, out)
    return out


DROP = {
    "rows": row_file.drop,
    "articles": article_file.drop,
    "people": people_file.drop,
    "words": word_file.drop,
}


def main(home: str, name: str, kind: str) -> int:
    """Make one file; the status is REPLACED when another copy was published meanwhile."""
    try:
        make(Path(home), name, kind)
    except (NotPublishedError, duckdb.IOException):
        return REPLACED
    return 0


if __name__ == "__main__":
    os.nice(GENTLE if sys.argv[4:] == ["gently"] else 0)
    sys.exit(main(*sys.argv[1:4]))
