"""The golden article of the house: a wire story of our own, read as a copy desk would."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "articles"))  # golden.py is no package

from golden import Golden, Read

ARTICLES = Path(__file__).parent / "articles"


@pytest.fixture(scope="module")
def read() -> Read:
    return Read(ARTICLES / "twin.txt", ARTICLES / "twin.toml")


class TestTwin(Golden):
    """What is expected stands in twin.toml."""
