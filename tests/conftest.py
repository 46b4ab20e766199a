"""What every test stands on: no network beyond loopback, none of the user's settings, a home folder of its own."""

from __future__ import annotations

import importlib.util
import ipaddress
import os
import socket
import subprocess
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    import duckdb

    from warehouse.ledger import Run


class NetworkRefusedError(RuntimeError):
    """A test reached for an address beyond this machine."""


def _refuse_beyond_loopback(address: object) -> None:
    if not isinstance(address, tuple) or not address:
        return  # a Unix socket
    host = str(address[0])
    try:
        inside = ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        inside = host in {"localhost", ""}
    if not inside:
        raise NetworkRefusedError(f"tests stay on this machine, and this one wants {host}")


@pytest.fixture(autouse=True, scope="session")
def loopback_only() -> Iterator[None]:
    guarded = {name: getattr(socket.socket, name) for name in ("connect", "connect_ex")}

    def guard(name: str) -> Callable[[socket.socket, object], object]:
        def connect(self: socket.socket, address: object) -> object:
            if self.family in {socket.AF_INET, socket.AF_INET6}:
                _refuse_beyond_loopback(address)
            return guarded[name](self, address)

        return connect

    with pytest.MonkeyPatch.context() as patch:
        for name in guarded:
            patch.setattr(socket.socket, name, guard(name))
        yield


@pytest.fixture(autouse=True)
def no_settings_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("COPYDESK_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def machine() -> ModuleType:
    """What is on this machine: needs.py."""
    spec = importlib.util.spec_from_file_location("needs", Path(__file__).with_name("needs.py"))
    assert spec
    assert spec.loader
    spec.loader.exec_module(module := importlib.util.module_from_spec(spec))
    return module


@pytest.fixture(scope="session")
def postgres_port(machine: ModuleType) -> Iterator[int]:
    programs = machine.postgresql_folder()
    if programs is None:
        pytest.skip("PostgreSQL is not installed (Debian's package postgresql)")
    pytest.importorskip("psycopg")
    with machine.postgresql(programs) as port:
        yield port


@pytest.fixture
def postgresql_url(postgres_port: int) -> Iterator[str]:
    """An empty database of its own."""
    psycopg = pytest.importorskip("psycopg")
    name = f"t{uuid.uuid4().hex[:12]}"
    with psycopg.connect(f"host=127.0.0.1 port={postgres_port} user=desk dbname=postgres", autocommit=True) as con:
        con.execute(f"CREATE DATABASE {name}")
        yield f"postgresql+psycopg://desk@127.0.0.1:{postgres_port}/{name}"
        con.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def chromium(machine: ModuleType) -> str:
    path = machine.browser_path() or machine.playwrights_own()
    if path is None:
        pytest.skip("no browser is installed (Debian's package chromium)")
    return str(path)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 8 MB, mounted where that is allowed."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "none", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def begin_run() -> Callable[[duckdb.DuckDBPyConnection], Run]:
    """Begin a run in a warehouse, the one before it ended: for tests that do in one what several runs do."""
    from warehouse import db  # noqa: PLC0415 - DuckDB, for the tests that ask for it
    from warehouse.ledger import Run  # noqa: PLC0415 - as above

    noon = datetime(2031, 5, 2, 12, tzinfo=UTC)
    counts = ("fetched", "unchanged", "revised", "failed", "articles", "claims", "figures", "attributions")
    flags = ("flags_new", "flags_gone", "flags_back", "checks_evaluated")

    def begin(con: duckdb.DuckDBPyConnection) -> Run:
        con.execute("UPDATE main.runs SET finished_at = started_at WHERE finished_at IS NULL")
        number = db.run_number(con)
        named = {"run_id": f"r{number}", "flow": "check_news", "started_at": noon, "finished_at": None}
        rest = {"state": "Running", "note": "", "published": "", "run_seq": number}
        run = Run(**named, **rest, **dict.fromkeys((*counts, *flags), 0))
        db.save(con, [run])
        return run

    return begin
