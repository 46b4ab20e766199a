"""`copydesk export`: every view of the published copy as Parquet, CSV and JSON Lines, with a datapackage.json."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from copydesk import __version__
from copydesk.desk import desk_settings
from copydesk.settings import read_settings
from copydesk.status import Refusal, Status
from warehouse.publish import NotPublishedError, open_published, published_name

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

TIMES = "TIMESTAMPFORMAT '%Y-%m-%dT%H:%M:%S.%fZ'"  # what Table Schema's `datetime` is
FORMS = {  # by folder: file suffix, media type, COPY options
    "parquet": ("parquet", "application/vnd.apache.parquet", "FORMAT parquet, COMPRESSION zstd"),
    "csv": ("csv", "text/csv", f"FORMAT csv, HEADER, {TIMES}"),
    "jsonl": ("jsonl", "application/jsonl", f"FORMAT json, {TIMES}"),
}
TYPES = {  # DuckDB's -> Table Schema's; lists, and whatever else has parts, are arrays
    "VARCHAR": "string", "INTEGER": "integer", "BIGINT": "integer", "BOOLEAN": "boolean", "DOUBLE": "number",
    "DATE": "date", "TIMESTAMP WITH TIME ZONE": "datetime",
}  # fmt: skip
BY_DAY = ("articles", "figures", "attributions", "quotations", "claims", "flags")  # partitioned by day of publication
DOCUMENTED = 10  # runs in the Data Docs: a page a suite each
VALIDATED = (
    "SELECT runs.run_id, runs.flow, runs.state, runs.started_at, LIST(validations ORDER BY suite, expectation) "
    "FROM v1.runs AS runs INNER JOIN (SELECT * EXCLUDE (run_seq) FROM v1.validations) AS validations "
    "ON runs.run_id = validations.run_id "
    "GROUP BY ALL ORDER BY runs.started_at DESC LIMIT ?"
)

# pandas, by which Parquet is mostly opened, gives arrays of its own, and a number in the place of an integer with gaps
LOOSE = {"array": "any", "integer": "number"}
DAYS = "SELECT *, COALESCE(published_at::DATE::VARCHAR, 'undated') AS day FROM v1.{} ORDER BY ALL"  # a gap stops pandas


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
        resources = [one for view in views for form in FORMS for one in _written(con, view, folder, form)]
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


def _written(con: duckdb.DuckDBPyConnection, view: str, folder: Path, form: str) -> list[dict[str, Any]]:
    """Write a view in one form; return the description of each of its files."""
    suffix, media, options = FORMS[form]
    columns = con.execute(
        "SELECT column_name, data_type, comment FROM v1.data_dictionary WHERE view_name = ? ORDER BY position", [view]
    ).fetchall()
    loose = LOOSE if form == "parquet" else {}
    fields = [
        {"name": name, "type": loose.get(type_of(kind), type_of(kind)), "description": comment}
        for name, kind, comment in columns
    ]
    single, query = folder / form / f"{view}.{suffix}", f"SELECT * FROM v1.{view} ORDER BY ALL"
    target = single
    (folder / form).mkdir(parents=True, exist_ok=True)
    if form == "parquet" and view in BY_DAY:
        target, query = folder / form / view, DAYS.format(view)
        options += ", PARTITION_BY (day)"
    elif form == "csv" and (lists := [name for name, kind, _ in columns if type_of(kind) == "array"]):
        as_json = ", ".join(f'TO_JSON("{name}") AS "{name}"' for name in lists)
        query = f"SELECT * REPLACE ({as_json}) FROM v1.{view} ORDER BY ALL"
    con.execute(f"COPY ({query}) TO '{str(target).replace(chr(39), chr(39) * 2)}' ({options})")
    files = [single] if target == single else sorted(target.rglob(f"*.{suffix}"))
    return [
        {
            "name": resource_name(form, file.relative_to(folder / form)),
            "mediatype": media,
            "path": str(file.relative_to(folder)),
            "hash": f"sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}",
            **({"schema": {"fields": fields}} if file.stat().st_size else {"type": "file"}),
        }
        for file in files
    ]


def type_of(kind: str) -> str:
    """Return what Table Schema calls a type of DuckDB's."""
    return "number" if kind.startswith("DECIMAL") else TYPES.get(kind, "array")


def resource_name(form: str, file: Path) -> str:
    """Return the name of a file's resource, of the letters that Data Package has for names."""
    return re.sub(r"[^a-z0-9._/-]", "-", f"{file.with_suffix('')}-{form}".lower())


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


def print_gold(home: Path) -> Status:
    """Print what people found right and corrected, an article a line."""
    from review.desk import RefusedError  # noqa: PLC0415 - starlette
    from review.exports.gold import gold_lines  # noqa: PLC0415 - starlette

    try:
        for line in gold_lines(home, settings=desk_settings(home)):
            print(line)  # noqa: T201 - the command's answer
    except RefusedError as refused:
        raise Refusal(str(refused)) from None
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
