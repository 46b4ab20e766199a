"""The files beside the copies follow from copy to copy, and hold what files made anew would."""

from __future__ import annotations

import importlib
import json
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from review.copy import index_file, indexing
from review.copy.index_file import KINDS, PLACES, newest, state_of
from review.copy.row_file import FLAG
from warehouse import publish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


PLACE = (1 << PLACES) - 1


@pytest.fixture
def happening(home: Path) -> Iterator[Callable[[int], Any]]:
    newsroom = importlib.import_module("desk_happenings").Newsroom
    made: list[Any] = []

    def begin(seed: int) -> Any:  # noqa: ANN401 - the class of desk_happenings, which type checkers do not see
        made.append(newsroom(home, seed))
        return made[-1]

    yield begin
    for one in made:
        one.store.close()


def content(folder: Path) -> dict[str, Any]:
    """Return what the files say, whatever numbers they give."""
    found: dict[str, Any] = {}
    with closing(sqlite3.connect(newest(folder, "rows"))) as rows:
        names = dict(rows.execute("SELECT code, name FROM names"))
        ids = dict(rows.execute("SELECT number, article_id FROM articles"))
        for number, article, body in rows.execute("SELECT number, article_id, flags FROM articles"):
            flags = np.frombuffer(body or b"", FLAG).tolist()
            assert {flag[5] >> PLACES for flag in flags} <= {number}
            coded = sorted(
                (one, *(names[code] for code in more[:4]), more[4] & PLACE, *more[5:]) for one, *more in flags
            )
            found["board", article] = coded
        columns = "article_id, url, fetched, is_current, is_screened, sentences, claims, quotations, about"
        found["articles"] = sorted(rows.execute(f"SELECT {columns} FROM articles"))
        told = "SELECT flag_id, article, sentence, body, text FROM rows INNER JOIN sentences ON sentence = number"
        found["rows"] = sorted(
            (flag, ids[article], at & PLACE, *more) for flag, article, at, *more in rows.execute(told)
        )
        assert len(found["rows"]) == rows.execute("SELECT count(*) FROM rows").fetchone()[0]
        found["sentences"] = sorted(
            (ids[number >> PLACES], number & PLACE, text) for number, text in rows.execute("SELECT * FROM sentences")
        )
        found["checks"] = sorted(rows.execute("SELECT * FROM checks"))
    with closing(sqlite3.connect(newest(folder, "events"))) as events:
        for table in ("names", "events", "members"):
            found[table] = sorted(events.execute(f"SELECT * FROM {table}"))
        query = (
            "SELECT headline, headlines.story_id, outlet, at FROM headlines INNER JOIN told ON number = headlines.rowid"
        )
        found["headlines"] = sorted(events.execute(query))
        assert [(len(found["headlines"]),)] == events.execute("SELECT count(*) FROM told").fetchall()
    with closing(sqlite3.connect(newest(folder, "people"))) as people:
        for table, columns in {"bearers": "*", "names": "person_key, spelling, articles", "columns": "*"}.items():
            found[f"people {table}"] = sorted(people.execute(f"SELECT {columns} FROM {table}"))
        found["spoken"] = sorted(people.execute("SELECT kind, person_key, article_id, body FROM said"))
        query = "SELECT words.person_key, words.spelling, words.articles FROM words, names WHERE number = words.rowid"
        assert sorted(people.execute(query)) == found["people names"]
        assert people.execute("SELECT count(*) FROM words").fetchall() == [(len(found["people names"]),)]
    with closing(sqlite3.connect(newest(folder, "articles"))) as articles:
        query = "SELECT article_id, articles.body, kind, parts.body FROM articles LEFT JOIN parts USING (number)"
        found["pages"] = sorted(articles.execute(query), key=repr)
        orphans = "SELECT count(*) FROM parts WHERE number NOT IN (SELECT number FROM articles)"
        assert articles.execute(orphans).fetchall() == [(0,)]
    with closing(sqlite3.connect(newest(folder, "words"))) as words:
        words.execute("INSERT INTO claims (claims, rank) VALUES ('integrity-check', 1)")
        words.rollback()
        query = (
            f"SELECT article_id, said.number & {PLACE}, text FROM said "
            f"LEFT JOIN articles ON said.number >> {PLACES} = articles.number"
        )
        found["said"] = sorted(words.execute(query))
        found["searched"] = sorted(words.execute("SELECT article_id, outlet, headline, dated FROM articles"))
        numbers = dict(words.execute("SELECT number, article_id FROM articles"))
        assert numbers.items() <= ids.items()
    return found


def brought(home: Path, name: str) -> list[str]:
    """Bring the files up to date, and return the kinds that followed."""
    with closing(publish.open_published(home)) as copy, index_file.alone(home / "desk"):
        return indexing.follow(copy, home / "desk", name)


def made_anew(home: Path, folder: Path, name: str) -> dict[str, Any]:
    with closing(publish.open_published(home)) as copy, index_file.alone(folder):
        for kind in KINDS:
            state, _ = indexing.state_in(copy, name)
            indexing.write(copy, folder, kind, state)
    return content(folder)


@pytest.mark.parametrize("seed", [1, 2])
def test_files_that_followed_hold_what_files_made_anew_hold(
    happening: Callable[[int], Any], home: Path, tmp_path: Path, seed: int
) -> None:
    room = happening(seed)
    name = room.happen("news")
    for kind in KINDS:
        indexing.make(home, name, kind)
    steps = ["edit", "copied", "correct", "move", "read_anew", "forget", "news"]
    room.draw.shuffle(steps)
    for number, what in enumerate(["news", *steps]):
        name = room.happen(what)
        assert brought(home, name) == list(KINDS)
        assert content(home / "desk") == made_anew(home, tmp_path / str(number), name), what
        assert brought(home, name) == []
    assert {path.name for path in (home / "desk").glob("*.sqlite")} == {f"{kind}.000001.sqlite" for kind in KINDS}


def test_a_process_that_is_killed_leaves_whole_files_which_follow_later(
    happening: Callable[[int], Any], home: Path, tmp_path: Path
) -> None:
    room = happening(4)
    first = room.happen("news")
    for kind in KINDS:
        indexing.make(home, first, kind)
    before, name = content(home / "desk"), room.happen("news")
    for number, killed in enumerate(("rows", "articles", "people", "words", "events")):
        script = (
            "import os, signal, sys\nfrom review.copy import indexing\nreal = indexing.set_state\n"
            f"def fatal(out, state):\n    if {killed!r} in out.execute('PRAGMA database_list').fetchone()[2]:\n"
            "        os.kill(os.getpid(), signal.SIGKILL)\n    real(out, state)\n"
            "indexing.set_state = fatal\nindexing.main(*sys.argv[1:])"
        )
        status = subprocess.run([sys.executable, "-c", script, str(home), name, "rows"], check=False).returncode
        assert status == -signal.SIGKILL
        states = {kind: state_of(newest(home / "desk", kind)) for kind in KINDS}
        done = [kind for kind, state in states.items() if state and state.copy == name]
        assert all(states.values())
        assert sorted(done) == sorted(("rows", "articles", "people", "words", "events")[:number])
        if not done:
            assert content(home / "desk") == before
    assert brought(home, name) == ["events"]
    assert content(home / "desk") == made_anew(home, tmp_path / "anew", name)


def test_files_are_made_anew_where_what_was_written_since_is_not_known(
    happening: Callable[[int], Any], home: Path, tmp_path: Path
) -> None:
    room = happening(5)
    first = room.happen("news")
    indexing.make(home, first, "rows")
    kept = (home / "published" / first).read_bytes()
    second = room.happen("news")
    indexing.make(home, second, "rows")
    (home / "warehouse.duckdb").write_bytes(kept)  # as the recovery does: that run is lost, its number comes again
    third = room.happen("edit")
    assert brought(home, third) == []
    indexing.make(home, third, "rows")
    assert newest(home / "desk", "rows") == home / "desk" / "rows.000002.sqlite"
    path = newest(home / "desk", "rows")
    assert path is not None
    path.write_bytes(path.read_bytes()[:5000])  # damaged
    indexing.make(home, third, "rows")
    for kind in KINDS:
        indexing.make(home, third, kind)
    assert content(home / "desk") == made_anew(home, tmp_path / "anew", third)
    assert json.dumps([state.copy for kind in KINDS if (state := state_of(newest(home / "desk", kind)))]).count(
        third
    ) == len(KINDS)
