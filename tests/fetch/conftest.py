"""The offline web of the fault scenarios, served once for all tests here."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

sys.path.insert(0, str(Path(__file__).parent))  # the servers beside this file are no package

import offline_web


@pytest.fixture(scope="session")
def web(shared_data: Path) -> Iterator[offline_web.Web]:
    served = offline_web.Web()
    yield served
    served.close()
