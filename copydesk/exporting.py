"""`copydesk export`: every view of the published copy as Parquet, CSV and JSON Lines, with a datapackage.json."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from copydesk import __version__
from copydesk.desk import desk_settings
from copydesk.settings import read_settings
from copydesk.status import Refusal, Status
from warehouse.publish import NotPublishedError, open_published, published_name

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

FORMS = {  # by folder: file suffix, media type, COPY options
    "parquet": ("parquet", "application/vnd.apache.parquet", "FORMAT parquet, COMPRESSION zstd"),
    "csv": ("csv", "text/csv", "FORMAT csv, HEADER"),
    "jsonl": ("jsonl", "application/jsonl", "FORMAT json"),
}
BY_DAY = ("articles", "figures", "attributions", "quotations", "claims", "flags")  # partitioned by day of publication
DOCUMENTED = 10  # runs in the Data Docs: a page a suite each
VALIDATED = (
    "SELECT runs.run_id, runs.flow, runs.state, runs.started_at, LIST(validations ORDER BY suite, expectation) "
    "FROM v1.runs AS runs INNER JOIN (SELECT * EXCLUDE (run_seq) FROM v1.validations) AS validations "
    "ON runs.run_id = validations.run_id "
    "GROUP BY ALL ORDER BY runs.started_at DESC LIMIT ?"
)


def export_to(home: Path, folder: Path) -> Status:
    """Write every view to a folder that is new or empty, then the package's description with its hashes."""
    refuse_full(folder)
    try:
        con = open_published(home, writing_files=True)
    except NotPublishedError as missing:
        raise Refusal(str(missing)) from None
    try:
        con.execute("SET TimeZone = 'UTC'")
        rows = con.execute("SELECT DISTINCT view_name FROM v1.data_dictionary ORDER BY ALL").fetchall()
        views = [row[0] for row in rows]
        resources = [_written(con, view, folder, form) for view in views for form in FORMS]
    finally:
        con.close()
    package = {
        "profile": "data-package",
        "name": "copydesk",
        "version": __version__,
        "copy": published_name(home),
        "resources": resources,
    }
    (folder / "datapackage.json").write_text(json.dumps(package, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"{len(views)} views in {folder}, described in datapackage.json.")  # noqa: T201 - the answer
    return Status.FINE


def _written(con: duckdb.DuckDBPyConnection, view: str, folder: Path, form: str) -> dict[str, Any]:
    suffix, _, options = FORMS[form]
    (folder / form).mkdir(parents=True, exist_ok=True)
    if form == "parquet" and view in BY_DAY:
        target, query = folder / form / view, f"SELECT *, published_at::DATE AS day FROM v1.{view} ORDER BY ALL"
        options += ", PARTITION_BY (day)"
    else:
        target, query = folder / form / f"{view}.{suffix}", f"FROM v1.{view} ORDER BY ALL"
    con.execute(f"COPY ({query}) TO '{str(target).replace(chr(39), chr(39) * 2)}' ({options})")
    return _described(con, view, folder, form)


def _described(con: duckdb.DuckDBPyConnection, view: str, folder: Path, form: str) -> dict[str, Any]:
    suffix, media, _ = FORMS[form]
    single = folder / form / f"{view}.{suffix}"
    files = [single] if single.is_file() else sorted((folder / form / view).rglob(f"*.{suffix}"))
    columns = con.execute(
        "SELECT column_name, data_type, comment FROM v1.data_dictionary WHERE view_name = ? ORDER BY position", [view]
    ).fetchall()
    return {
        "name": f"{view}-{form}",
        "mediatype": media,
        "path": [str(file.relative_to(folder)) for file in files],
        "hash": [f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}" for file in files],
        "schema": {"fields": [{"name": name, "type": kind, "description": comment} for name, kind, comment in columns]},
    }


def export_docs(home: Path, folder: Path) -> Status:
    """Write Great Expectations' Data Docs of the last runs to a folder that is new or empty."""
    refuse_full(folder)
    try:
        con = open_published(home)
    except NotPublishedError as missing:
        raise Refusal(str(missing)) from None
    from checks.check import all_checks  # noqa: PLC0415 - pydantic
    from checks.data_docs import DocumentedRun, write_docs  # noqa: PLC0415 - Great Expectations, seconds
    from checks.gates import AFTER, BEFORE, all_gates, findings  # noqa: PLC0415 - pydantic
    from warehouse.ledger import Validation  # noqa: PLC0415 - lazy

    try:
        rows = con.execute(VALIDATED, [DOCUMENTED]).fetchall()
    finally:
        con.close()
    if not rows:
        raise Refusal("No run in the published copy has validated anything yet: run `copydesk run` first.")
    runs = [
        DocumentedRun(run_id, flow, state, started_at, [Validation(**row) for row in validations])
        for run_id, flow, state, started_at, validations in rows
    ]
    asked = [*all_gates((*BEFORE, *AFTER)), *findings(all_checks(*read_settings(home).check_folders()))]
    pages = write_docs(folder, runs, {question.name: question for question in asked})
    print(f"{pages} pages about {len(runs)} runs: open {folder / 'index.html'}.")  # noqa: T201 - the answer
    return Status.FINE


def refuse_full(folder: Path) -> None:
    """Raise Refusal for a folder that holds something already."""
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(f"{folder} is not empty: name a new folder, so that nothing old is taken for new.")


def export_flags(home: Path, form: str, view: str) -> Status:
    """Print the flags of a desk's view ("severity=critical"; "" is all open) as annotations, SARIF, Atom or CSV."""
    from review.exports.export import FORMATS, export  # noqa: PLC0415 - starlette

    if form not in FORMATS:
        raise Refusal(f"There is no format {form!r}: known are {', '.join(FORMATS)}.")
    print(export(home, form, address=view, settings=desk_settings(home)), end="")  # noqa: T201 - the answer
    return Status.FINE


def print_event(home: Path, story_id: str, form: str) -> Status:
    """Print an event as the desk gives it: all of it as JSON, its figures as CSV, what happened as Atom."""
    from review.desk import RefusedError  # noqa: PLC0415 - starlette
    from review.stories.event_files import FILES, export_event  # noqa: PLC0415 - starlette

    if form not in FILES:
        raise Refusal(f"An event is printed as {', '.join(FILES)}, not as {form!r}.")
    try:
        print(export_event(home, form, story_id, settings=desk_settings(home)), end="")  # noqa: T201 - the answer
    except RefusedError as refused:
        raise Refusal(str(refused)) from None
    return Status.FINE
