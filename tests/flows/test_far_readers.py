from __future__ import annotations

import pytest

from extract.workers import Item
from flows import far_readers
from flows.far_readers import FarReadersError, read_far

PAGE = Item(key="a", data=b"# Osk\n\nThe storm sank 12 boats.\n", name="a.md", content_type="text/markdown")


def test_no_page_needs_no_scheduler() -> None:
    assert list(read_far([], "tcp://127.0.0.1:1", seconds=1)) == []


def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed (copydesk[dask])")
    monkeypatch.setattr(far_readers, "STARTING", 1)
    with pytest.raises(FarReadersError, match=r"No Dask scheduler answers at tcp://127\.0\.0\.1:1"):
        list(read_far([PAGE], "tcp://127.0.0.1:1", seconds=1))
