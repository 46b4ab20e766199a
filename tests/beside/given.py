"""Where the data lies that extra tests use: beside the repository. Nothing else in tests/ may look there."""

from __future__ import annotations

from pathlib import Path

import pytest

DATA = Path(__file__).parents[2].parent / "shared" / "data"


def beside_or_skip(name: str) -> Path:
    """Return a folder of the data, or skip the test where it is not there."""
    if not (DATA / name).is_dir():
        pytest.skip(f"shared/data/{name} does not lie beside the repository")
    return DATA / name
