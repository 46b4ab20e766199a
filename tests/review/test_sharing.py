"""Several people, threads and desks on one store."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa

from warehouse.audit import verify

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Served


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_two_desks_on_one_store_see_each_others_decisions(
    newsroom: Path, serve_home: Callable, visitor_to: Callable, request: pytest.FixtureRequest, kind: str
) -> None:
    url = request.getfixturevalue("postgresql") if kind == "postgresql" else None
    first, second = (serve_home(newsroom, reviews_url=url) for _ in range(2))
    ada, berit = visitor_to(first.address), visitor_to(second.address)
    berit.post("/me", name="Berit")
    flag = ada.flags("/queue")[0]
    ada.post(f"/flags/{flag}/decide", act="confirm", confirm_reason="wrong", seen="")
    answer = berit.post(f"/flags/{flag}/decide", act="dismiss:opinion", seen="")
    assert answer.status_code == 409  # at once: the store is looked at before anything is appended
    assert "Right, says Ada" in answer.json()["conflict"]
    time.sleep(1.1)
    assert flag not in berit.flags("/queue")
    assert berit.post("/undo", undoes=answer.json()["seen"]).status_code == 200  # an operator undoes what others did
    time.sleep(1.1)
    assert flag in ada.flags("/queue")
    store = first.app.state.desk.store
    assert verify(store).fault == ""
    if url:
        with store.engine.begin() as connection:
            for name in ("decisions", "seals", "accounts", "logins"):
                connection.execute(sa.text(f"DROP TABLE {name} CASCADE"))


def test_many_readers_while_one_decides(served: Served, visitor_to: Callable) -> None:
    faults: list[object] = []
    done = threading.Event()
    writer = visitor_to(served.address)
    flags = writer.flags("/queue")

    def read() -> None:
        visit = visitor_to(served.address)
        while not done.is_set():
            for path in (
                "/",
                "/checks",
                "/suppressions",
                "/me",
                "/queue?q=ferry&state=any",
                f"/flags/{flags[0]}/figures",
            ):
                answer = visit.get(path)
                if answer.status_code != 200:
                    faults.append((path, answer.status_code))

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    token = writer.csrf()
    headers = {"Origin": writer.origin, "Accept": "application/json"}
    for number in range(40):
        fields = {"csrf": token, "act": "dismiss:opinion", "scope": "check", "sure": "yes"}
        assert writer.client.post(f"/flags/{flags[number % 6]}/decide", data=fields, headers=headers).status_code == 200
        assert writer.client.post("/undo", data={"csrf": token}, headers=headers).status_code == 200
    done.set()
    for reader in readers:
        reader.join()
    assert faults == []
