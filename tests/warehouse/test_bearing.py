"""What claims and flags bear is what the rows beside them say, whatever happened to a warehouse, in file and lake."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from checks.check import all_checks
from checks.screening import screen_due
from copydesk.moving import write_address
from extract.pipeline import annotate
from extract.plain import read_text
from flows.people_corrections import correct
from flows.readings import lay_over
from warehouse import db, known, lake, schema
from warehouse.bearing import OF_CLAIMS
from warehouse.corrections import correction
from warehouse.coverage import SCOPES
from warehouse.ledger import Decision
from warehouse.moving import move
from warehouse.records import RunId
from warehouse.reviews import open_reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import duckdb

    from warehouse.records import Records

JOINED = (Path(__file__).parent / "joined.sql").read_text("utf-8")
LAKE = "ducklake:sqlite:lake.sqlite"
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
DECADES = timedelta(days=9000)
CODES = {"AT08", "FG03", "FG05"}
SAID = (
    "It is widely believed that the bridge of {0} will fall. Repairs cost 20 per cent more, rising from 641 to 722 "
    "crowns. The council of {0} will spend 12 million on it, Dana Holt said. It could be said that {0} has grown tired."
)
FIRST = next(number for number, name, _ in schema.migrations() if name == "claims_bear")
ADDED = {"claims": OF_CLAIMS, "flags": ("claim_text", "url", "outlet", "published_at", "is_current", "memory")}


def page(place: str, outlet: str, hour: int = 0, more: str = "", dated: datetime | None = NOON) -> Records:
    text = SAID.format(place) + more
    made = read_text(
        text,
        title=f"Bridge of {place} costs more",
        url=f"https://{outlet}.example/{place}",
        outlet=outlet,
        published_at=dated,
        fetched_at=NOON + timedelta(hours=hour),
    )
    (records,) = annotate([made])
    return records


def screen(con: duckdb.DuckDBPyConnection) -> None:
    screen_due(con, [check for check in all_checks() if check.code in CODES], RunId("run"), NOON)


def decide(con: duckdb.DuckDBPyConnection, draw: random.Random) -> None:
    """Acts of every scope on flags of all kinds, some on other figures, on none, put off, or undone."""
    flags = con.execute(
        "SELECT flag_id, check_code, COALESCE(outlet, 'gone'), COALESCE(memory, 'gone') FROM main.flags ORDER BY ALL"
    ).fetchall()
    blank = dict.fromkeys(("claim_id", "sentence_id", "url", "comment", "assignee", "batch_id"), "")
    acts, scopes = [], [scope for place, scope in enumerate(SCOPES) for _ in range(4 - place)]  # the narrow more often
    for number in range(40):
        flag, code, outlet, memory = draw.choice(flags)
        undone = draw.choice(acts).decision_id if acts and draw.random() < 0.2 else ""
        act = "undo" if undone else draw.choice(("confirm", "dismiss", "later", "note"))
        acts.append(
            Decision(
                decision_id=f"d{number}", flag_id=flag, check_code=code, outlet=outlet, act=act, undoes=undone,
                reason=f"reason {number}", scope=draw.choice(scopes), reviewer="Ada", event_hash="",
                previous_hash="",
                decided_at=NOON + timedelta(minutes=number), memory=draw.choice((memory, memory, "another", "")),
                due_at=draw.choice((NOON - DECADES, NOON + DECADES)) if act == "later" else None,
                **blank,
            )
        )  # fmt: skip
    db.save(con, acts)


def assert_same(con: duckdb.DuckDBPyConnection, least: int = 1) -> None:
    """The views give the rows that their joins gave, neither more nor fewer."""
    for statement in filter(str.strip, JOINED.split(";\n")):
        con.execute(statement)
    for name in ("claims", "flags"):
        rows, joined = (
            con.execute(f"FROM {view} ORDER BY ALL").fetchall() for view in (f"v1.{name}", f"joined_{name}")
        )
        assert len(rows) >= least
        assert rows == joined, name


@pytest.fixture(params=["file", "lake"])
def home(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    made = tmp_path / "home"
    made.mkdir(mode=0o700)
    if request.param == "lake":
        write_address(made / "copydesk.toml", {"warehouse": LAKE})
    return made


def live(con: duckdb.DuckDBPyConnection, begin_run: Callable, looked: Callable = assert_same) -> None:
    """Pages, a revision, one that comes back, decisions; `looked` after each."""
    begin_run(con)
    once = page("Osk", "courier")
    db.load(con, [once, page("Vale", "gazette", dated=None), page("Lind", "")])
    screen(con)
    looked(con)
    begin_run(con)
    db.load(con, [page("Osk", "courier", 1, " More follows.")])
    looked(con)
    screen(con)
    looked(con)
    begin_run(con)
    db.load(con, [page("Osk", "courier", 2)])  # the first words again
    screen(con)
    for seed in range(4, -1, -1):
        con.execute("DELETE FROM main.decisions")
        decide(con, random.Random(seed))  # noqa: S311 - the same acts every time
        looked(con)


def test_revisions_and_decisions(home: Path, begin_run: Callable) -> None:
    with db.connect(home) as con:
        live(con, begin_run)
        states = {state for (state,) in con.execute("SELECT state FROM v1.flags").fetchall()}
        assert states == {"open", "confirmed", "dismissed", "later"}
        assert con.execute("SELECT count(*) FROM v1.flags WHERE NOT is_current").fetchall() != [(0,)]
        assert con.execute("SELECT count(*) FROM v1.open_flags").fetchall() != [(0,)]


def test_new_readings(home: Path, begin_run: Callable) -> None:
    with db.connect(home) as con:
        live(con, begin_run)
        flags = con.execute("SELECT count(*) FROM v1.flags").fetchall()
        old = con.execute("SELECT article_id FROM main.articles WHERE outlet = 'gazette'").fetchall()[0][0]
        begin_run(con)
        lay_over(con, [(old, page("Vale", "gazette", more=" And so on.", dated=NOON))], NOON)  # other words, a day
        assert_same(con)
        anew = con.execute("SELECT DISTINCT published_at FROM v1.flags WHERE outlet = 'gazette'").fetchall()
        assert anew == [(NOON,)]
        same = page("Lind", "")
        lay_over(con, [(str(same.article.article_id), type(same)(article=same.article))], NOON)  # no claim is left
        assert_same(con)
        assert con.execute("SELECT count(*) FROM v1.flags").fetchall() < flags
        lay_over(con, [(str(same.article.article_id), same)], NOON)
        screen(con)
        assert_same(con)
        assert con.execute("SELECT count(*) FROM v1.flags").fetchall() == flags


def test_corrections_and_their_undoing(home: Path, begin_run: Callable) -> None:
    with db.connect(home) as con:
        live(con, begin_run)
        read = page("Vale", "gazette", dated=None)
        store = open_reviews(home)
        for words, kind, value in (
            ("It could be said", "not_claim", ""),
            ("It is widely believed", "speaker", "Ida Lind"),
            ("Dana Holt said", "source_kind", "document"),
        ):
            sentence = next(one for one in read.sentences if words in one.text)
            start = sentence.text.index(words)
            store.append(
                correction(
                    kind, url=read.article.url, outlet="gazette", sentence_id=sentence.sentence_id,
                    sentence=sentence.text, span=(start, start + len(words)), value=value, reviewer="Ada",
                )
            )  # fmt: skip
        db.save(con, store.decisions())
        before = con.execute("FROM v1.claims ORDER BY ALL").fetchall()
        assert correct(con) == 1
        assert_same(con)
        assert con.execute("SELECT count(*) FROM v1.claims WHERE canonical_source = 'Ida Lind'").fetchall() == [(1,)]
        assert con.execute("SELECT count(*) FROM v1.claims WHERE source_kind = 'document'").fetchall() != [(0,)]
        screen(con)
        assert_same(con)
        con.execute("DELETE FROM main.decisions WHERE scope = 'correction' AND reason <> 'not_claim'")
        con.execute("UPDATE main.decisions SET undoes = '' WHERE scope = 'correction'")
        assert correct(con) == 1
        assert_same(con)
        assert con.execute("SELECT count(*) FROM v1.claims").fetchall() == [(len(before) - 1,)]
        store.close()


def test_a_home_that_moves(home: Path, begin_run: Callable) -> None:
    with db.connect(home) as con:
        live(con, begin_run)
        was = [con.execute(f"FROM v1.{name} ORDER BY ALL").fetchall() for name in ("claims", "flags")]
    to = None if lake.lake_of(home) else lake.lake_at(LAKE, "", home)
    move(home, to)
    write_address(home / "copydesk.toml", {"warehouse": LAKE if to else lake.FILE})
    with db.connect(home) as con:
        assert_same(con)
        assert [con.execute(f"FROM v1.{name} ORDER BY ALL").fetchall() for name in ("claims", "flags")] == was


@pytest.fixture
def lived(begin_run: Callable) -> Iterator[duckdb.DuckDBPyConnection]:
    with db.memory() as made:
        live(made, begin_run, lambda _: None)
        yield made


@pytest.fixture
def older(home: Path, lived: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home as the version before made it."""
    everything = schema.migrations()
    schema.bare.cache_clear()
    with monkeypatch.context() as patched:
        patched.setattr(schema, "migrations", lambda: [row for row in everything if row[0] < FIRST])
        patched.setattr(db, "_views_sql", lambda **_: "SELECT 1")
        patched.setattr(known, "stock", lambda _own=None: "SELECT 1")
        with db.connect(home) as con:
            for table in ("articles", "pages", *db.CONTENTS, "flags", "decisions", "runs"):
                added = ", ".join(ADDED.get(table, ()))
                own = f"SELECT * {f'EXCLUDE ({added})' if added else ''} FROM main.{table}"
                con.register("rows_made", lived.execute(own).to_arrow_table())
                con.execute(f"INSERT INTO main.{table} BY NAME FROM rows_made")
    schema.bare.cache_clear()
    yield home
    schema.bare.cache_clear()


@pytest.mark.parametrize("moved", [False, True], ids=["opened", "moved"])
def test_a_home_of_the_version_before(older: Path, lived: duckdb.DuckDBPyConnection, *, moved: bool) -> None:
    if moved:
        to = None if lake.lake_of(older) else lake.lake_at(LAKE, "", older)
        move(older, to)
        write_address(older / "copydesk.toml", {"warehouse": LAKE if to else lake.FILE})
    with db.connect(older) as con:
        assert_same(con)
        for name in ("v1.claims", "v1.flags", "main.flags"):
            rows = f"SELECT * FROM {name} ORDER BY ALL"
            assert con.execute(rows).fetchall() == lived.execute(rows).fetchall(), name
