"""The offline web of the fault scenarios, served once for all tests here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

sys.path.insert(0, str(Path(__file__).parent))  # the servers beside this file are no package

from offline_web import Web
from own_pages import OwnPages
from scenarios import SCENARIOS


@pytest.fixture(scope="session")
def web() -> Iterator[Web]:
    served = Web(list(SCENARIOS.values()), OwnPages())
    yield served
    served.close()
