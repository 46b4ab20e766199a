"""Extra tests, on data that may lie beside the repository: without it each skips and says what it lacks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

sys.path.insert(0, str(Path(__file__).parent))  # what the tests share is no package
sys.path.insert(0, str(Path(__file__).parents[1] / "articles"))
sys.path.insert(0, str(Path(__file__).parents[1] / "fetch"))
sys.path.insert(0, str(Path(__file__).parents[1] / "flows"))

from given import beside_or_skip


@pytest.fixture(scope="session")
def beside() -> Callable[[str], Path]:
    """Return what gives the path of a folder of the data, or skips the test where it is not there."""
    return beside_or_skip
