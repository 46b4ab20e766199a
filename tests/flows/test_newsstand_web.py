"""The demo newsroom, from its feeds to flags, by the command itself and with Prefect."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from asked_runs import AskedRuns, WebRuns, runs_over

if TYPE_CHECKING:
    from copydesk.newsstand import Newsstand


@pytest.fixture(scope="module")
def web_runs(stand: Newsstand, tmp_path_factory: pytest.TempPathFactory) -> WebRuns:
    feeds = stand.feeds()
    ports = {port for feed in feeds.values() if (port := urlsplit(feed).port)}
    return runs_over(tmp_path_factory.mktemp("web"), feeds, ports, set(stand.pages().values()))


class TestNewsstandWeb(AskedRuns):
    """Five outlets on loopback, with a missing page, a slow one and one that robots.txt refuses."""
