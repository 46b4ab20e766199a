"""Ten readers do their worst on the SQL page: the desk stays small and goes on answering everybody else."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

from review.access.accounts import Accounts
from warehouse.reviews import open_reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Visit

SERVE = """
import sys
from pathlib import Path
from review.serve import serve
from review.settings import Settings
serve(Path(sys.argv[1]), port=int(sys.argv[2]), settings=Settings(demand_login=True))
"""
PASSWORD = "a long enough password"  # noqa: S105 - of accounts that live for one test
READERS, SECONDS = 10, 12.0
WORST = (
    f"SELECT {', '.join(f'repeat(chr(97 + r::INT % 26), 2000) AS c{n}' for n in range(100))} FROM range(1000) t (r)",
    "SELECT SUM(hash(r) % 7) FROM range(1000000000000) t (r)",
    "SELECT COUNT(*) FROM range(1000000000000) a, range(1000000000000) b",
    "SELECT r, hash(r), repeat('a', 20) FROM range(100000000) t (r) ORDER BY hash(r)",  # more than memory holds
    "SELECT repeat('x', 2000000000)",
    "SELECT LIST(r) FROM range(3000000) t (r)",
    f"SELECT {', '.join(f'r AS c{n}' for n in range(1500))} FROM range(100000) t (r)",
    f"SELECT [{', '.join(['repeat(chr(8364), 2000)'] * 90)}], * FROM range(1000)",
    f'SELECT 1 AS "{"n" * 19000}"',
    "SELECT error(repeat('<', 50000000))",
    "/**/" * 4900 + "SELECT 1",
)


@pytest.fixture
def desk(newsroom: Path) -> Iterator[tuple[str, int]]:
    """A desk that demands log-in, in a process of its own: its address and number."""
    store = open_reviews(newsroom)
    accounts = Accounts(store)
    for name in ("ada", *(f"reader{number}" for number in range(READERS))):
        accounts.add(name, PASSWORD, "reader", by="Ada")
    store.close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen([sys.executable, "-c", SERVE, str(newsroom), str(port)], env=environment) as process:
        yield f"http://127.0.0.1:{port}", process.pid
        process.terminate()


def log_in(visit: Visit, name: str) -> None:
    for _ in range(600):
        try:
            page = visit.get("/login").text
            break
        except httpx.ConnectError:
            time.sleep(0.1)
    token = re.search(r'name="csrf" value="(\w+)"', page)[1]
    data = {"csrf": token, "name": name, "password": PASSWORD, "next": "/"}
    assert visit.client.post("/login", data=data, headers={"Origin": visit.origin}).status_code == 303
    visit.client.timeout = httpx.Timeout(60)


def ask_for(visit: Visit, first: int, seen: list[int], until: float) -> None:
    token, turn = visit.csrf(), first
    while time.monotonic() < until:
        data = {"csrf": token, "sql": WORST[turn % len(WORST)]}
        answer = visit.client.post("/sql", data=data, headers={"Origin": visit.origin})
        seen.append(answer.status_code)
        if answer.status_code == 200:
            turn += 1
            assert len(answer.content) < 4_000_000
        time.sleep(0.05)


def spilled(home: Path) -> int:
    """Return the bytes that queries have written beside the published copy."""
    total = 0
    for path in (home / "published").glob("*.tmp/*"):
        with suppress(FileNotFoundError):
            total += path.stat().st_size
    return total


def test_ten_readers_at_their_worst_hold_nobody_up(
    desk: tuple[str, int], newsroom: Path, visitor_to: Callable[[str], Visit]
) -> None:
    address, number = desk
    visits = [visitor_to(address) for _ in range(READERS + 1)]
    for place, visit in enumerate(visits):
        log_in(visit, f"reader{place}" if place < READERS else "ada")
    until, seen, waited = time.monotonic() + SECONDS, list[int](), list[float]()
    readers = [
        threading.Thread(target=ask_for, args=(visit, place, seen, until)) for place, visit in enumerate(visits[:-1])
    ]
    for reader in readers:
        reader.start()
    while time.monotonic() < until:
        began = time.monotonic()
        assert visits[-1].get("/").status_code == 200
        waited.append(time.monotonic() - began)
        assert spilled(newsroom) == 0
        time.sleep(0.1)
    for reader in readers:
        reader.join()
    peak = int(re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{number}/status").read_text("ascii"))[1]) / 1024
    assert set(seen) == {200, 429}
    assert max(waited) < 5  # less than one query may take: nobody waits behind it
    assert peak < 400
