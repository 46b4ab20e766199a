"""A newsroom grows from a laptop to a team: everything is started for it, on this machine, and nothing is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from team import play

if TYPE_CHECKING:
    from pathlib import Path

    from machines import Store

ARTICLES = 16  # bench/team.py has a thousand


@pytest.mark.timeout(1800)
def test_a_home_moves_to_a_lake_and_its_people_work_on(
    tmp_path: Path, postgres_port: int, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed (copydesk[dask])")
    for name, value in store.environment.items():
        monkeypatch.setenv(name, value)
    found = play(tmp_path, postgres_port, store, articles=ARTICLES, seconds=5)
    print(found)  # noqa: T201 - pytest shows it where something failed
    assert found.same_after_moving
    assert found.decisions_after_moving == (4, 4)
    assert [said for said in found.runs if not said.rstrip().endswith("Completed")] == []
    assert found.faults == [], "no lock is met by anybody who reads or decides"
    assert found.decided > 1
    assert found.asked > 1
    assert found.worker_killed.rstrip().endswith("Completed")
    assert "the store of the lake's data, did not answer" in found.store_killed + found.store_note
    assert found.store_back.rstrip().endswith("Completed")
    assert found.doubled == {}
    assert found.articles == ARTICLES + 4 * max(2, ARTICLES // 8)
    assert found.same_as_alone
    assert found.flags > ARTICLES
