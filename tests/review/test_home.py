from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest


def test_a_home_folder_may_be_named_from_where_one_stands(
    newsroom: Path, serve_home: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(newsroom.parent)
    address = serve_home(Path(newsroom.name)).address
    with httpx.Client(base_url=address, trust_env=False) as client:
        queue = client.get("/queue")
        found = re.search(r'href="(/articles/\w+)', queue.text)
        assert (queue.status_code, found is not None) == (200, True)
        pages = [found[1] if found else "", "/search?q=ferry", "/checks", "/runs", "/suppressions", "/sql"]
        assert [client.get(page).status_code for page in pages] == [200] * len(pages)
