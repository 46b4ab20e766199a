"""Where the warehouse stands: a DuckDB file in the home folder, or a DuckLake that grows and that machines share.

`warehouse` in copydesk.toml says which: "warehouse.duckdb", "ducklake:sqlite:…" for one machine, "ducklake:postgres:…"
for several; `data` is the folder, or the s3:// address, of a lake's files. The extensions come from wheels, and nothing
is downloaded. What differs between file and lake is here, and in db.connect and publish, which ask here.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import re
import tomllib
import weakref
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from warehouse.kept import spill_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FILE = "warehouse.duckdb"
NAME = "warehouse"  # what a lake is attached as
META = f"__ducklake_metadata_{NAME}"  # what DuckLake attaches its catalog as
KINDS = {"sqlite": "sqlite_scanner", "postgres": "postgres_scanner"}
MARK = "published"  # the commit message of a snapshot that readers may read
GUARD = "lake"  # the row of run_locks that whoever takes the lock must change: of two, one commit fails
SNAPSHOT = "snapshot-{:09d}"
PASSING = ("COPYDESK_WAREHOUSE", "COPYDESK_DATA", "AWS_", "PG")  # variables that an address may hang on
PASSWORD = re.compile(r"(password\s*=\s*)('[^']*'|\S+)|(://[^:@/\s]*:)[^@/\s]*(?=@)", re.IGNORECASE)
STAYS = timedelta(days=1)  # how long a reader may hold a snapshot that is not among the newest
KEPT = 5  # published snapshots that stay, however old
UNREACHED = re.compile(r"nable to connect|onnection (?:refused|to server)|timed out|Could not (?:establish|connect)")
CLASH = re.compile(r"Transaction conflict|database is locked|could not serialize|duplicate key")
ALONE: dict[str, Any] = {"autoinstall_known_extensions": False, "autoload_known_extensions": False}
ATTACHED = itertools.count(1)  # lakes by this process: each has its own spill folder
SILENT = "The catalog, or the store of the lake's data, did not answer. The next run does the whole again."
DUE_BYTES, DUE_SECONDS = 500_000_000, 3.0  # of one copy: from here on a lake costs less
DUE = "copydesk move ducklake:sqlite:lake.sqlite (docs/operators.md, From a laptop to a team)"


class AddressError(ValueError):
    """An address that cannot be used; the message says what is wrong with it."""


class LakeError(RuntimeError):
    """The lake cannot be reached or read; the message says what did not answer, and what to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lake:
    """A catalog, of which kind and where, where the data lies, and the home folder that asks."""

    kind: str
    catalog: str
    data: str
    home: Path

    @property
    def shown(self) -> str:
        """The address as a person may see it: without a password."""
        return f"ducklake:{self.kind}:{hidden(self.catalog)}"

    def attach(self, *, snapshot: int | None = None, reading: bool = False) -> duckdb.DuckDBPyConnection:
        """Return a connection whose tables are the lake's; raises LakeError where it cannot be reached."""
        config = ALONE | {"temp_directory": spill_folder(self.home, f"lake-{next(ATTACHED)}")}
        config |= {"allow_unsigned_extensions": True}  # pip has compared their hashes; the signatures of four cost .5 s
        con = duckdb.connect(config=config)
        try:
            self._load(con)
            if self.kind == "sqlite" and not reading:  # one writes at a time: SQLite fails the later commit
                Path(self.catalog).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                con.execute(f"ATTACH '{quoted(self.catalog)}.lock' AS writing")
            con.execute(self._attaching(NAME, snapshot, reading=reading))
            con.execute(f"USE {NAME}")
            con.execute("SET GLOBAL TimeZone = 'UTC'")
            if self.kind == "sqlite" and not reading:
                weakref.finalize(con, self._keeper().close)
        except duckdb.Error as fault:
            con.close()
            if is_unreached(fault) or "probe DuckLake metadata" in str(fault):
                raise LakeError(f"The lake at {self.shown} cannot be opened: {line(fault)}") from fault
            raise
        return con

    def _keeper(self) -> duckdb.DuckDBPyConnection:
        """Return a connection that keeps SQLite's log open until it is closed.

        DuckDB opens the catalog anew for each statement: whoever is the last to close it writes the log back, and the
        next makes it again, 33 kB for a statement that only reads.
        """
        con = duckdb.connect(config={"threads": 1, "allow_unsigned_extensions": True})
        con.execute(f"LOAD '{extension(KINDS[self.kind])}'")
        con.execute(f"ATTACH '{quoted(self.catalog)}' AS kept (TYPE sqlite)")
        con.execute("BEGIN")
        con.execute("SELECT count(*) FROM kept.ducklake_metadata").fetchall()
        return con

    def bring(self, con: duckdb.DuckDBPyConnection, name: str) -> None:
        """Attach the lake, read-only and under a name, to a connection that has another warehouse."""
        self._load(con)
        con.execute(self._attaching(name, None, reading=True))

    def _load(self, con: duckdb.DuckDBPyConnection) -> None:
        for name in (KINDS[self.kind], "ducklake", *(["httpfs"] if "://" in self.data else [])):
            con.execute(f"LOAD '{extension(name)}'")
        if "://" in self.data:
            con.execute(_secret(os.environ))

    def _attaching(self, name: str, snapshot: int | None, *, reading: bool) -> str:
        options = [f"DATA_PATH '{quoted(self.data)}'", *(["READ_ONLY"] if reading else [])]
        if Path(self.data).is_relative_to(self.home.resolve()):  # a home that was copied has its own files
            options.append("OVERRIDE_DATA_PATH true")
        options += [] if snapshot is None else [f"SNAPSHOT_VERSION {snapshot}"]
        if self.kind == "sqlite":
            options += ["META_BUSY_TIMEOUT 20000", *([] if reading else ["META_JOURNAL_MODE 'WAL'"])]
        return f"ATTACH 'ducklake:{self.kind}:{quoted(self.catalog)}' AS {name} ({', '.join(options)})"


def lake_of(home: Path) -> Lake | None:
    """Return the lake of a home folder, None where its warehouse is a file; raises AddressError."""
    try:
        written = tomllib.loads((home / "copydesk.toml").read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        written = {}  # `read_settings` says what is wrong with it
    address = os.environ.get("COPYDESK_WAREHOUSE") or written.get("warehouse") or FILE
    data = os.environ.get("COPYDESK_DATA") or written.get("data") or ""
    return lake_at(str(address), str(data), home)


def lake_at(address: str, data: str, home: Path) -> Lake | None:
    """Return the lake of an address, None for the file; raises AddressError for any other."""
    if address == FILE:
        return None
    engine, kind, catalog = (*address.split(":", 2), "", "")[:3]
    if engine != "ducklake" or kind not in KINDS or not catalog:
        raise AddressError(f"must be {FILE}, ducklake:sqlite:FILE or ducklake:postgres:CONNECTION")
    if kind == "postgres" and "://" not in data and not Path(data).is_absolute():
        raise AddressError("needs `data` beside ducklake:postgres:…: s3://… or a folder that every machine sees")
    if "://" in data and not data.startswith("s3://"):
        raise AddressError("`data` must be a folder or s3://…")
    if kind == "sqlite":
        catalog = str((home / catalog).resolve())
    data = data if "://" in data else str((home / (data or "lake")).resolve())
    return Lake(kind=kind, catalog=catalog, data=data.rstrip("/") + "/", home=home)


def is_there(home: Path) -> bool:
    """Say whether a home folder has a warehouse: a file, or a lake, which the first run makes."""
    return lake_of(home) is not None or (home / FILE).is_file()


def surroundings() -> dict[str, str]:
    """Return the environment variables that an address may hang on, for a process that gets no others."""
    return {name: value for name, value in os.environ.items() if name.startswith(PASSING)}


def extension(name: str) -> Path:
    """Return the file of an extension in its wheel; raises LakeError with what to install."""
    spec = importlib.util.find_spec(f"duckdb_extension_{name}")
    place = spec and spec.origin and Path(spec.origin).parent / "extensions" / f"v{duckdb.__version__}"
    path = place and place / f"{name}.duckdb_extension"
    if not path or not path.is_file():
        raise LakeError(f"A lake needs DuckDB's {name} for {duckdb.__version__}: pip install 'copydesk[lake]'.")
    return path


def is_lake(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether a connection's tables are a lake's."""
    kind = "SELECT type FROM duckdb_databases() WHERE database_name = current_database()"
    return con.execute(kind).fetchone() == ("ducklake",)


def cursor_of(con: duckdb.DuckDBPyConnection, layer: str = "") -> duckdb.DuckDBPyConnection:
    """Return a cursor that finds the same tables, those of a layer first: by itself it would not in a lake."""
    cursor = con.cursor()  # nothing is asked of the connection itself: threads would take each other's answers
    found = "SELECT COALESCE(MAX(database_name), current_database()) FROM duckdb_databases() "
    [(name,)] = cursor.execute(f"{found}WHERE database_name = '{NAME}' AND type = 'ducklake'").fetchall()
    cursor.execute(f"SET search_path = '{name}.{layer},{name}.main'" if layer else f'USE "{name}"')
    return cursor


def is_clash(error: Exception) -> bool:
    """Say whether a commit failed because of another's, so that the whole may be tried again."""
    return isinstance(error, duckdb.Error) and bool(CLASH.search(str(error)))


def is_unreached(error: Exception) -> bool:
    """Say whether an error means that the catalog or the store of the data does not answer."""
    return isinstance(error, duckdb.Error) and bool(UNREACHED.search(str(error)))


@contextmanager
def reached() -> Iterator[None]:
    """Raise LakeError, in words, for DuckDB's errors that mean that the catalog or the store does not answer."""
    try:
        yield
    except duckdb.Error as fault:
        if not is_unreached(fault):
            raise
        raise LakeError(f"{SILENT} ({line(fault)})") from fault


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Give a new lake the row that whoever takes the run lock must change, inside the transaction that makes it."""
    con.execute("INSERT INTO main.run_locks VALUES (?, '', 0, '', now(), now())", [GUARD])


def guard(con: duckdb.DuckDBPyConnection) -> None:
    """Change that row: of two transactions that did so at once, only one commits."""
    con.execute("UPDATE main.run_locks SET beat_at = now() WHERE lock_name = ?", [GUARD])


def mark(con: duckdb.DuckDBPyConnection) -> None:
    """Mark what this transaction commits as a snapshot that readers may read."""
    guard(con)  # a transaction that changes nothing makes no snapshot
    con.execute(f"CALL {NAME}.set_commit_message('copydesk', '{MARK}')")


def published(con: duckdb.DuckDBPyConnection) -> list[int]:
    """Return the numbers of the snapshots that readers may read, newest first."""
    query = f"SELECT snapshot_id FROM {META}.ducklake_snapshot_changes WHERE commit_message = ? ORDER BY ALL DESC"
    return [number for (number,) in con.execute(query, [MARK]).fetchall()]


def published_times(con: duckdb.DuckDBPyConnection) -> list[datetime]:
    """Return when those snapshots were made, newest first."""
    query = (
        f"SELECT snapshot_time::TIMESTAMPTZ FROM {META}.ducklake_snapshot AS snapshots "
        f"INNER JOIN {META}.ducklake_snapshot_changes AS changes ON snapshots.snapshot_id = changes.snapshot_id "
        "WHERE commit_message = ? ORDER BY snapshots.snapshot_id DESC"
    )
    return [at for (at,) in con.execute(query, [MARK]).fetchall()]


def size(con: duckdb.DuckDBPyConnection) -> int:
    """Return how many bytes the lake's files hold."""
    row = con.execute(f"SELECT coalesce(sum(file_size_bytes), 0) FROM ducklake_table_info('{NAME}')").fetchone()
    return int(row[0]) if row else 0


def shut(con: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """Leave a reader no access to any file but the lake's."""
    con.execute(f"SET allowed_directories = ['{quoted(lake.data)}']")
    con.execute("SET enable_external_access = false")


def tidy(con: duckdb.DuckDBPyConnection, now: datetime | None = None) -> None:
    """Merge small files, forget snapshots that no reader may hold any more, and remove what nothing names."""
    oldest = (now or datetime.now(UTC)) - STAYS
    query = f"SELECT snapshot_id FROM {META}.ducklake_snapshot WHERE snapshot_time::TIMESTAMPTZ < ? ORDER BY ALL"
    kept = set(published(con)[:KEPT])
    gone = [number for (number,) in con.execute(query, [oldest]).fetchall()]
    newest = con.execute(f"SELECT max(snapshot_id) FROM {META}.ducklake_snapshot").fetchone()
    gone = [number for number in gone if number not in kept and newest and number != newest[0]]
    con.execute(f"CALL ducklake_flush_inlined_data('{NAME}')")
    con.execute(f"CALL ducklake_merge_adjacent_files('{NAME}')")
    if gone:
        con.execute(f"CALL ducklake_expire_snapshots('{NAME}', versions => [{', '.join(map(str, gone))}])")
    con.execute(f"CALL ducklake_cleanup_old_files('{NAME}', older_than => ?::TIMESTAMPTZ)", [oldest])
    con.execute(f"CALL ducklake_delete_orphaned_files('{NAME}', older_than => ?::TIMESTAMPTZ)", [oldest])


def _secret(environment: Mapping[str, str]) -> str:
    """Return the statement that says how to reach the object store, from the variables that all S3 clients read."""
    address = environment.get("AWS_ENDPOINT_URL_S3") or environment.get("AWS_ENDPOINT_URL") or ""
    host = address.partition("://")[2].rstrip("/")
    told = {
        "KEY_ID": environment.get("AWS_ACCESS_KEY_ID"),
        "SECRET": environment.get("AWS_SECRET_ACCESS_KEY"),
        "SESSION_TOKEN": environment.get("AWS_SESSION_TOKEN"),
        "REGION": environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or "us-east-1",
        "ENDPOINT": host,
        "URL_STYLE": "path" if host else None,
    }
    lines = [f"{name} '{quoted(value)}'" for name, value in told.items() if value]
    lines += ["USE_SSL false"] if address.startswith("http://") else []
    return f"CREATE OR REPLACE SECRET (TYPE s3, {', '.join(lines)})"


def quoted(text: str) -> str:
    """Return a text as it stands between quotation marks in SQL."""
    return text.replace("'", "''")


def line(fault: BaseException) -> str:
    """Return an error's first line without passwords."""
    return hidden(str(fault).strip().partition("\n")[0])


def hidden(text: str) -> str:
    """Return a text without the passwords of addresses in it."""
    return PASSWORD.sub(lambda found: f"{found[1] or found[3]}…", text)
