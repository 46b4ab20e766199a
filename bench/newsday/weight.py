"""What a process and a home folder weigh: memory, handles, threads, files, bytes and rows."""

from __future__ import annotations

import gc
import os
import re
import statistics
import tempfile
import threading
from pathlib import Path
from typing import NamedTuple

import duckdb
from newsday.truth import KEYS


class Weight(NamedTuple):
    """One look at a process and its home folder: megabytes of resident memory, files without archive segments."""

    megabytes: float
    handles: int
    threads: int
    desk_megabytes: float
    desk_handles: int
    files: int
    warehouse_bytes: int
    archive_bytes: int
    articles: int
    fetches: int


def weigh(home: Path, desk: int = 0) -> Weight:
    """Look at this process, the desk's where there is one, and the home folder."""
    gc.collect()
    sizes = {path: path.stat().st_size for path in home.rglob("*") if path.is_file()}
    con = duckdb.connect(str(home / "warehouse.duckdb"), read_only=True)
    rows = {table: con.execute(f"SELECT count(*) FROM main.{table}").fetchall()[0][0] for table in KEYS}
    con.close()
    return Weight(
        megabytes=memory(os.getpid()),
        handles=handles(os.getpid()),
        threads=threading.active_count(),
        desk_megabytes=memory(desk) if desk else 0.0,
        desk_handles=handles(desk) if desk else 0,
        files=len([path for path in sizes if "prefect" not in path.parts and path.suffix != ".gz"]),
        warehouse_bytes=sizes[home / "warehouse.duckdb"],
        archive_bytes=sum(size for path, size in sizes.items() if path.suffix == ".gz"),
        articles=rows["articles"],
        fetches=rows["fetches"],
    )


def memory(process: int) -> float:
    """Return the megabytes of resident memory of a process."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{process}/status").read_text("utf-8"))
    return int(found[1]) / 1024 if found else 0.0


def handles(process: int) -> int:
    """Return how many files, pipes and sockets a process has open."""
    return len(list(Path(f"/proc/{process}/fd").iterdir()))


def growth(amounts: list[float]) -> float:
    """Return what an amount gains from its second quarter to its last, each by its median: the first warms up."""
    quarter = max(1, len(amounts) // 4)
    return statistics.median(amounts[-quarter:]) - statistics.median(amounts[quarter : 2 * quarter])


def slack(home: Path) -> float:
    """Return how many times the bytes of its own data the warehouse takes."""
    with tempfile.TemporaryDirectory() as folder:
        lean = Path(folder) / "lean.duckdb"
        con = duckdb.connect(str(lean), config={"storage_compatibility_version": "v1.5.0"})
        con.execute(f"ATTACH '{home / 'warehouse.duckdb'}' AS stored (READ_ONLY)")
        con.execute("COPY FROM DATABASE stored TO lean")
        con.close()
        return (home / "warehouse.duckdb").stat().st_size / lean.stat().st_size
