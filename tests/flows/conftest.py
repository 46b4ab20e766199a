from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # what the tests share is no package

from copydesk.demo import demo_plan
from copydesk.newsstand import Newsstand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flows.plan import NewsPlan


@pytest.fixture(scope="module")
def stand() -> Iterator[Newsstand]:
    with Newsstand(port=0) as opened:
        yield opened


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory, stand: Newsstand) -> NewsPlan:
    chosen = demo_plan(tmp_path_factory.mktemp("demo") / "home", stand)
    patient = {
        "pace_seconds": 0,
        "read_timeout": 120,
        "connect_timeout": 120,
        "total_deadline": 240,
    }  # on a busy machine
    return chosen.model_copy(update={"fetch": {**chosen.fetch, **patient}, "workers": 1, "page_seconds": 240})
